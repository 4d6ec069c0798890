import type { Followed } from '../../shared/case/follow-sign-in.ts';
import { leadKeys, mainKeys, stepKeys } from '../../shared/history/act-keys.ts';
import type { Reason } from '../../shared/verdict/verdict.ts';

interface Waiting<T> {
	readonly item: T;
	readonly followed: Followed;
	readonly keys: readonly string[];
	readonly until: number;
}

/** An item with its reasons. They name the other record if it was found. */
export interface Released<T> {
	readonly item: T;
	readonly followed: Followed;
	readonly reasons: readonly Reason[];
}

/**
 * A challenge comes before the login that it belongs to. The verdict must not use anything later,
 * so it does not wait; but the printed line waits until the login is found in the log, or until it
 * can no longer come.
 */
export class AwaitingSteps<T> {
	readonly #byKey = new Map<string, Waiting<T>[]>();
	#queue: Waiting<T>[] = [];
	/** No waiting item expires before this time. */
	#nextEnd = Number.POSITIVE_INFINITY;

	/**
	 * Takes one judged record. Gives all items whose reasons are final now. Times must not go
	 * backwards.
	 */
	take(item: T, followed: Followed): Released<T>[] {
		const settled = this.#settle(followed);
		const expired = this.#expire(followed.signIn.time);
		if (this.#hold(item, followed)) return [...expired, ...settled];
		return [...expired, ...settled, { item, followed, reasons: followed.verdict.reasons }];
	}

	/** Gives all items that still wait, because the log has ended. */
	end(): Released<T>[] {
		return this.#expire(Number.POSITIVE_INFINITY);
	}

	#hold(item: T, followed: Followed): boolean {
		const { signIn, verdict, known } = followed;
		const isOpen =
			known.stepOf === null && verdict.reasons.some(({ code }) => WAITING_REASONS.has(code));
		const keys = isOpen ? stepKeys(signIn) : [];
		if (keys.length === 0) return false;
		const until = signIn.time + 1000 * Math.max(...keys.map(({ seconds }) => seconds));
		const waiting = { item, followed, keys: keys.map(({ key }) => key), until };
		for (const key of waiting.keys)
			this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), waiting]);
		this.#queue.push(waiting);
		this.#nextEnd = Math.min(this.#nextEnd, until);
		return true;
	}

	#settle({ signIn, verdict }: Followed): Released<T>[] {
		if (signIn.eventId === null || verdict.reasons.some(({ code }) => code === 'copy-of'))
			return [];
		const pointer: Reason = { code: 'step-of', eventId: signIn.eventId };
		const found = [...mainKeys(signIn), ...leadKeys(signIn)].flatMap(({ key, seconds }) =>
			(this.#byKey.get(key) ?? []).filter(
				({ followed }) => signIn.time - followed.signIn.time <= seconds * 1000,
			),
		);
		return this.#release(new Set(found), pointer);
	}

	#expire(now: number): Released<T>[] {
		if (now <= this.#nextEnd) return [];
		const over = new Set(this.#queue.filter(({ until }) => until < now));
		this.#nextEnd = this.#queue.reduce(
			(end, waiting) => (over.has(waiting) ? end : Math.min(end, waiting.until)),
			Number.POSITIVE_INFINITY,
		);
		return this.#release(over, null);
	}

	#release(ready: ReadonlySet<Waiting<T>>, pointer: Reason | null): Released<T>[] {
		if (ready.size === 0) return [];
		this.#queue = this.#queue.filter((waiting) => !ready.has(waiting));
		for (const key of [...ready].flatMap(({ keys }) => keys)) {
			const left = (this.#byKey.get(key) ?? []).filter((waiting) => !ready.has(waiting));
			if (left.length === 0) this.#byKey.delete(key);
			else this.#byKey.set(key, left);
		}
		return [...ready].map(({ item, followed }) => ({
			item,
			followed,
			reasons: withPointer(followed, pointer),
		}));
	}
}

const WAITING_REASONS = new Set(['step-of', 'address-not-a-persons']);

function withPointer({ verdict }: Followed, pointer: Reason | null): readonly Reason[] {
	if (pointer === null) return verdict.reasons;
	return [pointer, ...verdict.reasons.filter(({ code }) => code !== 'step-of')];
}
