import type { Configuration } from '../../shared/configuration/configuration.ts';
import { judgeNetwork, trustedNetworks } from '../../shared/network/judge-network.ts';
import { readOrigin } from '../../shared/network/read-origin.ts';
import { isCallWithKey, isWatched, type KeyPrefix } from '../../shared/record/event-sources.ts';
import type { JsonObject } from '../../shared/record/json-object.ts';
import type { WantedOthers } from '../../shared/record/scan/reading.ts';
import { textAt } from '../../shared/sign-in/fields.ts';
import { isShownElsewhere } from '../../shared/verdict/credential-use.ts';

import { FirstOfficeUses } from './first-office-uses.ts';
import { plainTexts } from './plain-texts.ts';

/** What the configuration says of the calls that are judged. It is plain data, for a thread. */
export type CallSettings = Pick<Configuration, 'networks' | 'use'>;

/**
 * Which calls of services in which nobody signs in a replay reads. Most of them come from trusted
 * networks, and the pattern of EventBridge leaves those out; of each key only the first is read.
 */
export interface CallsToRead {
	/** For the scan; left out if the configuration has no credential uses judged. */
	readonly others?: WantedOthers;
	/** True if a record must be judged, as far as it alone tells. */
	isToJudge(record: JsonObject): boolean;
}

export function callsToRead({ networks, use }: CallSettings): CallsToRead {
	const keys: readonly KeyPrefix[] = [
		...(use.keys ? (['AKIA'] as const) : []),
		...(use.sessions ? (['ASIA'] as const) : []),
	];
	if (keys.length === 0) return { isToJudge: isWatched };
	const trusted = trustedNetworks(networks);
	const isElsewhere = remembered((address) => {
		const origin = readOrigin({ address, vpcEndpointId: null });
		return isShownElsewhere(origin, judgeNetwork(origin, trusted));
	});
	const isTrusted = remembered((address) => {
		const origin = readOrigin({ address, vpcEndpointId: null });
		return judgeNetwork(origin, trusted).classification === 'trusted';
	});
	const firstUses = new FirstOfficeUses();
	return {
		others: {
			keys,
			wants: (text) => mayComeFrom(text, isElsewhere) || firstUses.mayBeFirst(text),
		},
		isToJudge(record) {
			if (isWatched(record)) return true;
			if (!isCallWithKey(record, keys)) return false;
			const [address, endpoint] = [textAt(record, 'sourceIPAddress'), record.vpcEndpointId];
			if (endpoint !== undefined || address === null || isElsewhere(address)) return true;
			return isTrusted(address) && firstUses.take(record);
		},
	};
}

type AddressTest = (address: string) => boolean;

/** One place often makes most of the calls. */
const MOST_REMEMBERED = 10_000;

function remembered(test: AddressTest): AddressTest {
	const known = new Map<string, boolean>();
	return (address) => {
		const answer = known.get(address) ?? test(address);
		if (known.size >= MOST_REMEMBERED) known.clear();
		known.set(address, answer);
		return answer;
	};
}

const ENDPOINT = Buffer.from('"vpcEndpointId"');
const ADDRESS = Buffer.from('"sourceIPAddress"');

/**
 * False if every address in the text of a record passes for trusted, so that the one that counts
 * does too: text inside the record can be the caller's. Keys of the record's own never have escapes
 * here, as the scan leaves such records to the parser.
 */
function mayComeFrom(text: Buffer, isElsewhere: AddressTest): boolean {
	if (text.includes(ENDPOINT)) return true;
	const addresses = plainTexts(text, ADDRESS);
	return addresses === null || addresses.length === 0 || addresses.some(isElsewhere);
}
