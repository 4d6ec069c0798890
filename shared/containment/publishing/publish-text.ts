import { canonicalText } from '../document/placeholder.ts';
import { type Publication, type Publishing, retry } from './policy-publisher.ts';
import { type Sleep, untilSeen } from './until-seen.ts';

/** The text of a policy at AWS. */
export interface TextStore {
	read(): Promise<string>;
	write(text: string): Promise<void>;
}

/**
 * Publishes in the only safe order: the old text is stored before it is replaced, and the new one
 * is read back.
 */
export async function publishText(
	store: TextStore,
	{ text: draft, keep, beside = async () => {}, sleep }: Publishing & { readonly sleep: Sleep },
): Promise<Publication> {
	const [before, text] = await Promise.all([store.read(), draft()]);
	// A placeholder that a deployment has written in another form is not replaced.
	if (canonicalText(before) === text) return { kind: 'unchanged', before, after: before };
	await keep(before);
	await bothDone(store.write(text), beside(before));
	const isSeen = await untilSeen(async () => (await store.read()) === text, sleep);
	return isSeen ? { kind: 'published', before, after: text } : retry('not-visible-yet');
}

/** Waits for all, then throws the first error in this order. */
async function bothDone(...works: Promise<void>[]): Promise<void> {
	const results = await Promise.allSettled(works);
	for (const result of results) if (result.status === 'rejected') throw result.reason;
}
