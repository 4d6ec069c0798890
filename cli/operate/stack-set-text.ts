import { dateTime } from '../../shared/notification/card/date-time.ts';
import type { WatchState } from '../../shared/stack-sets/watch-state.ts';

/** Says on one line what the last look at the StackSets found; nothing before the first. */
export function stackSetLines(state: WatchState | null, timeZone: string): string[] {
	if (state === null) return [];
	const { look, failingSince } = state;
	const found = look === null ? 'not looked at yet' : foundText(look, timeZone);
	const doubt =
		failingSince === null
			? ''
			: `; they cannot be read since ${dateTime(failingSince, timeZone)}, see the log of reconcile`;
	return [`StackSets: ${found}${doubt}`];
}

/** `3 instances in 1 account`. */
export function instancesText(instances: number, accounts: number): string {
	return `${counted(instances, 'instance')} in ${counted(accounts, 'account')}`;
}

function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function foundText(
	{ at, current, accounts, behind, behindAccounts, shown }: NonNullable<WatchState['look']>,
	timeZone: string,
): string {
	const when = `looked at ${dateTime(at, timeZone)}`;
	const good = `current: ${instancesText(current, accounts)}`;
	if (behind === 0) return `all current, ${instancesText(current, accounts)} (${when})`;
	const since = Math.min(...shown.map((one) => one.since));
	return `NOT current: ${instancesText(behind, behindAccounts)}, the first since ${dateTime(since, timeZone)}; ${good} (${when}). npm run deploy in the management account lists them`;
}
