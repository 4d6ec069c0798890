import type { Configuration } from '../../shared/configuration/configuration.ts';
import { judgeNetwork, trustedNetworks } from '../../shared/network/judge-network.ts';
import type { JudgedNetwork } from '../../shared/network/network.ts';
import { readOrigin } from '../../shared/network/read-origin.ts';
import { isCallWithKey, isWatched, type KeyPrefix } from '../../shared/record/event-sources.ts';
import type { JsonObject } from '../../shared/record/json-object.ts';
import type { WantedOthers } from '../../shared/record/scan/reading.ts';
import { textAt } from '../../shared/sign-in/fields.ts';
import { isShownElsewhere } from '../../shared/verdict/credential-use.ts';
import { KeyPlaces, type UsedPlace } from './key-places.ts';
import { plainTextBehind } from './plain-text-of.ts';

/** What the configuration says of the calls that are judged. It is plain data, for a thread. */
export type CallSettings = Pick<Configuration, 'networks' | 'use'>;

/**
 * Which calls of services in which nobody signs in a replay reads. Most of them come from trusted
 * networks, and the pattern of EventBridge leaves those out.
 */
export interface CallsToRead {
	/** For the scan; left out if the configuration has no credential uses judged. */
	readonly others?: WantedOthers;
	/** True if a record must be judged, as far as it alone tells. */
	isToJudge(record: JsonObject): boolean;
	/** Gives where keys are at home, as far as it was found since it was asked last. */
	takePlaces(): readonly UsedPlace[];
}

export function callsToRead({ networks, use }: CallSettings): CallsToRead {
	const keys: readonly KeyPrefix[] = [
		...(use.keys ? (['AKIA'] as const) : []),
		...(use.sessions ? (['ASIA'] as const) : []),
	];
	if (keys.length === 0) return { isToJudge: isWatched, takePlaces: () => [] };
	const trusted = trustedNetworks(networks);
	const places = new KeyPlaces();
	const judge = remembered((address) => {
		const origin = readOrigin({ address, vpcEndpointId: null });
		const network = judgeNetwork(origin, trusted);
		return { network, isElsewhere: isShownElsewhere(origin, network) };
	});
	return {
		others: {
			keys,
			wants(text) {
				const address = trustedAddressIn(text, judge);
				if (address === null) return true;
				const { network } = judge(address);
				return use.keys && network.classification === 'trusted' && places.mayBeFirst(text, address);
			},
		},
		isToJudge(record) {
			if (isWatched(record)) return true;
			if (!isCallWithKey(record, keys)) return false;
			const address = textAt(record, 'sourceIPAddress');
			if (record.vpcEndpointId !== undefined || address === null) return true;
			const { network, isElsewhere } = judge(address);
			if (!isElsewhere && use.keys && isCallWithKey(record, ['AKIA'])) places.note(record, network);
			return isElsewhere;
		},
		takePlaces: () => places.take(),
	};
}

interface JudgedAddress {
	readonly network: JudgedNetwork;
	readonly isElsewhere: boolean;
}

type JudgeAddress = (address: string) => JudgedAddress;

/** One place often makes most of the calls. */
const MOST_REMEMBERED = 10_000;

function remembered(judge: JudgeAddress): JudgeAddress {
	const known = new Map<string, JudgedAddress>();
	return (address) => {
		const judged = known.get(address) ?? judge(address);
		if (known.size >= MOST_REMEMBERED) known.clear();
		known.set(address, judged);
		return judged;
	};
}

const ENDPOINT = Buffer.from('"vpcEndpointId"');
const ADDRESS = Buffer.from('"sourceIPAddress"');

/**
 * Gives the first address in the text of a record if none of them need be judged, so that the one
 * that counts need not either: text inside the record can be the caller's. Null otherwise. Keys of
 * the record's own never have escapes here, as the scan leaves such records to the parser.
 */
function trustedAddressIn(text: Buffer, judge: JudgeAddress): string | null {
	if (text.includes(ENDPOINT)) return null;
	let first: string | null = null;
	for (let at = text.indexOf(ADDRESS); at >= 0; at = text.indexOf(ADDRESS, at + ADDRESS.length)) {
		const address = plainTextBehind(text, at + ADDRESS.length);
		if (address === null || judge(address).isElsewhere) return null;
		first ??= address;
	}
	return first;
}
