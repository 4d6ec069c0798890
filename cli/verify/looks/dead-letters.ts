import { isCovered } from '../../../shared/configuration/deployment-targets.ts';
import { HUB_STACK, UNDELIVERED_QUEUE } from '../../../shared/runtime/names.ts';
import { type Check, differs, type Finding, notChecked, ok } from '../look.ts';
import type { VerifyDeps } from '../verify-deps.ts';
import { driftHelp, restoreHelp } from './restore.ts';

const QUEUE = 'AWS::SQS::Queue';
/** Ids of queues for what could not be processed or delivered. */
const DEAD = /Dead|Undelivered/;
const BY_HAND =
	'aws sqs get-queue-attributes --queue-url URL --attribute-names ApproximateNumberOfMessages';

/** What the functions could not process, and what did not reach their queues. */
export const checkDeadLetters: Check = {
	places: ['single-account', 'hub'],
	byHand: BY_HAND,
	ask: async (deps) => {
		const { region } = deps.configuration.deployment;
		const { stacks } = deps.deploy;
		if ((await stacks.state(HUB_STACK, region)) === null)
			return [differs(`${region} has no stack ${HUB_STACK}`, 'npm run deploy')];
		const resources = await stacks.resources(HUB_STACK, region);
		const queues = resources.filter(({ type }) => type === QUEUE);
		return Promise.all(
			queues.map(({ id, physicalId }) =>
				ofQueue(physicalId?.split('/').at(-1) ?? id, {
					...{ region, deps },
					mustBeEmpty: holdsDeadLetters(id),
					restore: ['npm run deploy', driftHelp(HUB_STACK)],
				}),
			),
		);
	},
};

/** True if a queue of the stack holds dead letters. */
export function holdsDeadLetters(logicalId: string): boolean {
	return DEAD.test(logicalId);
}

/** What the rules of each watched Region could not forward to the bus of the hub. */
export const checkUndelivered: Check = {
	places: ['single-account', 'management', 'hub', 'member'],
	byHand: BY_HAND,
	ask: async (deps) => {
		const { configuration, caller, place, aws } = deps;
		const { region, regions } = configuration.deployment;
		const isSure =
			place === 'management' || isCovered(configuration.deployment, caller.account) === true;
		// A single account delivers in its own Region without the bus.
		const watched = place === 'single-account' ? regions : [region, ...regions];
		const forwarding = isSure
			? watched
			: (await Promise.all(watched.map((one) => aws.queue(one, UNDELIVERED_QUEUE)))).flatMap(
					(depth, at) => (depth === null ? [] : (watched[at] ?? [])),
				);
		return Promise.all(
			forwarding.map((one) => {
				const restore = restoreHelp(deps, one);
				return ofQueue(UNDELIVERED_QUEUE, { region: one, deps, mustBeEmpty: true, restore });
			}),
		);
	},
};

interface Asked {
	readonly region: string;
	readonly deps: VerifyDeps;
	readonly mustBeEmpty: boolean;
	/** What helps if the queue does not exist. */
	readonly restore: readonly string[];
}

async function ofQueue(
	name: string,
	{ region, deps, mustBeEmpty, restore }: Asked,
): Promise<Finding> {
	const depth = await deps.aws.queue(region, name);
	const queue = `${region}, queue ${name}`;
	if (depth === null) return differs(`${queue}: does not exist`, ...restore);
	const { messages, hidden } = depth;
	if (Number.isNaN(messages + hidden))
		return notChecked(`${queue}: AWS does not tell how many messages it holds`, BY_HAND);
	const held = `${queue}: ${messages} messages, and ${hidden} that are being read`;
	if (!mustBeEmpty || messages + hidden === 0) return ok(held);
	return differs(held, 'docs/runbook.md says how to read them and send them again');
}
