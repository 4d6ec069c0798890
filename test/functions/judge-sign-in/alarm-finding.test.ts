import { describe, expect, it } from 'vitest';
import { iamUser } from '../../support/a-record.ts';
import { activeOf, alarmDeps, deliverEvent, MINJI } from '../../support/alarm-world.ts';
import { anomaly, EXPOSED_KEY, finding } from '../../support/an-alarm.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { casesOf } from '../../support/judge-deps.ts';

const dynamo = withDynamo();
const world = async () => alarmDeps(await dynamo().makeTable());

describe('a finding of GuardDuty', () => {
	const user = {
		accessKeyId: EXPOSED_KEY,
		principalId: MINJI,
		userName: 'minji',
		userType: 'IAMUser',
	};
	const session = {
		accessKeyId: 'ASIAEXAMPLEEXAMPLE12',
		principalId: 'AROADEPLOYEXAMPLE0001:i-0a1b2c3d4e5f67890',
		...{ userName: 'deploy', userType: 'AssumedRole' },
	};

	it.each([
		[user, MINJI, 'minji'],
		[session, 'AROADEPLOYEXAMPLE0001:i-0a1b2c3d4e5f67890', 'i-0a1b2c3d4e5f67890'],
	])('asks about the principal that it names', async (details, value, name) => {
		const deps = await world();
		await deliverEvent(finding(details), deps);
		const [stored] = await casesOf(deps);
		expect(stored?.case).toMatchObject({ name, severity: 'medium' });
		expect(stored?.case.lead.verdict.network).toMatchObject({ key: '198.51.100.7' });
		expect(stored?.plan).toMatchObject({
			requests: [{ selector: { value } }],
			notContained: ['alarm-is-no-proof'],
		});
		expect(await activeOf(deps)).toEqual([]);
	});

	it('is one case with its updates and the copy for the administrator, weeks later too', async () => {
		const deps = await world();
		await deliverEvent(finding(user), deps);
		await deliverEvent(finding(user, { around: { account: '777788889999', id: 'x' } }), deps);
		const over = { updatedAt: '2026-03-20T10:00:00.000Z' };
		await deliverEvent(finding(user, { over, around: { time: '2026-03-20T10:01:00Z' } }), deps);
		const [stored, ...others] = await casesOf(deps);
		expect(others).toEqual([]);
		expect(stored?.case.events).toEqual({ 'CredentialAccess:IAMUser/AnomalousBehavior': 2 });
	});

	it('has the severity that GuardDuty gives it', async () => {
		const severities = await Promise.all(
			[2, 4, 7, 9.5].map(async (severity) => {
				const deps = await world();
				await deliverEvent(finding(user, { over: { severity } }), deps);
				return (await casesOf(deps))[0]?.case.severity;
			}),
		);
		expect(severities).toEqual(['low', 'medium', 'high', 'critical']);
	});

	it('about a sequence of acts names its actors', async () => {
		const deps = await world();
		const sequence = {
			actors: [{ id: 'a', user: { name: 'minji', uid: MINJI, type: 'IAMUser' } }],
		};
		const over = {
			type: 'AttackSequence:IAM/CompromisedCredentials',
			...{ severity: 9, resource: { resourceType: 'AttackSequence' } },
			service: { additionalInfo: {}, detection: { sequence } },
		};
		await deliverEvent(finding(null, { over }), deps);
		const [stored] = await casesOf(deps);
		expect(stored?.case).toMatchObject({ name: 'minji', severity: 'critical' });
		expect(stored?.plan.requests).toMatchObject([{ selector: { value: MINJI } }]);
	});

	it.each([
		['marked', { service: { additionalInfo: { sample: true } } }],
		['only called one', { title: '[SAMPLE] Something happened.' }],
	])('that is a sample and %s is told once, and does nothing', async (_, over) => {
		const deps = await world();
		for (const id of ['one', 'two', 'three'])
			await deliverEvent(finding(user, { over: { ...over, id, severity: 8 } }), deps);
		const [stored, ...others] = await casesOf(deps);
		expect(others).toEqual([]);
		expect(stored?.case).toMatchObject({ severity: 'info', needsMessage: true });
		expect(stored?.plan).toEqual({ requests: [], notContained: [] });
		expect(deps.sent.contain).toEqual([]);
		expect(deps.sent.events).toEqual([]);
	});
});

describe('a sign-in anomaly alert', () => {
	it('shows what is there, and asks where it names a principal', async () => {
		const deps = await world();
		await deliverEvent(anomaly({ reason: 'impossible travel', city: { name: 'Oslo' } }), deps);
		const [stored] = await casesOf(deps);
		expect(stored?.case.lead.signIn.alarm?.text).toBe('reason: impossible travel, city.name: Oslo');
		expect(stored?.plan.notContained).toEqual(['alarm-names-nobody']);
		const named = await world();
		await deliverEvent(anomaly({ userIdentity: iamUser('bora') }), named);
		expect((await casesOf(named))[0]?.plan).toMatchObject({
			requests: [{ selector: { value: 'AIDABORAEXAMPLE0001' } }],
			notContained: ['alarm-is-no-proof'],
		});
	});
});
