import type { Containment, OpenAsked } from '../../shared/containment/ledger/ledger.ts';
import type { ReconcileDeps } from './deps.ts';

/** Containments that are handled at the same time. More would only wait for each other. */
const PART = 50;

/** Where to begin and until when to go on, in milliseconds since 1970, UTC. */
interface Asked extends Pick<OpenAsked, 'after' | 'until'> {
	readonly stopAt: number;
}

/** A part of the open containments. `next`: where the next part begins; null after the last. */
interface Part {
	readonly containments: readonly Containment[];
	readonly next: string | null;
}

/** Reads the open containments part by part, the soonest end first, until there is no time left. */
export async function* openParts(
	{ ledger, clock }: Pick<ReconcileDeps, 'ledger' | 'clock'>,
	{ stopAt, after: first, ...asked }: Asked,
): AsyncGenerator<Part, void, undefined> {
	let after = first;
	do {
		const part = await ledger.openPart({ ...asked, after, most: PART });
		yield part;
		after = part.next;
	} while (after !== null && clock() < stopAt);
}
