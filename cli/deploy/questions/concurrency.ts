import { reservedInAll } from '../../../infra/reserved-concurrency.ts';
import { ifAllowed } from './if-allowed.ts';
import type { Concurrency } from './preflight.ts';
import { type Answer, NOTHING_TO_ASK, type Question } from './question.ts';

/**
 * AWS keeps so many executions for functions without a reservation. A new account may have fewer in
 * all, and then nothing can be reserved.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
const KEPT_BY_AWS = 100;
/**
 * What AWS gives an account by default, unless it is new.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const USUAL_LIMIT = 1_000;

/** CloudFormation rolls a stack back whose functions reserve more than there is. */
export const askConcurrency: Question = ifAllowed(
	async ({ part: { kind, main }, deps: { configuration, aws } }) => {
		if (kind === 'management' || !configuration.deployment.reserveConcurrency)
			return NOTHING_TO_ASK;
		return judgeConcurrency(await aws.concurrency(main.stack, main.region), main.region);
	},
	({ part: { main } }) => ({
		what: `whether ${reservedInAll()} executions of Lambda can be reserved, for which UnreservedConcurrentExecutions must be at least ${reservedInAll() + KEPT_BY_AWS} before the first deployment`,
		command: `aws lambda get-account-settings --region ${main.region} --query AccountLimit`,
	}),
);

/** Says whether what the functions reserve fits. What they have reserved already counts as free. */
export function judgeConcurrency({ limit, unreserved, ours }: Concurrency, region: string): Answer {
	const needed = reservedInAll();
	const free = unreserved + ours;
	const missing = needed + KEPT_BY_AWS - free;
	const found = `${limit} executions at once in ${region}, ${free} of them not reserved by others`;
	if (missing <= 0)
		return { told: [`Lambda: ${found}; ${needed} are reserved for eyes-system`], problems: [] };
	const problem = [
		`Lambda allows this account ${found}. eyes-system reserves ${needed}, and AWS keeps ${KEPT_BY_AWS} for functions without a reservation, so ${missing} are missing. Ask for more (AWS may need days):`,
		`  aws service-quotas request-service-quota-increase --region ${region} --service-code lambda --quota-code L-B99A9384 --desired-value ${Math.max(USUAL_LIMIT, limit + missing)}`,
		'  Or deploy without reservations: deployment: { reserveConcurrency: false } in eyes.config.ts. Then other functions of this account can use up what eyes-system needs',
	].join('\n');
	return { told: [], problems: [problem] };
}
