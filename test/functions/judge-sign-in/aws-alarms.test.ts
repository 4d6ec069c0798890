import { describe, expect, it } from 'vitest';
import { RefusedEventError, readEvents } from '../../../functions/judge-sign-in/read-event.ts';
import type { KeyOwners } from '../../../shared/credential/key-owner.ts';
import { carryOutContain, prepareContain } from '../../../shared/decision/contain.ts';
import { carryOutRelease, prepareRelease } from '../../../shared/decision/release.ts';
import { iamUser } from '../../support/a-record.ts';
import { activeOf, alarmDeps, deliverEvent, MINJI } from '../../support/alarm-world.ts';
import {
	anomaly,
	attachment,
	EXPOSED_ACCOUNT,
	EXPOSED_KEY,
	finding,
	healthEvent,
} from '../../support/an-alarm.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { CONTAIN, casesOf } from '../../support/judge-deps.ts';

const dynamo = withDynamo();
const world = async (...more: [over?: typeof CONTAIN, owners?: KeyOwners]) =>
	alarmDeps(await dynamo().makeTable(), ...more);
const exposed = healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [EXPOSED_KEY]);

describe("Health's report of an exposed key", () => {
	it('is a critical case that names the owner of the key, and denies them from outside', async () => {
		const deps = await world();
		await deliverEvent(exposed, deps);
		const [stored, ...others] = await casesOf(deps);
		expect(others).toEqual([]);
		expect(stored?.case).toMatchObject({
			...{ name: 'minji', severity: 'critical', needsMessage: true },
			principal: { kind: 'iam-user', id: MINJI },
			lead: { verdict: { credential: { kind: 'access-key', keyId: EXPOSED_KEY } } },
		});
		expect(await activeOf(deps)).toMatchObject([
			{
				selector: { key: 'aws:userid', value: MINJI },
				...{ denyScope: 'untrusted-networks', state: 'requested' },
			},
		]);
		const held = await deps.ledger.find(stored?.containments[0] ?? '');
		expect(held).toMatchObject({ reason: 'aws-alarm', by: { kind: 'rule', name: 'aws-alarm' } });
	});

	it('is released like every other block, and an update of the report does not undo that', async () => {
		const deps = await world();
		await deliverEvent(exposed, deps);
		const [stored] = await casesOf(deps);
		const now = () => Date.parse('2026-03-03T11:00:00Z');
		const caller = { arn: 'arn:aws:iam::777788889999:user/sora', account: '7', userId: 'AIDASORA' };
		const prepared = await prepareRelease(stored?.case.id ?? '', deps);
		if (prepared.kind === 'refused') throw new Error('not released');
		await carryOutRelease(prepared, 'the key is replaced', { ...deps, caller, now });
		expect(await activeOf(deps)).toEqual([]);
		const over = { communicationId: 'a later one' };
		const around = { time: '2026-03-03T12:00:00Z' };
		const update = healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [EXPOSED_KEY], { over, around });
		await deliverEvent(update, deps);
		expect(await activeOf(deps)).toEqual([]);
	});

	it('is one case over both Regions, pages and later updates', async () => {
		const deps = await world();
		await deliverEvent(exposed, deps);
		const backup = { region: 'us-west-2', id: 'another', time: '2026-03-03T10:00:41Z' };
		await deliverEvent(
			healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [EXPOSED_KEY], { around: backup }),
			deps,
		);
		const [first] = await casesOf(deps);
		expect(first?.case.events).toEqual({ AWS_RISK_CREDENTIALS_EXPOSED: 1 });
		const over = { communicationId: 'a later one' };
		const around = { time: '2026-03-09T10:00:00Z' };
		await deliverEvent(
			healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [EXPOSED_KEY], { over, around }),
			deps,
		);
		const [stored, ...others] = await casesOf(deps);
		expect(others).toEqual([]);
		expect(stored?.case.events).toEqual({ AWS_RISK_CREDENTIALS_EXPOSED: 2 });
		expect(await activeOf(deps)).toHaveLength(1);
	});

	it('is a case of its own in each account, although the ARN may be the same', async () => {
		const deps = await world();
		await deliverEvent(exposed, deps);
		const over = { affectedAccount: '444455556666' };
		await deliverEvent(healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [EXPOSED_KEY], { over }), deps);
		expect(await casesOf(deps)).toHaveLength(2);
	});

	it('denies every user whose key it names, in one case', async () => {
		const deps = await world();
		const entities = [EXPOSED_KEY, `arn:aws:iam::${EXPOSED_ACCOUNT}:user/ci/deployer`];
		await deliverEvent(healthEvent('AWS_RISK_CREDENTIALS_COMPROMISED', entities), deps);
		expect(await casesOf(deps)).toHaveLength(1);
		const values = (await activeOf(deps)).map(({ selector }) => selector.value);
		expect(values.toSorted()).toEqual(['AIDADEPLOYEREXAMPLE0001', MINJI]);
	});

	it.each([
		['not-found', 'alarm-user-not-found'],
		['not-answered', 'alarm-user-not-answered'],
	] as const)('is told if the owner is %s, and denies nobody', async (kind, code) => {
		const deps = await world(CONTAIN, { find: async () => ({ kind }) });
		await deliverEvent(exposed, deps);
		const [stored] = await casesOf(deps);
		expect(stored?.case.reasons.map((reason) => reason.code)).toEqual([code, 'aws-alarm']);
		expect(stored?.case.name).toBe('AKIA…MPLE');
		expect(stored?.plan).toMatchObject({ requests: [], notContained: ['alarm-names-nobody'] });
		expect(await activeOf(deps)).toEqual([]);
	});

	it.each([
		['AWS_RISK_CREDENTIALS_EXPOSURE_SUSPECTED'],
		['AWS_RISK_CREDENTIALS_COMPROMISE_SUSPECTED'],
		['AWS_RISK_OF_TOMORROW'],
	])('only asks a human about %s', async (code) => {
		const deps = await world();
		await deliverEvent(healthEvent(code, [EXPOSED_KEY]), deps);
		const [stored] = await casesOf(deps);
		expect(stored?.case.severity).toBe('high');
		expect(stored?.plan.notContained).toEqual(['alarm-is-no-proof']);
		expect(await activeOf(deps)).toEqual([]);
		const held = await deps.ledger.find(stored?.containments[0] ?? '');
		expect(held?.state).toBe('asked');
	});

	it.each([
		['observe', 0, 'mode-observe'],
		['ask', 1, 'mode-ask'],
	] as const)('denies nobody in mode %s', async (mode, asked, why) => {
		const deps = await world({ containment: { ...CONTAIN.containment, mode } });
		await deliverEvent(exposed, deps);
		const [stored] = await casesOf(deps);
		expect(stored?.plan).toMatchObject({
			notContained: [why],
			requests: [{ reason: 'aws-alarm' }],
		});
		expect(stored?.containments).toHaveLength(asked);
		expect(await activeOf(deps)).toEqual([]);
	});

	it('denies nobody whom the configuration protects', async () => {
		const { containment } = CONTAIN;
		const deps = await world({ containment: { ...containment, protectedPrincipals: [MINJI] } });
		await deliverEvent(exposed, deps);
		expect((await casesOf(deps))[0]?.plan.notContained).toEqual(['protected']);
	});

	it('changes nothing when AWS closes it', async () => {
		const deps = await world();
		const over = { statusCode: 'closed' };
		await deliverEvent(healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [EXPOSED_KEY], { over }), deps);
		expect(deps.sent).toEqual({ notify: [], contain: [], events: [] });
		expect(deps.heard.counted).toContain('SignIn record');
	});

	it('is judged the same if it comes twice', async () => {
		const deps = await world();
		await deliverEvent(exposed, deps);
		const before = await casesOf(deps);
		await deliverEvent(exposed, deps);
		expect((await casesOf(deps)).map(({ case: one }) => one)).toEqual(
			before.map(({ case: one }) => one),
		);
	});
});

