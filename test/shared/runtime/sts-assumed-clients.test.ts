import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { assumedCredentials } from '../../../shared/runtime/sts-assumed-clients.ts';
import { awsError } from '../../support/scripted-calls.ts';

const ROLE = 'arn:aws:iam::111122223333:role/eyes/eyes-reader';
const OTHER = 'arn:aws:iam::444455556666:role/eyes/eyes-reader';
const MINUTE = 60_000;

/** An STS that gives credentials for an hour, and counts them. */
function givenSts() {
	const sts = new STSClient({ region: 'us-east-1' });
	const mock = mockClient(sts);
	const clock = { now: Date.UTC(2026, 2, 3) };
	let given = 0;
	const give = () =>
		mock.on(AssumeRoleCommand).callsFake(() => {
			given++;
			return {
				Credentials: {
					AccessKeyId: `ASIA${given}`,
					SecretAccessKey: 'secret',
					SessionToken: 'token',
					Expiration: new Date(clock.now + 60 * MINUTE),
				},
			};
		});
	give();
	const asked = () => mock.commandCalls(AssumeRoleCommand).map(({ args }) => args[0].input);
	const of = assumedCredentials({ sts, now: () => clock.now, sessionName: 'eyes-test' });
	return { mock, give, clock, asked, of };
}

describe('credentials of a role', () => {
	it('are obtained with our session name, and with the external id if there is one', async () => {
		const { of, asked, clock } = givenSts();
		expect(await of(ROLE)()).toEqual({
			accessKeyId: 'ASIA1',
			secretAccessKey: 'secret',
			sessionToken: 'token',
			expiration: new Date(clock.now + 60 * MINUTE),
		});
		await of(ROLE, 'partner')();
		expect(asked()).toEqual([
			{ RoleArn: ROLE, RoleSessionName: 'eyes-test', ExternalId: undefined },
			{ RoleArn: ROLE, RoleSessionName: 'eyes-test', ExternalId: 'partner' },
		]);
	});

	it('are obtained once for each role, also for several callers at the same time', async () => {
		const { of, asked } = givenSts();
		const all = await Promise.all([of(ROLE)(), of(ROLE)(), of(OTHER)()]);
		expect(all.map(({ accessKeyId }) => accessKeyId)).toEqual(['ASIA1', 'ASIA1', 'ASIA2']);
		await of(ROLE)();
		expect(asked()).toHaveLength(2);
	});

	it('are obtained again five minutes before their end, once', async () => {
		const { of, clock } = givenSts();
		const take = async () => (await of(ROLE)()).accessKeyId;
		expect(await take()).toBe('ASIA1');
		clock.now += 55 * MINUTE - 1;
		expect(await take()).toBe('ASIA1');
		clock.now += 1;
		expect(await Promise.all([take(), take(), take()])).toEqual(['ASIA2', 'ASIA2', 'ASIA2']);
	});

	it('are requested again after a refusal, which all waiting callers receive', async () => {
		const { of, mock, give } = givenSts();
		mock.on(AssumeRoleCommand).rejects(awsError('AccessDenied'));
		const waiting = await Promise.allSettled([of(ROLE)(), of(ROLE)()]);
		expect(waiting).toMatchObject([
			{ reason: { name: 'AccessDenied' } },
			{ reason: { name: 'AccessDenied' } },
		]);
		give();
		expect(await of(ROLE)()).toMatchObject({ accessKeyId: 'ASIA1' });
	});

	it('are refused with the name of the role if STS returns only a part of them', async () => {
		const { of, mock } = givenSts();
		mock.on(AssumeRoleCommand).resolves({});
		await expect(of(ROLE)()).rejects.toThrow(ROLE);
	});
});
