import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findFiles } from '../../../cli/replay/find-files.ts';
import { scanTrail } from '../../../cli/report/scan-trail.ts';
import { trustedNetworks } from '../../../shared/network/judge-network.ts';
import { isObject } from '../../../shared/record/json-object.ts';
import { needsRealLogs, REAL_LOGS } from '../../support/needs.ts';
import { temporaryFolder } from '../replay/temporary-folder.ts';

const KEY = 'AKIAEXAMPLEBORA';
const AT = Date.UTC(2026, 2, 3, 1);
const TRUSTED = trustedNetworks([
	{ name: 'office', cidrs: ['203.0.113.0/24'], vpcEndpoints: ['vpce-0a1b2c3d'] },
]);

type Fields = Readonly<Record<string, unknown>>;

function aRecord(over: Fields = {}, keyId: string | null = KEY): Fields {
	return {
		userIdentity: { type: 'IAMUser', userName: 'bora', ...(keyId ? { accessKeyId: keyId } : {}) },
		...{ eventTime: '2026-03-03T01:00:00Z', eventSource: 's3.amazonaws.com' },
		...{ eventName: 'GetObject', sourceIPAddress: '203.0.113.9', userAgent: 'Boto3/1.34.0' },
		...over,
	};
}

/** Writes each list as a file of a trail, every second one packed. */
function aTrail(...files: (readonly Fields[])[]): string {
	const texts = files.map((records, n): [string, string | Buffer] => {
		const text = JSON.stringify({ Records: records });
		return n % 2 === 0 ? [`logs/${n}.json`, text] : [`logs/${n}.json.gz`, gzipSync(text)];
	});
	return temporaryFolder(Object.fromEntries(texts));
}

const scan = (...files: (readonly Fields[])[]) => scanTrail(aTrail(...files), TRUSTED);

