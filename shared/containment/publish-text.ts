import { type Publication, type Publishing, retry } from './policy-publisher.ts';
import { type Sleep, untilSeen } from './until-seen.ts';

/** The one text of a target, wherever it stands. */
export interface TextStore {
	read(): Promise<string>;
	write(text: string): Promise<void>;
}

/** Publishes in the only safe order: the old text is kept before it is gone, and the new one is read back. */
export async function publishText(
	store: TextStore,
	{ text, keep, sleep }: Publishing & { readonly sleep: Sleep },
): Promise<Publication> {
	const before = await store.read();
	if (before === text) return { kind: 'unchanged', before, after: before };
	await keep(before);
	await store.write(text);
	const isSeen = await untilSeen(async () => (await store.read()) === text, sleep);
	return isSeen ? { kind: 'published', before, after: text } : retry('not-visible-yet');
}
