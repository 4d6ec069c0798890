import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusalLines, scanTrail } from '../../../cli/report/scan-trail.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { trustedNetworks } from '../../../shared/network/judge-network.ts';
import {
	assumeRole,
	consoleLogin,
	iamUser,
	OFFICE,
	roleSession,
	rootIdentity,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { aConfiguration } from '../../support/some-settings.ts';

const KEY = 'AKIABORAEXAMPLE';
const trusted = trustedNetworks(aConfiguration().networks);

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'eyes-trail-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Buffer): void {
	const path = join(folder, name);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, content);
}

function writeRecords(name: string, records: readonly unknown[]): void {
	write(name, gzipSync(JSON.stringify({ Records: records })));
}

/** A call that is no sign-in, by the access key of `bora`. */
function aCall(over: Record<string, unknown> = {}) {
	return assumeRole({
		...{ eventSource: 's3.amazonaws.com', eventName: 'ListBuckets', responseElements: null },
		userAgent: '[aws-cli/2.31.0]',
		...over,
	});
}

/** A call of IAM that made something. */
function aMaking(eventName: string, userIdentity: unknown, responseElements: unknown) {
	return aCall({ eventSource: 'iam.amazonaws.com', eventName, userIdentity, responseElements });
}

describe('scanTrail', () => {
	it('gathers what each long-term key did, of every service and from every file', async () => {
		writeRecords('AWSLogs/1/a.json.gz', [
			aCall({ eventTime: '2026-03-01T23:00:00Z' }),
			aCall({ eventTime: '2026-03-02T01:00:00Z', sourceIPAddress: UNTRUSTED }),
		]);
		writeRecords('AWSLogs/2/b.json.gz', [assumeRole({ eventTime: '2026-03-03T01:00:00Z' })]);
		const { activities, files, records, period, refusals } = await scanTrail(folder, trusted);
		expect([...activities.keys()]).toEqual([KEY]);
		expect(activities.get(KEY)).toMatchObject({
			...{ calls: 3, days: 3, sessions: 1, services: ['s3', 'sts'], networkCount: 2 },
			networks: [
				{ network: UNTRUSTED, classification: 'untrusted' },
				{ network: 'office', classification: 'trusted', lastAt: Date.UTC(2026, 2, 3, 1) },
			],
			programs: ['aws-cli 2.31', 'test'],
		});
		expect([files, records, refusals.size]).toEqual([2, 3, 0]);
		expect(period).toEqual({ from: Date.UTC(2026, 2, 1, 23), to: Date.UTC(2026, 2, 3, 1) });
	});

	it('leaves out temporary keys and sign-ins without a key, but counts their records', async () => {
		writeRecords('a.json.gz', [
			consoleLogin(),
			aCall({ userIdentity: roleSession('deploy', 'ci') }),
			aCall({ userIdentity: rootIdentity() }),
		]);
		const { activities, records } = await scanTrail(folder, trusted);
		expect([activities.size, records]).toEqual([0, 3]);
	});

	it('counts sessions only where credentials were given', async () => {
		writeRecords('a.json.gz', [
			assumeRole(),
			assumeRole({ eventName: 'GetSessionToken' }),
			assumeRole({ errorCode: 'AccessDenied', responseElements: null }),
		]);
		const { activities } = await scanTrail(folder, trusted);
		expect(activities.get(KEY)).toMatchObject({ calls: 3, sessions: 2 });
	});

	it('does not take the address of an AWS service for the network of a person', async () => {
		writeRecords('a.json.gz', [aCall({ sourceIPAddress: 'cloudformation.amazonaws.com' })]);
		const { activities } = await scanTrail(folder, trusted);
		expect(activities.get(KEY)?.networks).toMatchObject([{ classification: 'not-judged' }]);
	});

	it('knows who made a key and who made a user', async () => {
		const accessKey = { accessKeyId: 'AKIAEXAMPLEMADE00001', userName: 'ci' };
		const other = { accessKeyId: 'AKIAEXAMPLEMADE00002', userName: 'ci' };
		const third = { accessKeyId: 'AKIAEXAMPLEMADE00003', userName: 'ci' };
		const arn = 'arn:aws:iam::111122223333:user/ci';
		writeRecords('a.json.gz', [
			aMaking('CreateAccessKey', iamUser('bora'), { accessKey }),
			aMaking('CreateAccessKey', roleSession('Admin', 'dana@harbor.example'), { accessKey: other }),
			aMaking('CreateUser', rootIdentity(), { user: { arn, userName: 'ci' } }),
			// Somebody who was denied has made nothing, and other services make other things.
			aMaking('CreateAccessKey', iamUser('thief'), null),
			{ ...aMaking('CreateAccessKey', iamUser('bora'), { accessKey: third }), eventSource: 'x' },
		]);
		const { makers } = await scanTrail(folder, trusted);
		expect(Object.fromEntries(makers)).toEqual({
			AKIAEXAMPLEMADE00001: 'bora',
			AKIAEXAMPLEMADE00002: 'dana@harbor.example',
			[arn]: 'root',
		});
	});

	it('goes on after what cannot be read, and counts it by its kind', async () => {
		write('broken.json', '{"Records":[');
		writeRecords('a.json.gz', [aCall(), null, aCall({ eventTime: 'soon' })]);
		const scan = await scanTrail(folder, trusted);
		expect(scan.activities.get(KEY)?.calls).toBe(1);
		const lines = refusalLines(scan);
		expect(lines).toContainEqual(expect.stringMatching(/^1 × no-time \(.+\)$/));
		expect([...scan.refusals.values()].reduce((sum, count) => sum + count, 0)).toBe(3);
	});

	it('refuses a folder that is missing, empty, or holds only other files', async () => {
		const missing = join(folder, 'nowhere');
		await expect(scanTrail(missing, trusted)).rejects.toThrow(
			new UsageError(`${missing}: no such file or folder`),
		);
		await expect(scanTrail(folder, trusted)).rejects.toThrow(UsageError);
		write('README.txt', OFFICE);
		writeRecords('CloudTrail-Digest/d.json.gz', [aCall()]);
		await expect(scanTrail(folder, trusted)).rejects.toThrow('holds no CloudTrail records');
	});
});
