import * as v from 'valibot';

/** Something that the sender of messages must look at. */
export const notifyHint = v.object({
	about: v.picklist(['case', 'notice']),
	id: v.pipe(v.string(), v.nonEmpty()),
});
export type NotifyHint = v.InferOutput<typeof notifyHint>;

/** A policy whose text may not be what the table asks for: `scp` or `iam:` and twelve digits. */
export const containHint = v.object({
	policy: v.pipe(v.string(), v.regex(/^(scp|iam:\d{12})$/)),
});
export type ContainHint = v.InferOutput<typeof containHint>;

/**
 * Tells others that the table has changed. A hint carries no truth: whoever gets one reads the table, so a hint too many
 * changes nothing and reconcile makes up for one too few.
 *
 * `change` names what has changed. SQS drops a second hint with the same `change` about the same thing within five
 * minutes, so it must differ for every change and be the same for a retry.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
export interface Hints {
	toNotify(hints: readonly NotifyHint[], change: string): Promise<void>;
	toContain(hints: readonly ContainHint[], change: string): Promise<void>;
}
