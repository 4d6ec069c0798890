import { HUB_STACK } from '../../../shared/runtime/names.ts';
import { type Check, differs, type Finding, notChecked, ok } from '../look.ts';
import type { StackResource, VerifyDeps } from '../verify-deps.ts';

const QUEUE = 'AWS::SQS::Queue';
/** Ids of queues for what could not be processed or delivered. */
const DEAD = /Dead|Undelivered/;

/** Queues for dead letters must be empty. */
export const checkDeadLetters: Check = {
	places: ['single-account', 'hub'],
	byHand:
		'aws sqs get-queue-attributes --queue-url URL --attribute-names ApproximateNumberOfMessages',
	ask: async (deps) => {
		const { region } = deps.configuration.deployment;
		const resources = await deps.aws.resources(HUB_STACK, region);
		if (resources === null)
			return [differs(`${region} has no stack ${HUB_STACK}`, 'npm run deploy')];
		const queues = resources.filter(({ type }) => type === QUEUE);
		const findings = await Promise.all(queues.map((one) => ofQueue(one, deps)));
		return findings.flat();
	},
};

/** True if a queue of the stack holds dead letters. */
export function holdsDeadLetters({ logicalId }: Pick<StackResource, 'logicalId'>): boolean {
	return DEAD.test(logicalId);
}

async function ofQueue(
	queue: StackResource,
	{ aws, configuration }: VerifyDeps,
): Promise<Finding[]> {
	const { region } = configuration.deployment;
	const name = queue.physicalId.split('/').at(-1);
	const depth = await aws.queue(region, queue.physicalId);
	if (depth === null)
		return [differs(`queue ${name}: does not exist`, 'node cli/tool.mjs cdk drift')];
	const { messages, hidden } = depth;
	if (Number.isNaN(messages + hidden))
		return [notChecked(`queue ${name}: AWS does not tell how many messages it holds`)];
	const held = `queue ${name}: ${messages} messages, and ${hidden} that are being read`;
	if (!holdsDeadLetters(queue) || messages + hidden === 0) return [ok(held)];
	return [differs(held, 'docs/runbook.md says how to read them and send them again')];
}
