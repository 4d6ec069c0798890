import { type Look, lookAt } from '../../shared/stack-sets/look.ts';
import {
	begun,
	completed,
	isNotKnown,
	NEVER_LOOKED,
	type WatchState,
} from '../../shared/stack-sets/watch-state.ts';
import type { ReconcileDeps, ReconcilePart } from './deps.ts';
import type { WatchedStackSets } from './watched-stack-sets.ts';

/**
 * Looks at the StackSets once a day, and every hour while something is not current. An account that
 * joins, or a deployment, may not get its stack, and then nothing is seen there. Every run counts
 * what the last look found, so that the alarm rings until it is repaired.
 */
export const lookAtStackSets: ReconcilePart = async (now, deps) => {
	const { stackSets, telemetry } = deps;
	if (stackSets === null) return;
	const before = (await stackSets.watch.read()) ?? NEVER_LOOKED;
	const state = before.dueAt <= now ? await look(before, { now, deps, stackSets }) : before;
	if (isNotKnown(state, now)) telemetry.count('StackInstancesNotRead');
	const behind = state.look?.behind ?? 0;
	if (behind > 0) telemetry.count('StackInstanceNotCurrent', undefined, behind);
};

interface Looking {
	readonly now: number;
	readonly deps: ReconcileDeps;
	readonly stackSets: WatchedStackSets;
}

/** Stores first that a look began, so that one that never ends counts as failed. */
async function look(before: WatchState, { now, deps, stackSets }: Looking): Promise<WatchState> {
	const { notices, hints } = deps;
	const started = begun(before, now);
	await stackSets.watch.write(started, now);
	const found = await findOut(stackSets, deps);
	if (found === null) return started;
	const { state, notice } = completed(started, found, now);
	if (notice !== null) {
		await notices.add(notice);
		await hints.toNotify([{ about: 'notice', id: notice.id }], `reconcile ${now}`);
	}
	await stackSets.watch.write(state, now);
	return state;
}

/** Null if AWS does not tell. */
async function findOut(
	stackSets: WatchedStackSets,
	{ organization, telemetry }: ReconcileDeps,
): Promise<Look | null> {
	const [instances, accounts] = await Promise.all([stackSets.list(), organization?.list()]);
	for (const answer of [instances, accounts])
		if (answer?.kind === 'failed')
			telemetry.error('the instances of the StackSets are not known', { why: answer.why });
	if (instances.kind === 'failed' || accounts?.kind === 'failed') return null;
	const active = accounts?.value.active.map(({ id }) => id) ?? [];
	const expected = stackSets.expected(active);
	if (instances.value.length + expected.length > 0) return lookAt(instances.value, expected);
	telemetry.error('the StackSets have no instance at all, so no account is watched by them');
	return null;
}
