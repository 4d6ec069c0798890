import type { Facts } from './history.ts';
import {
	isLasting,
	type KeyPast,
	type KeyPasts,
	type KeyPlace,
	type KeyQuestion,
	keyPastOf,
} from './key-past.ts';
import { keyPlaceOf, keyUseOf } from './key-use.ts';

/**
 * The past of keys for replay, where the log itself is what CloudTrail would tell: every use of a key
 * in it, trusted ones included. Uses must be noted in the order of their time.
 */
export class MemoryKeyPasts implements KeyPasts {
	readonly #places = new Map<string, Map<string, KeyPlace>>();
	/** The lasting answers, by key and network. */
	readonly #said = new Map<string, KeyPast>();

	/** Notes the use of a key, if the record shows one. */
	note(facts: Pick<Facts, 'signIn' | 'network' | 'credential'>): void {
		const used = keyUseOf(facts);
		const place = used === null ? null : keyPlaceOf({ ...used.use, firstAt: used.use.lastAt });
		if (used !== null && place !== null) this.notePlace(used.keyId, place);
	}

	/** Notes that a key was used from a network. The first time counts. */
	notePlace(keyId: string, place: KeyPlace): void {
		const places = this.#places.get(keyId) ?? new Map<string, KeyPlace>();
		if (places.size === 0) this.#places.set(keyId, places);
		const known = places.get(place.network);
		if (known === undefined || place.firstAt < known.firstAt) places.set(place.network, place);
	}

	async find(question: KeyQuestion): Promise<KeyPast> {
		const { keyId, network } = question;
		const place = `${keyId}|${network}`;
		const said = this.#said.get(place);
		if (said !== undefined) return said;
		const places = [...(this.#places.get(keyId)?.values() ?? [])];
		const isNewAt = (one: string) => this.#said.get(`${keyId}|${one}`) === 'new-here';
		const past = keyPastOf(question, { seen: places, told: places, isNewAt });
		if (isLasting(past)) this.#said.set(place, past);
		return past;
	}
}
