import { describe, expect, it } from 'vitest';
import type { Case } from '../../../../shared/case/case.ts';
import { caseText } from '../../../../shared/notification/card/case-text.ts';
import type { SignIn } from '../../../../shared/sign-in/sign-in.ts';
import { messageSettings } from '../../../support/a-case.ts';
import {
	assumeRole,
	createSession,
	iamUser,
	OTHER_ACCOUNT,
	roleSession,
	UNTRUSTED,
} from '../../../support/a-record.ts';
import { followRecords } from '../../../support/follow-records.ts';
import { someSettings } from '../../../support/some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

const untrusted = { sourceIPAddress: UNTRUSTED };

async function caseOf(...records: Fields[]): Promise<Case> {
	const { cases } = await followRecords(records, someSettings());
	const [theCase, ...others] = cases;
	expect(others).toEqual([]);
	if (theCase === undefined) throw new Error('no case');
	return theCase;
}

function text(theCase: Case, locale: 'ko' | 'en' = 'en'): string {
	return caseText(theCase, messageSettings({ locale }), { colour: false });
}

describe('the card of a session of Roles Anywhere', () => {
	it('names the certificate, the role, and how to stop it', async () => {
		const card = text(await caseOf(createSession(untrusted)));
		expect(card).toContain('Machine with a certificate (IAM Roles Anywhere) · CN=backup-01');
		expect(card).toContain('X.509 certificate · session name 2a9902119721ab7b');
		expect(card).not.toContain('MFA');
		expect(card).toContain('CreateSession');
		expect(card).toContain('backup');
		expect(card).toContain('disable the profile in IAM Roles Anywhere');
		expect(card).not.toContain('hidden');
	});

	it('is one for all sessions of one certificate, from whatever address', async () => {
		const theCase = await caseOf(
			createSession(untrusted),
			createSession({ sourceIPAddress: '198.51.100.3', eventTime: '2026-03-03T09:00:00Z' }),
		);
		expect(theCase.events).toEqual({ CreateSession: 2 });
	});
});

describe('the card of a call through a delegate', () => {
	const record = assumeRole({
		...untrusted,
		userIdentity: {
			...roleSession('ops', 'kim'),
			invokedByDelegate: { accountId: OTHER_ACCOUNT },
		},
	});

	it.each([
		['en', 'through a delegate, account'],
		['ko', '위임받은 계정'],
	] as const)('names the account of the delegate in %s', async (locale, words) => {
		const settings = messageSettings({ locale });
		const name = settings.accounts[OTHER_ACCOUNT] ?? OTHER_ACCOUNT;
		expect(text(await caseOf(record), locale)).toContain(`${words} ${name}`);
	});

	it('says nothing of a delegate for a sign-in that an older version stored', async () => {
		const theCase = await caseOf(record);
		const { delegateAccount: _, ...stored } = theCase.lead.signIn;
		const lead = { ...theCase.lead, signIn: stored as SignIn };
		expect(text({ ...theCase, lead })).not.toContain('delegate');
	});
});

describe('the card of an unknown call that gave credentials', () => {
	it('says so, with its name, and that nobody was blocked', async () => {
		const userIdentity = { ...iamUser(), accessKeyId: 'ASIAEXAMPLE' };
		const record = assumeRole({ ...untrusted, eventName: 'GetNewKey', userIdentity });
		const card = text(await caseOf(record));
		expect(card).toContain('Unknown call gave credentials');
		expect(card).toContain('sts.amazonaws.com GetNewKey');
		expect(card).toContain('not blocked');
	});
});
