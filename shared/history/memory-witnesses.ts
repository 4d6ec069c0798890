import type { SignIn } from '../sign-in/sign-in.ts';
import { isShowing, soughtWitnesses, type Witness, witnessKeys } from './witnesses.ts';

interface Noted {
	readonly time: number;
	readonly witness: Witness;
}

/** Keeps the witnesses of the last minutes in memory, in the order in which they were added. */
export class MemoryWitnesses {
	readonly #noted = new Map<string, Noted[]>();

	/** Adds a record as a witness. Adding it again changes nothing. */
	add(signIn: SignIn, witness: Witness): void {
		const { time } = signIn;
		for (const key of witnessKeys(signIn)) {
			const noted = this.#noted.get(key) ?? [];
			const isKnown = noted.some(
				(one) => one.time === time && one.witness.eventId === witness.eventId,
			);
			if (!isKnown) this.#noted.set(key, [...noted, { time, witness }]);
		}
	}

	/** Finds the last witness of a sign-in that is of this person. */
	find(signIn: SignIn, person: string | null): Witness | null {
		for (const sought of soughtWitnesses(signIn)) {
			const { key, before, after } = sought;
			const found = this.#noted
				.get(key)
				?.findLast(
					({ time, witness }) =>
						time >= signIn.time - before &&
						time <= signIn.time + after &&
						isShowing(witness, sought, person),
				);
			if (found !== undefined) return found.witness;
		}
		return null;
	}

	forgetBefore(time: number): void {
		for (const [key, noted] of this.#noted) {
			const left = noted.filter((one) => one.time >= time);
			if (left.length === 0) this.#noted.delete(key);
			else this.#noted.set(key, left);
		}
	}
}
