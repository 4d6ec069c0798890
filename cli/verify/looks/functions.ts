import { FUNCTIONS, type FunctionName } from '../../../infra/bundle.ts';
import { reservedFor } from '../../../infra/reserved-concurrency.ts';
import { HUB_STACK, NAME_PREFIX } from '../../../shared/runtime/names.ts';
import { type Check, differs, type Finding, ok } from '../look.ts';
import type { LiveFunction, VerifyDeps } from '../verify-deps.ts';

const FUNCTION = 'AWS::Lambda::Function';
/** A rule starts it; all others read a queue. */
const WITHOUT_QUEUE: FunctionName = 'reconcile';
const DRIFT = `node cli/tool.mjs cdk drift ${HUB_STACK}`;

/** Each function must be able to run, with its reservation, and read its queue. */
export const checkFunctions: Check = {
	places: ['single-account', 'hub'],
	byHand: 'aws lambda get-function-concurrency --function-name NAME',
	ask: async (deps) => {
		const { region } = deps.configuration.deployment;
		const resources = await deps.deploy.stacks.resources(HUB_STACK, region);
		const ids = resources.filter(({ type }) => type === FUNCTION).map((one) => one.physicalId);
		const live = await Promise.all(ids.map((id) => deps.aws.function(region, id ?? '')));
		return FUNCTIONS.map((name) => ofFunction(name, live.find(hasRoleOf(name)) ?? null, deps));
	},
};

/** CloudFormation chooses the names of functions, and we those of their roles. */
function hasRoleOf(name: FunctionName) {
	return (live: LiveFunction | null) => live?.role.endsWith(`/${NAME_PREFIX}${name}`) ?? false;
}

function ofFunction(
	name: FunctionName,
	live: LiveFunction | null,
	{ configuration }: VerifyDeps,
): Finding {
	if (live === null) return differs(`function ${name}: does not exist`, 'npm run deploy');
	const { reserveConcurrency } = configuration.deployment;
	const expected = reserveConcurrency ? reservedFor(name) : null;
	const { state, reserved, sources } = live;
	const problems = [
		...(state === 'Active' || state === 'Inactive' ? [] : [`its state is ${state}`]),
		...(reserved === expected
			? []
			: [`${reserved ?? 'no'} executions are reserved, expected ${expected ?? 'none'}`]),
		...(sources.length > 0 || name === WITHOUT_QUEUE ? [] : ['it reads no queue']),
		...sources.filter((one) => one !== 'Enabled').map((one) => `its queue is ${one}`),
	];
	if (problems.length > 0) return differs(`function ${name}: ${problems.join('; ')}`, DRIFT);
	return ok(`function ${name}: ${state}, ${reserved ?? 'no'} executions reserved`);
}
