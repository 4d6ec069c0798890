import { describe, expect, it } from 'vitest';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	iamUser,
	OFFICE,
	OTHER_ACCOUNT,
	roleSession,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { later } from '../../support/directory-acts.ts';
import { followLast, followRecords } from '../../support/follow-records.ts';
import { organization, plan, requested } from '../../support/plan-for.ts';
import { someSettings } from '../../support/some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

const AT = '2026-03-03T02:00:00Z';
const SHARED = { sharedEventID: 'shared-1', eventTime: AT };

/** The account of the caller delivers records of this Region. */
const delivered = (over: Fields = {}) =>
	consoleLogin({
		recipientAccountId: OTHER_ACCOUNT,
		userIdentity: iamUser('ari', OTHER_ACCOUNT),
		...over,
	});

/** The copy in the account of the role. */
const targets = (over: Fields = {}) =>
	assumeRole({
		...{ ...SHARED, eventID: 'target', sourceIPAddress: UNTRUSTED },
		userIdentity: {
			...{ type: 'AWSAccount', accountId: OTHER_ACCOUNT },
			principalId: 'AROADEVEXAMPLE0001:bora',
		},
		...over,
	});

/** The caller's own copy. */
const callers = (over: Fields = {}) =>
	assumeRole({
		...{ ...SHARED, eventID: 'caller', sourceIPAddress: OFFICE },
		recipientAccountId: OTHER_ACCOUNT,
		userIdentity: roleSession('dev', 'bora', { accountId: OTHER_ACCOUNT }),
		...over,
	});

async function judged(records: readonly Fields[], configuration = {}) {
	const { followed } = await followRecords(records, someSettings(configuration));
	const { verdict } = followed.find(({ signIn }) => signIn.eventId === 'target') ?? {};
	return {
		is: `${verdict?.disposition} ${verdict?.reasons[0]?.code}`,
		missing: verdict?.reasons.some(({ code }) => code === 'callers-copy-missing'),
		notWatched: verdict?.reasons.some(({ code }) => code === 'caller-not-watched'),
	};
}

describe("the target's copy of a call from an account of ours", () => {
	it.each([
		['the same second', AT],
		['nine minutes before', later(AT, -540)],
		['nine minutes after', later(AT, 540)],
	])('is an echo of the caller’s copy of %s', async (_, eventTime) => {
		expect((await judged([delivered(), targets(), callers({ eventTime })])).is).toMatch(
			/^record (own-account-caller|copy-of)$/,
		);
	});

	it.each([
		['never comes', []],
		['comes after more than ten minutes', [callers({ eventTime: later(AT, 660) })]],
		['has another id', [callers({ sharedEventID: 'shared-2' })]],
		['is in the log of another account', [callers({ recipientAccountId: ACCOUNT })]],
	])('is an alert if the caller’s copy %s', async (_, others) => {
		expect(await judged([delivered(), targets(), ...others])).toMatchObject({
			is: 'alert untrusted-network',
			missing: true,
		});
	});

	it('is an alert if nothing would show the two copies to belong together', async () => {
		const alone = targets({ sharedEventID: null });
		expect((await judged([delivered(), alone, callers()])).missing).toBe(true);
	});

	it('is an alert if the caller is in the same account, which has no other copy', async () => {
		const own = targets({
			userIdentity: { type: 'AWSAccount', accountId: ACCOUNT, principalId: 'AIDABORAEXAMPLE0001' },
		});
		expect(await judged([own])).toMatchObject({ is: 'alert untrusted-network', missing: true });
	});

	const elsewhere = delivered({ awsRegion: 'eu-west-1' });
	it.each([
		['is an alert from an untrusted network', UNTRUSTED, 'alert untrusted-network'],
		['is a record from a trusted network', OFFICE, 'record trusted-network'],
		['is a record of a role switch in the console', 'AWS Internal', 'record address-not-a-persons'],
	])('%s, if the account does not deliver that Region', async (_, sourceIPAddress, is) => {
		const got = await judged([elsewhere, targets({ sourceIPAddress })]);
		expect(got).toMatchObject({ is, missing: false });
	});

	it('says that the caller is not watched, and leaves the session to a human', async () => {
		const records = [elsewhere, targets()];
		expect((await judged(records)).notWatched).toBe(true);
		expect(await plan(records)).toMatchObject({
			requests: [{ selector: { value: 'AROADEPLOYEXAMPLE0001:bora-cli' } }],
			notContained: 'caller-not-watched',
			advice: 'caller-not-named',
		});
	});

	it('is a record from a trusted network, but says that the copy is missing', async () => {
		expect(await judged([delivered(), targets({ sourceIPAddress: OFFICE })])).toMatchObject({
			is: 'record trusted-network',
			missing: true,
		});
	});

	it('does not miss the copy of the monitor itself, which is ignored', async () => {
		const monitorRoles = [`arn:aws:iam::${ACCOUNT}:role/dev`];
		const got = await judged([delivered(), targets(), callers()], { monitorRoles });
		expect(got.is).toMatch(/^record own-account-caller$/);
	});

	it('contains the session that was made, and says that a human must find the caller', async () => {
		const records = [delivered(), targets()];
		expect((await requested(records)).join()).toContain(
			'aws:userid=AROADEPLOYEXAMPLE0001:bora-cli',
		);
		expect((await plan(records)).advice).toBe('caller-not-named');
	});

	it('of a stranger is an alert about an external account', async () => {
		const stranger = targets({
			userIdentity: { type: 'AWSAccount', accountId: '999988887777', principalId: 'AROAX:y' },
		});
		const settings = someSettings({ containment: organization, accounts: { '999988887777': 'x' } });
		const { verdict } = await followLast([stranger], settings);
		expect(verdict.disposition).toBe('alert');
		expect(verdict.reasons.map(({ code }) => code)).toContain('external-account');
	});
});
