import * as v from 'valibot';
import { count, text, time } from '../runtime/dynamodb-item.ts';
import type { DailySummary } from './daily-summary.ts';
import { SUMMARY_KINDS } from './summary-entry.ts';

const shown = v.optional(v.nullable(v.string()), null);
const few = v.object({ shown: v.array(v.string()), count });
const kind = v.picklist(SUMMARY_KINDS);
const line = v.object({
	...{ line: text, day: text, kind, role: shown, subject: shown, caller: shown },
	...{ account: shown, event: shown, reason: shown },
	...{ people: few, networks: few, count, firstAt: time, lastAt: time },
});
const rest = v.object({ kind, lines: count, count });
const summary = v.pipe(
	v.string(),
	v.parseJson(),
	v.object({ day: text, lines: v.array(line), rest: v.array(rest) }),
);

/** A summary as its notice keeps it until it is posted. */
export function summaryText(given: DailySummary): string {
	return JSON.stringify(given);
}

/** Reads what `summaryText` wrote, by this version or an earlier one. Throws if it cannot. */
export function readSummaryText(written: string): DailySummary {
	return v.parse(summary, written);
}
