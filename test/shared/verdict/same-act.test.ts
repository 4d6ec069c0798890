import { describe, expect, it } from 'vitest';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	OTHER_ACCOUNT,
	OUTSIDE,
	portalEvent,
} from '../../support/a-record.ts';
import { followRecords } from '../../support/follow-records.ts';

const untrusted = { sourceIPAddress: OUTSIDE };

/** Gives the dispositions, each with the event id of the record that it points to. */
async function outcomes(records: Record<string, unknown>[]) {
	const { followed } = await followRecords(records);
	return followed.map(({ signIn, verdict }) => ({
		id: signIn.eventId,
		disposition: verdict.disposition,
		points: verdict.reasons.find(({ eventId }) => eventId !== undefined)?.eventId,
	}));
}

describe('records of one act', () => {
	it('are one sign-in if the same record is delivered again', async () => {
		const record = consoleLogin({ ...untrusted, eventID: 'e1' });
		expect(await outcomes([record, record])).toEqual([
			{ id: 'e1', disposition: 'alert', points: undefined },
			{ id: 'e1', disposition: 'record', points: 'e1' },
		]);
	});

	it('are two sign-ins if an edited log gives two logins the same id', async () => {
		const first = consoleLogin({ ...untrusted, eventID: '1' });
		const second = consoleLogin({ ...untrusted, eventID: '1', sourceIPAddress: '192.0.2.99' });
		expect((await outcomes([first, second])).map(({ disposition }) => disposition)).toEqual([
			'alert',
			'alert',
		]);
	});

	it("are one sign-in as the caller's and the target's copy, whichever file comes first", async () => {
		const shared = { ...untrusted, sharedEventID: 's1' };
		const callers = assumeRole({ ...shared, eventID: 'caller' });
		const targets = assumeRole({
			...shared,
			eventID: 'target',
			recipientAccountId: OTHER_ACCOUNT,
			userIdentity: {
				type: 'AWSAccount',
				accountId: '999988887777',
				principalId: 'AIDABORAEXAMPLE0001',
			},
		});
		const expected = [
			{ id: 'caller', disposition: 'alert', points: undefined },
			{ id: 'target', disposition: 'record', points: 'caller' },
		];
		expect(await outcomes([callers, targets])).toEqual(expected);
		expect(await outcomes([targets, callers])).toEqual(expected);
	});

	it('are one sign-in as the four records of a role switch', async () => {
		const role = `arn:aws:iam::${OTHER_ACCOUNT}:role/admin`;
		const backend = {
			sourceIPAddress: 'AWS Internal',
			sharedEventID: 's2',
			requestParameters: { roleArn: role, roleSessionName: 'bora' },
		};
		const entered = {
			type: 'AssumedRole',
			principalId: 'AROAADMINEXAMPLE0001:bora',
			arn: `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/admin/bora`,
			accountId: OTHER_ACCOUNT,
		};
		const switched = {
			...untrusted,
			eventName: 'SwitchRole',
			responseElements: { SwitchRole: 'Success' },
		};
		const records = [
			assumeRole({ ...backend, eventID: 'a1' }),
			assumeRole({
				...backend,
				eventID: 'a2',
				userIdentity: { type: 'AWSAccount', accountId: ACCOUNT },
			}),
			consoleLogin({
				...switched,
				eventID: 's-target',
				recipientAccountId: OTHER_ACCOUNT,
				userIdentity: entered,
				additionalEventData: { SwitchFrom: `arn:aws:iam::${ACCOUNT}:user/bora` },
			}),
			consoleLogin({ ...switched, eventID: 's-caller', additionalEventData: { SwitchTo: role } }),
		];
		const got = await outcomes(records);
		expect(got.filter(({ disposition }) => disposition === 'alert')).toHaveLength(1);
		const main = got.find(({ disposition }) => disposition === 'alert')?.id;
		expect(got.filter(({ id }) => id !== main).map(({ points }) => points)).toEqual([
			main,
			main,
			main,
		]);
	});

	it('are one sign-in as challenge, verification and authentication of one workflow', async () => {
		const workflow = {
			...untrusted,
			additionalEventData: { AuthWorkflowID: 'w1', CredentialType: 'PASSWORD' },
		};
		const got = await outcomes([
			portalEvent('CredentialVerification', { ...workflow, eventID: 'v' }),
			portalEvent('UserAuthentication', { ...workflow, eventID: 'u' }),
			portalEvent('UserAuthentication', { ...workflow, eventID: 'u2' }),
		]);
		expect(got).toEqual([
			{ id: 'u', disposition: 'alert', points: undefined },
			{ id: 'u2', disposition: 'record', points: 'u' },
			{ id: 'v', disposition: 'record', points: 'u' },
		]);
	});

	it('are two sign-ins if the second comes from another address, because it may be a thief', async () => {
		const switched = (eventID: string, sourceIPAddress: string) =>
			consoleLogin({
				eventID,
				sourceIPAddress,
				eventName: 'SwitchRole',
				responseElements: { SwitchRole: 'Success' },
				additionalEventData: { SwitchTo: `arn:aws:iam::${OTHER_ACCOUNT}:role/admin` },
			});
		const workflow = { additionalEventData: { AuthWorkflowID: 'w2' } };
		const got = await outcomes([
			switched('office', '203.0.113.9'),
			switched('thief', OUTSIDE),
			portalEvent('UserAuthentication', { ...workflow, eventID: 'login' }),
			portalEvent('UserAuthentication', { ...workflow, ...untrusted, eventID: 'elsewhere' }),
		]);
		const alerts = got.filter(({ disposition }) => disposition === 'alert').map(({ id }) => id);
		expect(alerts.sort()).toEqual(['elsewhere', 'thief']);
	});

	it('are a renewal if a token is fetched again from the same network', async () => {
		const token = (minute: string, sourceIPAddress: string) =>
			consoleLogin({
				eventTime: `2026-03-03T01:${minute}:00Z`,
				eventName: 'CreateOAuth2Token',
				sourceIPAddress,
				eventID: minute,
				additionalEventData: { success: 'true', grant_type: 'refresh_token' },
			});
		const got = await outcomes([
			token('00', OUTSIDE),
			token('15', OUTSIDE),
			token('30', '192.0.2.99'),
		]);
		expect(got.map(({ disposition }) => disposition)).toEqual(['alert', 'record', 'alert']);
		expect(got[1]?.points).toBe('00');
	});
});
