import { describe, expect, it } from 'vitest';
import { planContainment } from '../shared/containment/plan-containment.ts';
import { aFederatedUser } from './support/a-federated-user.ts';
import { ACCOUNT, assumeRole, consoleLogin, iamUser, UNTRUSTED } from './support/a-record.ts';
import { followRecords } from './support/follow-records.ts';
import { someSettings } from './support/some-settings.ts';

const AN_ID = 'AIDABOBEXAMPLE0001';
const at = (minute: number, over: object) => ({
	eventTime: `2026-03-03T01:${String(minute).padStart(2, '0')}:00Z`,
	sourceIPAddress: UNTRUSTED,
	...over,
});
const opens = (minute: number, userIdentity: Record<string, unknown>) => [
	consoleLogin(
		at(minute, {
			eventName: 'GetSigninToken',
			userIdentity,
			responseElements: { GetSigninToken: 'Success' },
		}),
	),
	consoleLogin(at(minute + 1, { userIdentity, additionalEventData: { MFAUsed: 'No' } })),
];
const obtains = (minute: number, user: string) =>
	assumeRole(
		at(minute, {
			eventName: 'GetFederationToken',
			userIdentity: { ...iamUser(user), accessKeyId: `AKIA${user}` },
			requestParameters: { name: 'console' },
			responseElements: { federatedUser: { federatedUserId: `${ACCOUNT}:console` } },
		}),
	);
const settings = someSettings({ containment: { mode: 'contain', policyType: 'iam' } });

describe('a federated session', () => {
	it('is the case of the user behind it, also if its name is an id', async () => {
		const { followed, cases } = await followRecords(opens(0, aFederatedUser(AN_ID, 'bob')));
		expect(cases).toMatchObject([{ name: 'bob', successes: 2 }]);
		expect(new Set(followed.map(({ known }) => known.person))).toEqual(
			new Set([`user:${ACCOUNT}/bob`]),
		);
	});

	it('is one case with what the user does', async () => {
		const records = [obtains(0, 'bob'), ...opens(1, aFederatedUser('console', 'bob'))];
		expect((await followRecords(records)).cases).toMatchObject([{ name: 'bob', successes: 3 }]);
	});

	it('is not that of another user who takes the same name', async () => {
		const records = [obtains(0, 'mallory'), ...opens(1, aFederatedUser('console', 'bob'))];
		const { cases } = await followRecords(records);
		expect(cases.map(({ name }) => name)).toEqual(['mallory', 'bob']);
	});

	it('is denied by its own id, and counts as the user behind it', async () => {
		const { followed } = await followRecords(opens(0, aFederatedUser('console', 'bob')));
		const last = followed.at(-1);
		if (last === undefined) throw new Error('no records');
		const own = { ...settings, ownAccounts: new Set([ACCOUNT]) };
		expect(planContainment(last, own).requests).toMatchObject([
			{
				person: `user:${ACCOUNT}/bob`,
				selector: { key: 'aws:userid', value: `${ACCOUNT}:console` },
			},
		]);
	});
});
