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

function foundText(
	{ at, current, accounts, behind, behindAccounts, shown }: NonNullable<WatchState['look']>,
	timeZone: string,
): string {
	const when = `looked at ${dateTime(at, timeZone)}`;
	const good = `${current} instances in ${accounts} accounts are current`;
	if (behind === 0) return `${good} (${when})`;
	const since = Math.min(...shown.map((one) => one.since));
	return `${behind} instances in ${behindAccounts} accounts are NOT current, the first since ${dateTime(since, timeZone)}; ${good} (${when}). npm run deploy in the management account lists them`;
}
