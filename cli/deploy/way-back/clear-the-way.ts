import { ALL_READ } from '../../exit-codes.ts';
import { stateLines } from '../../operate/live-stack.ts';
import { type StackState, standingOf } from '../../operate/stack-state.ts';
import { UsageError } from '../../usage-error.ts';
import { destroyLine, rollbackLine } from '../cdk/cdk-lines.ts';
import type { DeployDeps } from '../deps.ts';
import type { Part } from '../part.ts';
import { assertNotBusy, statesOf } from '../stack-states.ts';
import { type Obstacle, policiesLeft } from './policy-left.ts';
import { keptLines, keptOf } from './what-is-left.ts';

/**
 * Removes what earlier deployments left in the way, after a question: stacks whose first deployment
 * failed, updates that could not be undone, and policies that no stack owns, deny nobody and are
 * attached to nobody. Gives null if the way is free, else the exit code with which to end. Throws a
 * UsageError for what must not be removed without a look.
 */
export async function clearTheWay(
	part: Part,
	{ yes }: { readonly yes: boolean },
	deps: DeployDeps,
): Promise<number | null> {
	const states = await statesOf(part, deps.stacks);
	assertNotBusy(states);
	await tellFailed(states, deps);
	assertNotHalfDeleted(states);
	const obstacles = [
		...states.flatMap((state) => obstacleOf(state, part, deps)),
		...(await policiesLeft(part, states, deps)),
	];
	if (obstacles.length === 0) return null;
	for (const { what } of obstacles) await deps.tell(`first: ${what}`);
	if (!yes && !(await deps.confirm('Do this first?'))) {
		await deps.tell('nothing was deployed');
		return ALL_READ;
	}
	for (const { clear } of obstacles) {
		const exit = await clear();
		if (exit !== 0) return exit;
	}
	return null;
}

/** Says of each stack that is not simply deployed what is wrong with it, and why. */
export async function tellFailed(
	states: readonly StackState[],
	{ stacks, tell }: Pick<DeployDeps, 'stacks' | 'tell'>,
): Promise<void> {
	for (const state of states.filter((one) => standingOf(one) !== 'there'))
		for (const line of await stateLines(state, stacks)) await tell(line);
}

/** Destroying checks first that nobody is denied, and says what keeps the stack from being deleted. */
function assertNotHalfDeleted(states: readonly StackState[]): void {
	const names = states.filter((one) => standingOf(one) === 'half-deleted').map(({ name }) => name);
	if (names.length === 0) return;
	throw new UsageError(
		`${names.join(', ')}: the deletion failed, see above, and CloudFormation cannot update what is left. Delete it first, then deploy again:\n  npm run destroy`,
	);
}

function obstacleOf(state: StackState, part: Part, deps: DeployDeps): Obstacle[] {
	const { name, region, status } = state;
	const standing = standingOf(state);
	if (standing === 'stuck')
		return [
			{
				what: `undo the failed deployment of ${name} in ${region}`,
				clear: () => deps.cdk(rollbackLine(name)),
			},
		];
	// CloudFormation creates a stack from this state; nothing is in it yet.
	if (standing !== 'new' || status === 'REVIEW_IN_PROGRESS') return [];
	const clear = async () => {
		const kept = await keptOf([state], deps.stacks);
		const exit = await deps.cdk(destroyLine({ ...part, stacks: [{ stack: name, region }] }));
		if (exit !== 0) await tellFailed(await statesOf(part, deps.stacks), deps);
		const lines = keptLines([...kept, ...(await keptOf([state], deps.stacks))]);
		for (const line of lines) await deps.tell(line);
		return exit;
	};
	return [{ what: `delete ${name} in ${region}, whose first deployment failed`, clear }];
}
