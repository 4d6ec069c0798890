import type { KeyPlace } from '../../shared/history/key-past.ts';
import type { JudgedNetwork } from '../../shared/network/network.ts';
import type { JsonObject } from '../../shared/record/json-object.ts';
import { objectAt, textAt } from '../../shared/sign-in/fields.ts';
import { readInstant } from '../../shared/sign-in/instant.ts';
import { plainTextOf } from './plain-text-of.ts';

/** A trusted network from which a long-term key was used, and the first time. It is plain data. */
export interface UsedPlace extends KeyPlace {
	readonly keyId: string;
}

const KEY_ID = Buffer.from('"accessKeyId"');
const TIME = Buffer.from('"eventTime"');
/** The form that CloudTrail writes. Such texts sort like their times. */
const WRITTEN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/**
 * Finds where long-term keys are at home: a key that works in the office and turns up elsewhere was
 * probably stolen. Of the many calls from trusted networks only those are parsed that may be the
 * first of their key and address.
 */
export class KeyPlaces {
	/** The time of the first call of each key and address, as written. */
	readonly #seen = new Map<string, string>();
	readonly #places = new Map<string, UsedPlace>();
	#found: UsedPlace[] = [];

	/** True for the text of a call that must be parsed to know whether it is the first. */
	mayBeFirst(text: Buffer, address: string): boolean {
		const [keyId, time] = [plainTextOf(text, KEY_ID), plainTextOf(text, TIME)];
		if (keyId === null || time === null || !WRITTEN.test(time)) return true;
		const place = `${keyId}|${address}`;
		const seen = this.#seen.get(place);
		if (seen !== undefined && seen <= time) return false;
		this.#seen.set(place, time);
		return true;
	}

	/** Notes a call from a trusted network. */
	note(record: JsonObject, { key: network, classification }: JudgedNetwork): void {
		const keyId = textAt(objectAt(record, 'userIdentity'), 'accessKeyId');
		const firstAt = readInstant(textAt(record, 'eventTime') ?? textAt(record, '@timestamp') ?? '');
		if (keyId === null || firstAt === null || classification !== 'trusted') return;
		const place = { keyId, network, isTrusted: true, firstAt };
		if (isFirst(place, this.#places)) this.#found.push(place);
	}

	/** Gives what was found since it was asked last. */
	take(): readonly UsedPlace[] {
		const found = this.#found;
		this.#found = [];
		return found;
	}
}

/** Keeps the place if it is the first use of its key there that is known; false if it is not. */
export function isFirst(place: UsedPlace, places: Map<string, UsedPlace>): boolean {
	const name = `${place.keyId}|${place.network}`;
	const known = places.get(name);
	if (known !== undefined && known.firstAt <= place.firstAt) return false;
	places.set(name, place);
	return true;
}