describe('an alarm that waits', () => {
	it('is contained when a human agrees, as every other case', async () => {
		const deps = await world();
		const suspected = healthEvent('AWS_RISK_CREDENTIALS_EXPOSURE_SUSPECTED', [EXPOSED_KEY]);
		await deliverEvent(suspected, deps);
		const [stored] = await casesOf(deps);
		const deciding = {
			...deps,
			identityCenter: { userIds: async () => [] },
			iam: { user: async () => null, role: async () => null, byId: async () => null },
			caller: { arn: 'arn:aws:iam::777788889999:user/sora', account: '7', userId: 'AIDASORA' },
			now: () => Date.parse('2026-03-03T11:00:00Z'),
		};
		const who = { whom: stored?.case.id ?? '', account: null, name: null };
		const asked = { ...who, hours: null, denyScope: null, isSure: true };
		const prepared = await prepareContain(asked, deciding);
		if (prepared.kind !== 'prepared') throw new Error('not prepared');
		await carryOutContain(prepared, { why: 'it is stolen', onChange: async () => {} }, deciding);
		expect(await activeOf(deps)).toMatchObject([
			{ selector: { value: MINJI }, state: 'requested' },
		]);
	});

	it('is an event for other systems that says what it is', async () => {
		const deps = await world();
		await deliverEvent(exposed, deps);
		expect(deps.sent.events).toMatchObject([{ detail: { what: 'alarm', severity: 'critical' } }]);
	});
});

describe('what is no alarm of AWS', () => {
	it.each([
		['of another source', { ...exposed, source: 'com.example' }],
		[
			'of another service of Health',
			{ ...exposed, detail: { service: 'EC2', eventTypeCode: 'AWS_EC2_X' } },
		],
		[
			'of another account than its record',
			{ ...attachment('minji', iamUser('bora')), account: '999999999999' },
		],
		[
			'of another source than its record',
			{ ...attachment('minji', iamUser('bora')), source: 'aws.sts' },
		],
		['without a time', { ...exposed, time: 'yesterday' }],
	])('is refused: %s', (_, event) => {
		expect(() => readEvents(JSON.stringify(event))).toThrow(RefusedEventError);
	});

	it('is ignored where the configuration switches it off', async () => {
		const off = { health: false, quarantine: false, signInAnomaly: false, guardDuty: false };
		const deps = await world({ ...CONTAIN, alarms: off });
		const all = [exposed, attachment('minji', iamUser('bora')), finding(null), anomaly({})];
		for (const event of all) await deliverEvent(event, deps);
		expect(deps.sent).toEqual({ notify: [], contain: [], events: [] });
		expect(deps.heard.counted.filter((one) => one === 'SignIn ignore')).toHaveLength(4);
	});
});

describe('the id of a key', () => {
	it('stands in nothing that is shown, told or logged', async () => {
		const deps = await world(CONTAIN, { find: async () => ({ kind: 'not-found' }) });
		await deliverEvent(exposed, deps);
		const [stored] = await casesOf(deps);
		expect(stored?.case.lead.signIn.eventId).not.toContain(EXPOSED_KEY);
		expect(JSON.stringify(deps.sent)).not.toContain(EXPOSED_KEY);
	});
});
