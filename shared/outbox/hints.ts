import * as v from 'valibot';

/** Names a case or notice whose message `notify` must look at. */
export const notifyHint = v.object({
	about: v.picklist(['case', 'notice']),
	id: v.pipe(v.string(), v.nonEmpty()),
});
export type NotifyHint = v.InferOutput<typeof notifyHint>;

/** Names a policy whose text may differ from the table: `scp`, or `iam:` and twelve digits. */
export const containHint = v.object({
	policy: v.pipe(v.string(), v.regex(/^(scp|iam:\d{12})$/)),
});
export type ContainHint = v.InferOutput<typeof containHint>;

/**
 * Tells other functions that the table has changed. A hint carries no data: the function that
 * receives it reads the table. So a surplus hint changes nothing, and reconcile makes up for a lost
 * one.
 *
 * `change` names what has changed. SQS drops a second hint with the same `change` about the same
 * thing within five minutes, so it must differ for every change and be the same for a retry.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
export interface Hints {
	toNotify(hints: readonly NotifyHint[], change: string): Promise<void>;
	toContain(hints: readonly ContainHint[], change: string): Promise<void>;
}
