import * as v from 'valibot';
import { type AccountReport, AGE_BANDS, type FlaggedCredential } from './account-report.ts';
import { isCredential } from './is-credential.ts';

const nullableNumber = v.nullable(v.number());

const accountReport = v.object({
	account: v.string(),
	partition: v.string(),
	at: v.number(),
	users: v.number(),
	activeKeys: v.number(),
	ageBands: v.pipe(v.array(v.number()), v.length(AGE_BANDS.length)),
	oldestKeyDays: nullableNumber,
	notes: v.array(v.string()),
	credentials: v.array(v.custom<FlaggedCredential>(isCredential)),
});

/** Reads what was written as JSON earlier in the same run; null if it is anything else. */
export function readAccountReport(text: string): AccountReport | null {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), accountReport), text);
	return parsed.success ? parsed.output : null;
}
