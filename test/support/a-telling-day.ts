import { LineCount } from '../../shared/summary/count-line.ts';
import { type DailySummary, DayLines } from '../../shared/summary/daily-summary.ts';
import type { SummaryEntry } from '../../shared/summary/summary-entry.ts';
import { anOdd, aWorkload, DAY, entryOf, HOUR, NOON } from './a-summary.ts';

function lineOf([first, ...others]: readonly SummaryEntry[]) {
	if (first === undefined) throw new Error('a line has a sign-in');
	const count = new LineCount(first);
	for (const entry of others) count.add(entry);
	return count.line();
}

/** The summary of a day, with one line for each list of sign-ins. */
export function summaryOf(...lines: readonly (readonly SummaryEntry[])[]): DailySummary {
	const day = new DayLines(DAY);
	for (const entries of lines) day.add(lineOf(entries));
	return day.summary();
}

const at = (hours: number) => ({ time: NOON + hours * HOUR });

/** A workload at work all day, a vendor, an odd record, and one that came late. */
export function aTellingDay(): DailySummary {
	const runs = Array.from({ length: 1204 }, (_, n) =>
		entryOf(
			aWorkload('ci-deploy', {
				address: `198.51.100.${n % 5}`,
				signIn: { time: NOON - 3 * HOUR + n * 30_000 },
			}),
		),
	);
	const vendor = entryOf(aWorkload('partner'));
	const late = entryOf(anOdd('ConsoleLogin', { signIn: at(-24) }), 46 * HOUR);
	return summaryOf(
		runs,
		[{ ...vendor, kind: 'vendor', caller: '210987654321' }],
		[anOdd('CreateToken'), anOdd('CreateToken', { signIn: at(1) })].map((one) => entryOf(one)),
		[late],
	);
}
