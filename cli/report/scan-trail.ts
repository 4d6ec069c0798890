import type { KeyUse } from '../../shared/history/key-use.ts';
import { judgeNetwork, type TrustedNetworks } from '../../shared/network/judge-network.ts';
import type { JudgedNetwork } from '../../shared/network/network.ts';
import { readOrigin } from '../../shared/network/read-origin.ts';
import type { JsonObject } from '../../shared/record/json-object.ts';
import { REFUSALS, type RefusalCode } from '../../shared/record/record.ts';
import type { WantedOthers } from '../../shared/record/scan/reading.ts';
import type { KeyActivity } from '../../shared/report/credential-use.ts';
import { KeyActivityCounter } from '../../shared/report/key-activity.ts';
import { type Fields, objectAt, textAt } from '../../shared/sign-in/fields.ts';
import { readInstant } from '../../shared/sign-in/instant.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { findFiles } from '../replay/find-files.ts';
import { readRecords } from '../replay/read-file.ts';
import { UsageError } from '../usage-error.ts';
import { noteMaker } from './key-makers.ts';
import { mayTellOfKeys, TrailPeriod } from './record-bytes.ts';

/** What a trail on disk says about access keys. Times are milliseconds since 1970, UTC. */
export interface TrailScan {
	readonly activities: ReadonlyMap<string, KeyActivity>;
	/** Who made a key, by its id, and who made a user, by the user's ARN. */
	readonly makers: ReadonlyMap<string, string>;
	readonly files: number;
	readonly records: number;
	/** The time of the first and of the last record; null if there was none. */
	readonly period: { readonly from: number; readonly to: number } | null;
	/** What could not be read, with its number. */
	readonly refusals: ReadonlyMap<RefusalCode, number>;
}

interface Scanning {
	readonly networkOf: NetworkOf;
	readonly counters: Map<string, KeyActivityCounter>;
	readonly makers: Map<string, string>;
	readonly refusals: Map<RefusalCode, number>;
	readonly period: TrailPeriod;
}

/** Judges the network of a call. */
type NetworkOf = (call: Pick<SignIn, 'address' | 'vpcEndpointId'>) => JudgedNetwork;

/**
 * Reads a trail and gathers what the long-term access keys in it did. A record that is there twice
 * counts twice. Throws a UsageError if the folder is missing or holds no records: that would look as
 * if nothing had ever been used.
 */
export async function scanTrail(folder: string, trusted: TrustedNetworks): Promise<TrailScan> {
	const found = findFiles([folder]);
	if (found.kind === 'missing') throw new UsageError(`${folder}: no such file or folder`);
	const period = new TrailPeriod();
	const scanning: Scanning = {
		...{ counters: new Map(), makers: new Map(), refusals: new Map() },
		...{ networkOf: rememberingNetworks(trusted), period },
	};
	// Most records tell nothing of a key but their time, so they need not be parsed.
	const others: WantedOthers = {
		wants: (text) => mayTellOfKeys(text) || !period.includeTimeIn(text),
	};
	let records = 0;
	for (const file of found.files) {
		for await (const batch of readRecords(file, { others })) {
			records += batch.records;
			for (const { refusal } of batch.refused) countRefusal(refusal.code, scanning);
			for (const { record } of batch.found) take(record, scanning);
		}
	}
	const { counters, makers, refusals } = scanning;
	if (records === 0) throw new UsageError(nothingIn(folder, refusals));
	return {
		activities: new Map([...counters].map(([id, counter]) => [id, counter.summary()])),
		...{ makers, files: found.files.length, records, refusals },
		period: period.covered(),
	};
}

function nothingIn(folder: string, refusals: TrailScan['refusals']): string {
	const why = refusalLines({ refusals }).map((line) => `; ${line}`);
	return `${folder}: holds no CloudTrail records; name the folder of the log files${why.join('')}`;
}

/** Gives what could not be read as one sentence for each kind. */
export function refusalLines({ refusals }: Pick<TrailScan, 'refusals'>): string[] {
	return [...refusals].map(([code, count]) => `${count} × ${code} (${REFUSALS[code]})`);
}

/** One place often makes most of the calls. */
const MOST_REMEMBERED = 10_000;

function rememberingNetworks(trusted: TrustedNetworks): NetworkOf {
	const known = new Map<string, JudgedNetwork>();
	return (call) => {
		const key = `${call.address}|${call.vpcEndpointId}`;
		const judged = known.get(key) ?? judgeNetwork(readOrigin(call), trusted);
		if (known.size >= MOST_REMEMBERED) known.clear();
		known.set(key, judged);
		return judged;
	};
}

function take(record: JsonObject, scanning: Scanning): void {
	const time = readInstant(textAt(record, 'eventTime') ?? textAt(record, '@timestamp') ?? '');
	if (time === null) {
		countRefusal('no-time', scanning);
		return;
	}
	scanning.period.include(time);
	noteMaker(record, scanning.makers);
	const keyId = textAt(objectAt(record, 'userIdentity'), 'accessKeyId');
	if (keyId?.startsWith('AKIA') !== true) return;
	const counter = scanning.counters.get(keyId) ?? new KeyActivityCounter();
	scanning.counters.set(keyId, counter);
	counter.add(useIn(record, time, scanning), madeSession(record));
}

function useIn(record: Fields, time: number, { networkOf }: Scanning): KeyUse {
	const { key, classification } = networkOf({
		address: textAt(record, 'sourceIPAddress'),
		vpcEndpointId: textAt(record, 'vpcEndpointId'),
	});
	const [service = ''] = (textAt(record, 'eventSource') ?? '').split('.');
	return {
		...{ network: key, classification, service, lastAt: time },
		...{ action: textAt(record, 'eventName') ?? '', agent: textAt(record, 'userAgent') },
	};
}

function countRefusal(code: RefusalCode, { refusals }: Scanning): void {
	refusals.set(code, (refusals.get(code) ?? 0) + 1);
}

/** A call that gives credentials has them in its answer. */
function madeSession(record: Fields): boolean {
	return Object.keys(objectAt(objectAt(record, 'responseElements'), 'credentials')).length > 0;
}
