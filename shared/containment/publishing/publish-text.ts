import { canonicalText } from '../document/placeholder.ts';
import { type Publication, type Publishing, retry } from './policy-publisher.ts';

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
	{ text: draft, keep, meanwhile = async () => {}, sleep }: Publishing & { readonly sleep: Sleep },
): Promise<Publication> {
	const reading = store.read();
	const [before, text] = await Promise.all([reading, draft(reading)]);
	// A placeholder that a deployment has written in another form is not replaced.
	if (canonicalText(before) === text) return { kind: 'unchanged', before, after: before };
	await keep(before);
	await bothDone(store.write(text), meanwhile(before));
	const isSeen = await untilSeen(async () => (await store.read()) === text, sleep);
	return isSeen ? { kind: 'published', before, after: text } : retry('not-visible-yet');
}

/** Waits for all, then throws the first error in this order. */
async function bothDone(...works: Promise<void>[]): Promise<void> {
	const results = await Promise.allSettled(works);
	for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** Waits this many milliseconds. */
export type Sleep = (ms: number) => Promise<void>;

/**
 * IAM took three to four seconds to show a write everywhere. If it takes longer, the next run
 * checks.
 */
const LOOKS = 5;
const PAUSE_MS = 1_000;

/**
 * Reads until a write is visible. False if it is still not visible; it may have succeeded all the
 * same.
 */
export async function untilSeen(isThere: () => Promise<boolean>, sleep: Sleep): Promise<boolean> {
	for (let look = 1; look < LOOKS; look++) {
		if (await isThere()) return true;
		await sleep(PAUSE_MS);
	}
	return isThere();
}
