import * as v from 'valibot';
import { type AccountReport, AGE_BANDS, type FlaggedCredential } from './account-report.ts';

const nullableNumber = v.nullable(v.number());

/** The credentials are only looked at as far as a wrong file would show. */
const credential = v.custom<FlaggedCredential>(
	(value) =>
		v.safeParse(
			v.object({
				...{ account: v.string(), user: v.string(), credential: v.string() },
				findings: v.array(v.object({ code: v.string(), severity: v.string() })),
			}),
			value,
		).success,
);

const accountReport = v.object({
	account: v.string(),
	partition: v.string(),
	at: v.number(),
	users: v.number(),
	activeKeys: v.number(),
	ageBands: v.pipe(v.array(v.number()), v.length(AGE_BANDS.length)),
	oldestKeyDays: nullableNumber,
	notes: v.array(v.string()),
	credentials: v.array(credential),
});

/** Reads what was written as JSON earlier in the same run; null if it is anything else. */
export function readAccountReport(text: string): AccountReport | null {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), accountReport), text);
	return parsed.success ? parsed.output : null;
}