describe('scanTrail', () => {
	it('gathers what each long-term key did, over all files and services', async () => {
		const { activities, ...rest } = await scan(
			[
				aRecord(),
				aRecord({ errorCode: 'AccessDenied', sourceIPAddress: '192.0.2.7' }),
				aRecord({}, 'AKIAEXAMPLEARI'),
			],
			[
				aRecord({ eventTime: '2026-03-01T23:00:00Z', vpcEndpointId: 'vpce-0a1b2c3d' }),
				aRecord({
					...{ eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole' },
					responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLE' } },
				}),
				aRecord({ eventSource: 'sts.amazonaws.com', eventName: 'GetSessionToken' }),
			],
		);
		expect([...activities.keys()].toSorted()).toEqual(['AKIAEXAMPLEARI', KEY]);
		expect(activities.get(KEY)).toEqual({
			networks: [
				{ network: '192.0.2.7', classification: 'untrusted', lastAt: AT },
				{ network: 'office', classification: 'trusted', lastAt: AT },
			],
			services: ['s3', 'sts'],
			actions: ['s3:GetObject', 'sts:AssumeRole', 'sts:GetSessionToken'],
			programs: ['boto3 1.34'],
			...{ calls: 5, networkCount: 2, runsOn: null, days: 2, sessions: 1, lastAt: AT },
		});
		expect(rest).toMatchObject({
			files: 2,
			records: 6,
			period: { from: AT - 26 * 3_600_000, to: AT },
		});
		expect(rest.refusals.size).toBe(0);
	});

	it('knows nothing of sessions and of people without a key, but counts them', async () => {
		const keys = [aRecord({}, 'ASIAEXAMPLE'), aRecord({}, null)];
		expect(await scan(keys)).toMatchObject({ activities: new Map(), records: 2 });
	});

	it('finds a key however JSON writes it', async () => {
		const text = JSON.stringify(aRecord());
		for (const written of ['\\u0041KIA', 'A\\u004bIA', 'AK\\u0049A', 'AKI\\u0041']) {
			const folder = temporaryFolder({ 'a.json': text.replace('AKIA', written) });
			expect((await scanTrail(folder, TRUSTED)).activities.has(KEY)).toBe(true);
		}
	});

	it('reads a key also from an envelope, a lookup, indented text and JSON lines', async () => {
		const record = aRecord();
		const texts = [
			JSON.stringify({ account: '111122223333', detail: record }),
			JSON.stringify({ Events: [{ CloudTrailEvent: JSON.stringify(record) }] }),
			JSON.stringify({ Records: [record] }, null, '\t'),
			`${JSON.stringify(record)}\n${JSON.stringify(aRecord({}, null))}\n`,
		];
		for (const text of texts) {
			const folder = temporaryFolder({ 'a.json': text });
			expect((await scanTrail(folder, TRUSTED)).activities.get(KEY)?.calls).toBe(1);
		}
	});

	it('tells the whole period, also of records that tell nothing of a key', async () => {
		const others = [
			{ eventTime: '2026-01-01T00:00:00Z' },
			{ eventTime: '2026-04-01T00:00:00Z' },
			{ eventTime: '2026-03-04T00:00:00Z' },
		].map((over) => aRecord(over, null));
		const { period } = await scan([aRecord(), ...others]);
		expect(period).toEqual({ from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 3, 1) });
		const fraction = aRecord({ eventTime: '2026-05-01T00:00:00.500+09:00' }, null);
		expect((await scan([fraction])).period?.to).toBe(Date.UTC(2026, 3, 30, 15) + 500);
	});

	it('counts what it cannot read, with or without a key', async () => {
		const folder = temporaryFolder({
			'a.json': JSON.stringify({
				Records: [
					aRecord({ eventTime: 'yesterday' }),
					aRecord({ eventTime: '2026-13-03T01:00:00Z' }, null),
					aRecord({ eventTime: undefined }, null),
					aRecord(),
				],
			}),
			'b.json.gz': gzipSync(JSON.stringify({ Records: [aRecord()] })).subarray(0, 60),
			'c.json': '{"Records":[7]}',
		});
		const { refusals, activities } = await scanTrail(folder, TRUSTED);
		expect(Object.fromEntries(refusals)).toEqual({
			...{ 'no-time': 3, 'file-damaged': 1, 'not-a-record': 1 },
		});
		expect(activities.get(KEY)?.calls).toBe(1);
	});

	it('names who made keys and users, where that succeeded', async () => {
		const iam = { eventSource: 'iam.amazonaws.com' };
		const arn = 'arn:aws:iam::111122223333:user/ci';
		const session = 'arn:aws:sts::111122223333:assumed-role/admin/sora@example.com';
		const { makers } = await scan([
			aRecord(
				{ ...iam, eventName: 'CreateUser', responseElements: { user: { arn } } },
				'ASIAEXAMPLE',
			),
			aRecord({
				...{ ...iam, eventName: 'CreateAccessKey' },
				userIdentity: { type: 'AssumedRole', arn: session },
				responseElements: { accessKey: { accessKeyId: KEY } },
			}),
			aRecord({
				...iam,
				eventName: 'CreateUser',
				errorCode: 'AccessDenied',
				responseElements: null,
			}),
		]);
		expect([...makers]).toEqual([
			[arn, 'bora'],
			[KEY, 'admin/sora@example.com'],
		]);
	});

	it('fails where nothing was read: that is not the same as no use', async () => {
		const empty = temporaryFolder();
		await expect(scanTrail(join(empty, 'gone'), TRUSTED)).rejects.toThrow('no such file');
		await expect(scanTrail(empty, TRUSTED)).rejects.toThrow('holds no CloudTrail records');
		const digest = temporaryFolder({ 'a.json': '{"digestStartTime":"x"}', 'b.json': 'gone' });
		await expect(scanTrail(digest, TRUSTED)).rejects.toThrow('1 × file-damaged');
	});

	it('counts in the real logs what JSON.parse counts', async (context) => {
		needsRealLogs(context);
		const { activities, period } = await scanTrail(REAL_LOGS, TRUSTED);
		const { counts, times } = parsed();
		expect(counts.size).toBeGreaterThan(0);
		expect(new Map([...activities].map(([id, { calls }]) => [id, calls]))).toEqual(counts);
		expect(period).toEqual({ from: times[0], to: times.at(-1) });
	});
});

/** Counts the calls of each key in the real logs, and gives all times in order, with JSON.parse. */
function parsed() {
	const counts = new Map<string, number>();
	const times: number[] = [];
	const found = findFiles([REAL_LOGS]);
	for (const file of found.kind === 'found' ? found.files : []) {
		if (file.endsWith('.md')) continue;
		for (const record of recordsIn(file)) {
			const id = isObject(record.userIdentity) ? String(record.userIdentity.accessKeyId) : '';
			times.push(Date.parse(String(record.eventTime)));
			if (id.startsWith('AKIA')) counts.set(id, (counts.get(id) ?? 0) + 1);
		}
	}
	return { counts, times: times.filter(Number.isFinite).toSorted((one, other) => one - other) };
}

function recordsIn(file: string) {
	const bytes = readFileSync(file);
	const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
	return valuesIn(text)
		.flatMap((value) => value.Records ?? value)
		.map((value) => value.event ?? value.detail ?? value)
		.filter(isObject);
}

function valuesIn(text: string) {
	try {
		return [JSON.parse(text)];
	} catch {
		const lines = text.split('\n').filter((line) => line.trim() !== '');
		return lines.map((line) => JSON.parse(line));
	}
}
