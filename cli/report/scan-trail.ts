import { judgeNetwork, type TrustedNetworks } from '../../shared/network/judge-network.ts';
import { readOrigin } from '../../shared/network/read-origin.ts';
import type { JsonObject } from '../../shared/record/json-object.ts';
import { REFUSALS, type RefusalCode } from '../../shared/record/record.ts';
import type { KeyActivity } from '../../shared/report/credential-use.ts';
import { KeyActivityCounter } from '../../shared/report/key-activity.ts';
import { type Fields, objectAt, textAt } from '../../shared/sign-in/fields.ts';
import { readInstant } from '../../shared/sign-in/instant.ts';
import { findFiles } from '../replay/find-files.ts';
import { readRecords } from '../replay/read-file.ts';
import { UsageError } from '../usage-error.ts';

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
	readonly trusted: TrustedNetworks;
	readonly counters: Map<string, KeyActivityCounter>;
	readonly makers: Map<string, string>;
	readonly refusals: Map<RefusalCode, number>;
	from: number;
	to: number;
}

/**
 * Reads every record of a trail and gathers what the long-term access keys in it did. A file that is
 * there twice counts twice. Throws a UsageError if the folder is missing or holds no records: that
 * would look as if nothing had ever been used.
 */
export async function scanTrail(folder: string, trusted: TrustedNetworks): Promise<TrailScan> {
	const found = findFiles([folder]);
	if (found.kind === 'missing') throw new UsageError(`${folder}: no such file or folder`);
	const scanning: Scanning = {
		...{ trusted, counters: new Map(), makers: new Map(), refusals: new Map() },
		...{ from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY },
	};
	let records = 0;
	for (const file of found.files) {
		for await (const batch of readRecords(file, { everyService: true })) {
			records += batch.records;
			for (const { refusal } of batch.refused) countRefusal(refusal.code, scanning);
			for (const { record } of batch.found) take(record, scanning);
		}
	}
	if (records === 0)
		throw new UsageError(
			`${folder}: holds no CloudTrail records; name the folder of the log files`,
		);
	const { counters, makers, refusals, from, to } = scanning;
	return {
		activities: new Map([...counters].map(([id, counter]) => [id, counter.summary()])),
		...{ makers, files: found.files.length, records, refusals },
		period: to < from ? null : { from, to },
	};
}

/** Gives what could not be read as one sentence for each kind. */
export function refusalLines({ refusals }: TrailScan): string[] {
	return [...refusals].map(([code, count]) => `${count} × ${code} (${REFUSALS[code]})`);
}

function take(record: JsonObject, scanning: Scanning): void {
	const time = readInstant(textAt(record, 'eventTime') ?? '');
	if (time === null) {
		countRefusal('no-time', scanning);
		return;
	}
	scanning.from = Math.min(scanning.from, time);
	scanning.to = Math.max(scanning.to, time);
	noteMaker(record, scanning.makers);
	const keyId = textAt(objectAt(record, 'userIdentity'), 'accessKeyId');
	if (keyId?.startsWith('AKIA') !== true) return;
	const origin = readOrigin({
		address: textAt(record, 'sourceIPAddress'),
		vpcEndpointId: textAt(record, 'vpcEndpointId'),
	});
	const { key: network, classification } = judgeNetwork(origin, scanning.trusted);
	const [service = ''] = (textAt(record, 'eventSource') ?? '').split('.');
	const counter = scanning.counters.get(keyId) ?? new KeyActivityCounter();
	scanning.counters.set(keyId, counter);
	counter.add(
		{
			...{ network, classification, service, lastAt: time },
			...{ action: textAt(record, 'eventName') ?? '', agent: textAt(record, 'userAgent') },
		},
		madeSession(record),
	);
}

function countRefusal(code: RefusalCode, { refusals }: Scanning): void {
	refusals.set(code, (refusals.get(code) ?? 0) + 1);
}

/** A call that gives credentials has them in its answer. */
function madeSession(record: Fields): boolean {
	return Object.keys(objectAt(objectAt(record, 'responseElements'), 'credentials')).length > 0;
}

/**
 * Notes who made a user or a key. CloudTrail names the maker of a role session by the session.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
function noteMaker(record: Fields, makers: Map<string, string>): void {
	if (textAt(record, 'eventSource') !== 'iam.amazonaws.com') return;
	const made = madeBy(textAt(record, 'eventName'), objectAt(record, 'responseElements'));
	const maker = makerIn(objectAt(record, 'userIdentity'));
	if (made !== null && maker !== null) makers.set(made, maker);
}

/** Gives the id of the key or the ARN of the user that a call made. */
function madeBy(event: string | null, answer: Fields): string | null {
	switch (event) {
		case 'CreateAccessKey':
			return textAt(objectAt(answer, 'accessKey'), 'accessKeyId');
		case 'CreateUser':
			return textAt(objectAt(answer, 'user'), 'arn');
		default:
			return null;
	}
}

function makerIn(identity: Fields): string | null {
	if (textAt(identity, 'type') === 'Root') return 'root';
	return textAt(identity, 'userName') ?? textAt(identity, 'arn')?.split('/').at(-1) ?? null;
}
