import type { Known } from '../../../shared/history/history.ts';
import type { NetworkClassification } from '../../../shared/network/network.ts';
import type { JudgedSignIn } from '../../../shared/verdict/judged-sign-in.ts';

interface BySomebody extends JudgedSignIn {
	readonly known: Pick<Known, 'actor'>;
}

/** From when until when somebody signed in from one kind of network. */
export interface Stay {
	readonly network: NetworkClassification;
	from: number;
	to: number;
}

const HALF_AN_HOUR = 1_800_000;
const MOST_STAYS = 100_000;
/** A longer time joins nothing more: then there are as many stays as actors and networks. */
const LONGEST_GAP = 1e16;

/**
 * From which kinds of networks people signed in, also without a case: who works in the office while
 * their credential is used elsewhere is easily seen. Sign-ins that follow each other within half an
 * hour are one stay. When there are too many stays, the time between sign-ins may be longer.
 */
export class Whereabouts {
	readonly #stays = new Map<string, Stay[]>();
	readonly #most: number;
	#gap = HALF_AN_HOUR;
	#count = 0;

	constructor(most = MOST_STAYS) {
		this.#most = most;
	}

	/** Adds a sign-in that succeeded. An address that is not the person's tells nothing. */
	add({ signIn, verdict, known: { actor } }: BySomebody): void {
		const { classification: network } = verdict.network;
		if (actor === null || signIn.outcome !== 'success' || network === 'not-judged') return;
		const own = this.#stays.get(actor.key) ?? [];
		this.#stays.set(actor.key, own);
		this.#count += this.#join(own, { network, from: signIn.time, to: signIn.time });
		while (this.#count > this.#most && this.#gap < LONGEST_GAP) this.#joinMore();
	}

	/** Gives the stays of an actor, in about the order of time. */
	of(actor: string): readonly Stay[] {
		return this.#stays.get(actor) ?? [];
	}

	/** Adds a stay to the last one if it goes on; gives how many stays were added. */
	#join(stays: Stay[], next: Stay): 0 | 1 {
		const last = stays.findLast(({ network }) => network === next.network);
		if (last === undefined || next.from - last.to > this.#gap) {
			stays.push(next);
			return 1;
		}
		last.from = Math.min(last.from, next.from);
		last.to = Math.max(last.to, next.to);
		return 0;
	}

	#joinMore(): void {
		this.#gap *= 2;
		this.#count = 0;
		for (const [actor, stays] of this.#stays) {
			const joined: Stay[] = [];
			for (const stay of stays) this.#count += this.#join(joined, stay);
			this.#stays.set(actor, joined);
		}
	}
}
