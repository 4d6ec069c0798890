import { hidesAddress, isForwarded } from '../network/acting-for.ts';
import { judgeNetwork, type TrustedNetworks } from '../network/judge-network.ts';
import { readOrigin } from '../network/read-origin.ts';
import type { JsonObject } from '../record/json-object.ts';
import { signInFromRecord } from '../sign-in/from-record.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { isCredentialRefused } from '../sign-in/used-credential.ts';
import type { KeyPlace } from './key-past.ts';
import { keyPlaceOf } from './key-use.ts';

/**
 * Gives the networks from which the records show a key at work, each with its first use there. A
 * denied call counts: the key works. What a service of AWS did with the key shows no place.
 */
export function toldPlaces(
	keyId: string,
	records: readonly JsonObject[],
	trusted: TrustedNetworks,
): KeyPlace[] {
	const places = new Map<string, KeyPlace>();
	for (const record of records) {
		const signIn = signInFromRecord(record);
		if (signIn.kind === 'refused' || signIn.clues.accessKeyId !== keyId) continue;
		const place = placeOf(signIn, trusted);
		if (place !== null && place.firstAt < (places.get(place.network)?.firstAt ?? Infinity))
			places.set(place.network, place);
	}
	return [...places.values()];
}

function placeOf(signIn: SignIn, trusted: TrustedNetworks): KeyPlace | null {
	if (isForwarded(signIn) || hidesAddress(signIn) || isCredentialRefused(signIn)) return null;
	const { key, classification } = judgeNetwork(readOrigin(signIn), trusted);
	return keyPlaceOf({ network: key, classification, firstAt: signIn.time });
}
