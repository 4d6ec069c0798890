import type { SignIn } from '../sign-in/sign-in.ts';
import {
	dayOf,
	isPortalRecord,
	type Ours,
	type OwnAccounts,
	oursBy,
	regionOf,
} from './own-accounts.ts';

/**
 * Keeps in memory who delivers, for replay. The log is the knowledge: an account whose own records
 * it holds is ours until 90 days after the last of them. So `addDelivery` is called for all records
 * before the first one is judged; `remember` follows the order of judging.
 */
export class MemoryOwnAccounts implements OwnAccounts {
	readonly #delivered = new Map<string, Map<string, number>>();
	#portal: number | null = null;

	/** The accounts whose own records were added. */
	get accounts(): ReadonlySet<string> {
		return new Set(this.#delivered.keys());
	}

	addDelivery(signIn: SignIn): void {
		const { recipient } = signIn;
		if (recipient === null) return;
		const day = dayOf(signIn.time);
		const regions = this.#delivered.get(recipient) ?? new Map<string, number>();
		const last = regions.get(regionOf(signIn)) ?? day;
		this.#delivered.set(recipient, regions.set(regionOf(signIn), Math.max(last, day)));
	}

	async recall(signIn: SignIn): Promise<Ours> {
		const listed = new Map<string, number>();
		return oursBy(signIn, { delivered: this.#delivered, listed, portal: this.#portal });
	}

	async remember(signIn: SignIn): Promise<void> {
		if (isPortalRecord(signIn)) this.#portal = Math.max(this.#portal ?? 0, dayOf(signIn.time));
	}
}
