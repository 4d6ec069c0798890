import * as v from 'valibot';
import { WEEK } from './iso-week.ts';

const week = v.pipe(v.string(), v.regex(WEEK));

/** A message in the queue of the report: read an account, or see whether a run can be told. */
export const reportMessage = v.variant('about', [
	v.object({
		about: v.literal('account'),
		week,
		account: v.pipe(v.string(), v.regex(/^\d{12}$/)),
	}),
	v.object({ about: v.literal('run'), week }),
]);
export type ReportMessage = v.InferOutput<typeof reportMessage>;

/** Sends messages to the function that makes the report. A message may come twice. */
export interface ReportMessages {
	send(messages: readonly ReportMessage[]): Promise<void>;
}
