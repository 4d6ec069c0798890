import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betterName, plainName, readCaseName } from '../../../shared/case/case-name.ts';
import { personName } from '../../../shared/history/person-name.ts';
import { aCase } from '../../support/a-case.ts';
import { aFederatedUser } from '../../support/a-federated-user.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	iamUser,
	roleSession,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { aSignInFrom, followRecords } from '../../support/follow-records.ts';
import { directoryLogin } from '../../support/history-story.ts';

type Fields = Record<string, unknown>;

const nobody = { name: null, initiator: null };
const bora = {
	name: null,
	initiator: { name: 'bora', person: `user:${ACCOUNT}/bora`, flagged: true },
};
const ceo = { sourceIdentity: 'ceo', roleArn: `arn:aws:iam::${ACCOUNT}:role/admin` };
const claiming = (userIdentity: Fields) => assumeRole({ userIdentity, requestParameters: ceo });
const session = roleSession('dev', 'x1');

describe('the person on the card', () => {
	it.each<[string, Fields, Parameters<typeof personName>[1], string | null]>([
		['a user, whatever source identity they claim', claiming(iamUser()), nobody, 'bora'],
		['the directory user', directoryLogin({}, 'Sora'), bora, 'Sora'],
		['the directory user behind an id', claiming(session), { ...bora, name: 'sora' }, 'sora'],
		['the user behind a federated session', claiming(aFederatedUser('x', 'bob')), bora, 'bob'],
		['the known initiator of a session', assumeRole({ userIdentity: session }), bora, 'bora (x1)'],
		['the known initiator, whatever is claimed', claiming(session), bora, 'bora (x1)'],
		['the source identity as a claim', claiming(session), nobody, 'sourceIdentity:ceo (x1)'],
		[
			'the name of a session that is also its source identity',
			claiming(roleSession('dev', 'ceo')),
			nobody,
			'ceo',
		],
		['the name of a session', assumeRole({ userIdentity: session }), nobody, 'x1'],
		[
			'the account and id of a caller in another account',
			assumeRole({
				userIdentity: { type: 'AWSAccount', accountId: '999988887777', principalId: 'AROAX:x' },
			}),
			nobody,
			'999988887777/AROAX:x',
		],
		[
			'nobody, if AWS hid the name',
			consoleLogin(
				{ userIdentity: { type: 'IAMUser', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' } },
				'Failure',
			),
			nobody,
			null,
		],
	])('is %s', (_, record, known, name) => {
		expect(personName(aSignInFrom(record), known)).toBe(name);
	});

	it('is never changed by a source identity if the initiator is known', () => {
		const who = fc.record({ role: fc.string(), name: fc.string({ minLength: 1 }) });
		fc.assert(
			fc.property(who, fc.string(), ({ role, name }, sourceIdentity) => {
				const without = assumeRole({ userIdentity: roleSession(role, name) });
				const claimed = { ...without, requestParameters: { ...ceo, sourceIdentity } };
				expect(personName(aSignInFrom(claimed), bora)).toBe(personName(aSignInFrom(without), bora));
			}),
		);
	});

	it('is the initiator in the case of a chained session, not the source identity that it claims', async () => {
		const untrusted = { sourceIPAddress: UNTRUSTED };
		const made = roleSession('deploy', 'bora-cli', {
			principalId: 'AROADEPLOYEXAMPLE0001:bora-cli',
		});
		const { cases } = await followRecords([
			assumeRole({
				...untrusted,
				eventTime: '2026-03-03T01:00:00Z',
				requestParameters: { ...ceo, roleSessionName: 'bora-cli' },
			}),
			assumeRole({
				...untrusted,
				eventTime: '2026-03-03T01:01:00Z',
				userIdentity: made,
				requestParameters: ceo,
			}),
		]);
		expect(new Set(cases.map(({ name }) => name.replace(' (bora-cli)', '')))).toEqual(
			new Set(['bora']),
		);
	});
});

describe('the name of a case', () => {
	it.each([
		['sourceIdentity:ceo (x1)', { text: 'ceo (x1)', isClaimed: true }],
		['ceo (x1)', { text: 'ceo (x1)', isClaimed: false }],
	])('%s is read', (name, read) => {
		expect(readCaseName(name)).toEqual(read);
		expect(plainName(name)).toBe(read.isClaimed ? 'ceo (x1) (claimed by the caller)' : 'ceo (x1)');
	});

	it.each([
		['x1', 'bora (x1)', 'bora (x1)'],
		['bora (x1)', 'sourceIdentity:ceo (x1)', 'bora (x1)'],
		['bora (x1)', 'x1', 'bora (x1)'],
		['sourceIdentity:ceo (x1)', 'bora (x1)', 'bora (x1)'],
	])('%s becomes better with %s: %s', (name, next, better) => {
		expect(betterName(aCase({ name }), next)).toBe(better);
	});
});
