import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	assumeRole,
	consoleLogin,
	DIRECTORY_USER,
	deniedAssumeRole,
	iamUser,
	portalEvent,
	roleSession,
	rootIdentity,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { followRecords } from '../../support/follow-records.ts';

type Fields = Record<string, unknown>;

const untrusted = (time: string, over: Fields = {}) => ({
	eventTime: `2026-03-03T${time}:00Z`,
	sourceIPAddress: UNTRUSTED,
	...over,
});
const hidden = {
	userIdentity: {
		type: 'IAMUser',
		accountId: '111122223333',
		userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
	},
};

async function casesOf(...records: Fields[]) {
	return (await followRecords(records)).cases;
}

describe('a case', () => {
	it('holds the sign-ins of one person from one network while the gaps are short', async () => {
		const cases = await casesOf(
			consoleLogin(untrusted('01:00')),
			assumeRole(untrusted('01:29')),
			consoleLogin(untrusted('01:59')),
			consoleLogin(untrusted('02:30')),
		);
		expect(cases.map(({ successes, failures }) => [successes, failures])).toEqual([
			[3, 0],
			[1, 0],
		]);
	});

	it('is a different one for another network, person or role session', async () => {
		const cases = await casesOf(
			consoleLogin(untrusted('01:00')),
			consoleLogin(untrusted('01:01', { sourceIPAddress: '192.0.2.99' })),
			consoleLogin(untrusted('01:02', { userIdentity: iamUser('sora') })),
			assumeRole(untrusted('01:03', { userIdentity: roleSession('ops', 'kim') })),
		);
		expect(cases).toHaveLength(4);
	});

	it('is one for a person who comes from many networks, so that an IPv6 prefix does not make many cards', async () => {
		const from = (n: number, minute: number) =>
			consoleLogin(untrusted(`0${minute}:${10 + n}`, { sourceIPAddress: `2001:db8:ffff:${n}::1` }));
		const networks = Array.from({ length: 30 }, (_, n) => n);
		// Each network twice: the second time must not open a case of its own.
		const cases = await casesOf(
			...networks.map((n) => from(n, 1)),
			...networks.slice(12).map((n) => consoleLogin({ ...from(n, 1), eventID: `again-${n}` })),
		);
		expect(cases).toHaveLength(11);
		const [combined] = cases.filter(({ successes }) => successes > 1);
		expect(combined).toMatchObject({ successes: 38, severity: 'critical' });
		expect(combined?.reasons.map(({ code }) => code)).toContain('many-networks');
	});

	it('is one for each network of a person who travels', async () => {
		const journey = Array.from({ length: 14 }, (_, n) =>
			consoleLogin(
				untrusted(`${String(n).padStart(2, '0')}:30`, { sourceIPAddress: `192.0.2.${n}` }),
			),
		);
		expect(await casesOf(...journey)).toHaveLength(14);
	});

	it('is not opened if no message is needed', async () => {
		expect(await casesOf(consoleLogin(), assumeRole({ eventName: 'GetCallerIdentity' }))).toEqual(
			[],
		);
	});

	it('is one for all hidden names of one address', async () => {
		const cases = await casesOf(
			consoleLogin(untrusted('01:00', hidden), 'Failure'),
			consoleLogin(
				untrusted('01:01', { ...hidden, recipientAccountId: '444455556666' }),
				'Failure',
			),
		);
		expect(cases).toMatchObject([
			{
				subject: 'address',
				name: UNTRUSTED,
				failures: 2,
				accounts: ['111122223333', '444455556666'],
			},
		]);
	});

	it('shows the first of its most severe sign-ins, and every reason once with the newest evidence', async () => {
		const [only] = await casesOf(
			consoleLogin(untrusted('01:00', { eventID: 'mild' })),
			consoleLogin(
				untrusted('01:01', { eventID: 'worst', additionalEventData: { MFAUsed: 'No' } }),
			),
			consoleLogin(
				untrusted('01:02', { eventID: 'as-bad', additionalEventData: { MFAUsed: 'No' } }),
			),
		);
		expect(only?.lead.signIn.eventId).toBe('worst');
		expect(only?.reasons.map(({ code }) => code)).toEqual(['untrusted-network', 'mfa-absent']);
	});

	it('takes the name behind a directory id from the event that carries it', async () => {
		const [first] = await casesOf(
			portalEvent('GetRoleCredentials', untrusted('01:00')),
			portalEvent(
				'CredentialChallenge',
				untrusted('01:05', { additionalEventData: { UserName: 'sora@example.com' } }),
			),
			portalEvent('CreateToken', untrusted('01:06')),
		);
		expect(first).toMatchObject({ name: 'sora@example.com', principal: { id: DIRECTORY_USER } });
	});

	it('names a chained session by its initiator, not by the name that the caller chose', async () => {
		const made = {
			type: 'AssumedRole',
			principalId: 'AROADEPLOYEXAMPLE0001:bora-cli',
			arn: 'arn:aws:sts::111122223333:assumed-role/deploy/bora-cli',
		};
		const cases = await casesOf(
			assumeRole(untrusted('01:00')),
			assumeRole(untrusted('01:01', { userIdentity: made })),
		);
		expect(cases.map(({ name, successes }) => [name, successes])).toEqual([['bora (bora-cli)', 2]]);
	});
});

/** Records as an attacker would mix them: many kinds, few people, close in time. */
const someRecords = fc
	.array(
		fc.record({
			minute: fc.integer({ min: 0, max: 59 }),
			address: fc.constantFrom(
				UNTRUSTED,
				'192.0.2.99',
				'203.0.113.9',
				'10.0.0.1',
				'AWS Internal',
				null,
			),
			shape: fc.constantFrom<(over: Fields) => Fields>(
				consoleLogin,
				(over) => consoleLogin(over, 'Failure'),
				(over) => consoleLogin({ ...over, ...hidden }, 'Failure'),
				(over) => consoleLogin({ ...over, userIdentity: rootIdentity() }),
				assumeRole,
				deniedAssumeRole,
				(over) =>
					portalEvent('UserAuthentication', {
						...over,
						additionalEventData: { UserName: 'sora', AuthWorkflowID: 'w' },
					}),
				(over) =>
					portalEvent('CredentialChallenge', {
						...over,
						additionalEventData: { AuthWorkflowID: 'w' },
					}),
				(over) => portalEvent('CreateToken', over),
				(over) => portalEvent('GetRoleCredentials', over),
				(over) =>
					assumeRole({
						...over,
						sharedEventID: 's',
						userIdentity: { type: 'AWSAccount', accountId: '999988887777', principalId: 'AIDAX' },
					}),
				(over) => assumeRole({ ...over, sharedEventID: 's' }),
			),
		}),
		{ minLength: 1, maxLength: 25 },
	)
	.map((drawn) =>
		drawn.map(({ minute, address, shape }) =>
			shape({
				eventTime: `2026-03-03T01:${String(minute).padStart(2, '0')}:00Z`,
				sourceIPAddress: address,
			}),
		),
	);

describe('cases', () => {
	it('are the same for any order of arrival, with repeats', async () => {
		await fc.assert(
			fc.asyncProperty(
				someRecords.chain((records) =>
					fc.tuple(
						fc.constant(records),
						fc.shuffledSubarray(records, { minLength: records.length }),
						fc.subarray(records),
					),
				),
				async ([records, shuffled, repeats]) => {
					const expected = await casesOf(...records);
					expect(await casesOf(...shuffled, ...repeats)).toEqual(expected);
				},
			),
			{ numRuns: 200 },
		);
	});
});
