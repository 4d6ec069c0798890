import { WITNESS_REACH } from '../../shared/history/witnesses.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';

/**
 * Passes sign-ins on in their order, each after all that happened within the next ten minutes were
 * announced: some are harmless only because of another record that comes a little later. It holds
 * the sign-ins of ten minutes.
 */
export async function* announced<Item extends { readonly signIn: SignIn }>(
	items: Iterable<Item>,
	announce: (signIn: SignIn) => Promise<void> | null,
): AsyncGenerator<Item> {
	let held: Item[] = [];
	let from = 0;
	for (const item of items) {
		const announcing = announce(item.signIn);
		// Most are nothing to announce, and a pause for each would take time.
		if (announcing !== null) await announcing;
		held.push(item);
		for (; isDue(held[from], item); from++) yield held[from] as Item;
		if (from < held.length / 2) continue;
		held = held.slice(from);
		from = 0;
	}
	yield* held.slice(from);
}

function isDue<Item extends { readonly signIn: SignIn }>(oldest: Item | undefined, newest: Item) {
	return oldest !== undefined && newest.signIn.time - oldest.signIn.time > WITNESS_REACH;
}
