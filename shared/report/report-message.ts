import * as v from 'valibot';

/** The form of `2026-W49`. */
const week = v.pipe(v.string(), v.regex(/^\d{4}-W\d{2}$/));

/**
 * What the function of the report must do next. `account`: read one account. A large account is
 * read in parts, and `part` counts them from 0. `run`: tell of a run if every account is done or
 * its deadline has passed. The table decides, so a message may come twice or late.
 */
export const reportMessage = v.variant('about', [
	v.object({
		about: v.literal('account'),
		week,
		account: v.pipe(v.string(), v.regex(/^\d{12}$/)),
		part: v.pipe(v.number(), v.integer(), v.minValue(0)),
	}),
	v.object({ about: v.literal('run'), week }),
]);
export type ReportMessage = v.InferOutput<typeof reportMessage>;

/** Sends messages to the function of the report. Rejects if one of them was not sent. */
export interface ReportMessages {
	send(messages: readonly ReportMessage[]): Promise<void>;
}
