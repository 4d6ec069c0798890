import { describe, expect, it } from 'vitest';
import {
	ACCOUNT,
	assumeRole,
	OFFICE,
	OTHER_ACCOUNT,
	roleSession,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { deliver, judgeDeps } from '../../support/judge-deps.ts';

const dynamo = withDynamo();
const DEPLOY = `arn:aws:iam::${ACCOUNT}:role/deploy`;
const ADMIN = `arn:aws:iam::${OTHER_ACCOUNT}:role/admin`;

/** Takes the role `admin` of another account with a session of `deploy`. */
function chained(session: string, over: object = {}) {
	return assumeRole({
		eventTime: '2026-03-03T02:30:00Z',
		userIdentity: {
			...roleSession('deploy', session),
			principalId: `AROADEPLOYEXAMPLE0001:${session}`,
		},
		requestParameters: { roleArn: ADMIN, roleSessionName: 'work' },
		responseElements: {
			credentials: { accessKeyId: 'ASIANEXT' },
			assumedRoleUser: {
				assumedRoleId: 'AROAADMINEXAMPLE0001:work',
				arn: `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/admin/work`,
			},
		},
		...over,
	});
}

describe('judging remembers who uses a role', () => {
	const aTable = () => dynamo().makeTable();
	const namesOf = async (deps: ReturnType<typeof judgeDeps>, role: string) =>
		(await deps.roleUses.since(role, 0)).uses.map(({ name, classification, lastAt }) => [
			...[name, classification],
			new Date(lastAt).toISOString().slice(11, 16),
		]);

	it('of the role taken and of the role of the calling session, from trusted networks too', async () => {
		const deps = judgeDeps(await aTable());
		await deliver(assumeRole({ eventTime: '2026-03-03T01:10:00Z' }), deps);
		await deliver(chained('bora-cli', { sourceIPAddress: UNTRUSTED }), deps);
		expect(await namesOf(deps, DEPLOY)).toEqual([
			['bora (bora-cli)', 'untrusted', '02:00'],
			['bora', 'trusted', '01:00'],
		]);
		expect(await namesOf(deps, ADMIN)).toEqual([['bora (bora-cli)', 'untrusted', '02:00']]);
	});

	it('whatever names the sessions have: one person is listed once', async () => {
		const deps = judgeDeps(await aTable());
		for (const session of ['a1', 'b2', 'c3']) {
			const made = assumeRole();
			await deliver(
				{
					...made,
					responseElements: {
						assumedRoleUser: {
							assumedRoleId: `AROADEPLOYEXAMPLE0001:${session}`,
							arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/${session}`,
						},
					},
				},
				deps,
			);
			await deliver(chained(session, { sourceIPAddress: OFFICE }), deps);
		}
		expect(await namesOf(deps, ADMIN)).toHaveLength(1);
	});

	it('not for the copy of a call, which does not name the caller', async () => {
		const deps = judgeDeps(await aTable());
		const sharedEventID = '5f1d9c3a-0000-4000-8000-000000000001';
		await deliver(chained('bora-cli', { sharedEventID }), deps);
		const copy = chained('bora-cli', {
			sharedEventID,
			recipientAccountId: OTHER_ACCOUNT,
			userIdentity: {
				type: 'AWSAccount',
				accountId: ACCOUNT,
				principalId: 'AROADEPLOYEXAMPLE0001:bora-cli',
			},
		});
		await deliver(copy, deps);
		expect(await namesOf(deps, ADMIN)).toEqual([['bora-cli', 'trusted', '02:00']]);
	});

	it('not for a role that was not entered, nor for one with a strange ARN', async () => {
		const deps = judgeDeps(await aTable());
		const denied = { errorCode: 'AccessDenied', responseElements: null };
		await deliver(chained('bora-cli', denied), deps);
		const strange = 'arn:aws:iam::444455556666:role/x; rm -rf ~';
		await deliver(
			chained('bora-cli', { requestParameters: { roleArn: strange, roleSessionName: 'work' } }),
			deps,
		);
		expect(await namesOf(deps, ADMIN)).toEqual([]);
		expect(await namesOf(deps, strange)).toEqual([]);
		expect(await namesOf(deps, DEPLOY)).toHaveLength(1);
	});
});
