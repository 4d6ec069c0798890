import { expect, it } from 'vitest';
import { CredentialUses } from '../../../cli/replay/credential-uses.ts';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import { followRecords } from '../../support/follow-records.ts';
import { someSettings } from '../../support/some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A call with a long-term key from an untrusted address. */
function aCall(keyId: string, given: Fields = {}): Fields {
	const { user = 'ari', ...more } = given;
	return {
		...{ eventSource: 's3.amazonaws.com', eventName: 'ListBuckets', eventType: 'AwsApiCall' },
		...{ eventTime: '2026-03-03T01:00:00Z', awsRegion: 'us-east-1', eventID: `${eventId++}` },
		...{ sourceIPAddress: '192.0.2.7', recipientAccountId: '111122223333' },
		userIdentity: {
			...{ type: 'IAMUser', accountId: '111122223333', userName: user, accessKeyId: keyId },
			...{ principalId: 'AIDAEXAMPLE', arn: `arn:aws:iam::111122223333:user/${user}` },
		},
		...more,
	};
}
let eventId = 1;

const KEY = 'AKIAEXAMPLE000000001';

async function linesOf(records: readonly Fields[], use: ConfigurationInput['use'] = {}) {
	const settings = someSettings({ use: { sessions: true, ...use } });
	const uses = new CredentialUses();
	uses.settings = settings.configuration.use;
	const { followed } = await followRecords(records, settings);
	for (const one of followed) {
		uses.noteMade(one.signIn);
		uses.add(one, 'UTC');
	}
	return uses.lines();
}

it('tells of a key what its owner must know', async () => {
	const denied = { errorCode: 'AccessDenied', eventTime: '2026-03-03T02:00:00Z' };
	const made = {
		...{ eventSource: 'iam.amazonaws.com', eventName: 'CreateAccessKey' },
		...{ eventTime: '2026-02-01T01:00:00Z', sourceIPAddress: '203.0.113.7' },
		responseElements: { accessKey: { userName: 'ari', accessKeyId: KEY } },
	};
	const records = [
		aCall('AKIAEXAMPLE000000009', made),
		aCall(KEY),
		aCall(KEY, { ...denied, eventSource: 'iam.amazonaws.com', eventName: 'CreateUser' }),
		aCall(KEY, { eventTime: '2026-03-04T03:00:00Z', sourceIPAddress: '192.0.2.8' }),
	];
	expect(await linesOf(records)).toEqual([
		'at work from untrusted networks: 1 key in 3 calls; 3 told, 0 joined what was told',
		`  high: ${KEY} of ari (iam-user of 111122223333), 31 days old: 3 calls (1 failed) of s3, iam ` +
			'from 192.0.2.7 2, 192.0.2.8 1 on 2026-03-03, 2026-03-04; most telling: iam:CreateUser, s3:ListBuckets',
	]);
});

it('tells users apart whose keys are masked alike', async () => {
	const masked = 'AKIA****************';
	const lines = await linesOf([aCall(masked), aCall(masked, { user: 'bora' }), aCall(masked)]);
	expect(lines[0]).toContain('2 keys in 3 calls; 2 told, 1 joined');
	expect(lines.slice(1).map((line) => /of (\w+) .*: (\d) call/.exec(line)?.slice(1))).toEqual([
		['ari', '2'],
		['bora', '1'],
	]);
});

it('lists the worst ten and counts the others', async () => {
	const calls = Array.from({ length: 13 }, (_, n) => aCall(`AKIAEXAMPLE0000000${10 + n}`));
	const lines = await linesOf([
		...calls,
		aCall(KEY, { eventName: 'CreateUser', eventSource: 'iam.amazonaws.com' }),
	]);
	expect(lines).toHaveLength(12);
	expect(lines[1]).toContain(`high: ${KEY}`);
	expect(lines.at(-1)).toBe('  and 4 more credentials');
});

it('says what is not judged', async () => {
	const except = [
		{ principal: 'arn:aws:iam::111122223333:user/ari', reason: 'travels', review: '2027-01-01' },
	];
	const lines = await linesOf([aCall(KEY), aCall(KEY)], { sessions: false, except });
	expect(lines).toEqual([
		'not judged: calls with the credentials of sessions that obtained no session, because use.sessions is off',
		'not judged, because of use.except: calls of arn:aws:iam::111122223333:user/ari 2',
	]);
});
