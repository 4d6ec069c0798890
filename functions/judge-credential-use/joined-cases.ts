import { type CaseGaps, openUntil } from '../../shared/case/case-key.ts';
import type { CaseStore, FoundCase, RecalledCase } from '../../shared/case/case-store.ts';
import type { JudgedSignIn } from '../../shared/verdict/judged-sign-in.ts';

/** A case as this process read or wrote it last. */
interface Kept {
	readonly found: FoundCase | undefined;
	/** When it was read from the table, in milliseconds since 1970, UTC. */
	readonly readAt: number;
}

/** Repeats of one key. */
export interface ToJoin {
	readonly key: string;
	readonly uses: readonly JudgedSignIn[];
	/** When they are judged, in milliseconds since 1970, UTC. */
	readonly now: number;
}

const MOST_KEPT = 50;
/** So long a key without an open case is not looked up again. */
const FORGOTTEN_AFTER = 60_000;

/**
 * Writes repeats into the open case of their key. A case that this process knows is not read again:
 * the write is conditional, so that what others have written since is found. If another process
 * opens a case, the repeats of the next minute may be missing from its count.
 */
export class JoinedCases {
	readonly #kept = new Map<string, Kept>();
	readonly #cases: Pick<CaseStore, 'recall' | 'join'>;
	readonly #gaps: CaseGaps;

	constructor(cases: Pick<CaseStore, 'recall' | 'join'>, gaps: CaseGaps) {
		this.#cases = cases;
		this.#gaps = gaps;
	}

	/** Answers with the case if its card may be due; null if there is nothing to tell. */
	async join(toJoin: ToJoin): Promise<RecalledCase | null> {
		const { key, uses, now } = toJoin;
		const kept = this.#kept.get(key);
		const isKnown = kept !== undefined && this.#isCurrent(kept, toJoin);
		const { found, readAt } = isKnown ? kept : await this.#read(key, now);
		const joining = { key, uses, gaps: this.#gaps };
		const joined = await this.#cases.join(joining, found);
		this.#keep(key, { found: joined ?? found, readAt });
		return isKnown && joined?.revision === revisionOf(found) ? null : joined;
	}

	/** Has the case of a key read again. */
	forget(key: string): void {
		this.#kept.delete(key);
	}

	async #read(key: string, now: number): Promise<Kept> {
		return { found: (await this.#cases.recall([key])).get(key), readAt: now };
	}

	#isCurrent({ found, readAt }: Kept, { key, uses, now }: ToJoin): boolean {
		if (now - readAt < FORGOTTEN_AFTER) return true;
		if (found === undefined || 'nextNumber' in found) return false;
		const until = openUntil(key, found.case, this.#gaps);
		return uses.every(({ signIn }) => signIn.time <= until);
	}

	#keep(key: string, kept: Kept): void {
		this.#kept.delete(key);
		this.#kept.set(key, kept);
		const [oldest] = this.#kept.keys();
		if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
	}
}

function revisionOf(found: FoundCase | undefined): number | undefined {
	return found === undefined || 'nextNumber' in found ? undefined : found.revision;
}
