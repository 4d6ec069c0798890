import { describe, expect, it } from 'vitest';
import { judgeSignIn } from '../../../functions/judge-sign-in/judge-sign-in.ts';
import {
	RefusedEventError,
	readEvent,
	readEvents,
} from '../../../functions/judge-sign-in/read-event.ts';
import type { StoredCase } from '../../../shared/case/case-store.ts';
import type { KeyOwners } from '../../../shared/credential/key-owner.ts';
import { carryOutContain, prepareContain } from '../../../shared/decision/contain.ts';
import { carryOutRelease, prepareRelease } from '../../../shared/decision/release.ts';
import { iamUser, roleSession } from '../../support/a-record.ts';
import {
	anomaly,
	attachment,
	EXPOSED_ACCOUNT,
	EXPOSED_KEY,
	finding,
	healthEvent,
} from '../../support/an-alarm.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { CONTAIN, judgeDeps } from '../../support/judge-deps.ts';

const dynamo = withDynamo();
type Deps = ReturnType<typeof judgeDeps>;
type Fields = Readonly<Record<string, unknown>>;

const MINJI = 'AIDAMINJIEXAMPLE0001';

/** An IAM that knows the owner of the exposed key, and every user by name. */
const KNOWN_OWNERS: KeyOwners = {
	find: async (wanted) => {
		const name = 'user' in wanted ? wanted.user : wanted.keyId === EXPOSED_KEY ? 'minji' : null;
		if (name === null || name === 'nobody') return { kind: 'not-found' };
		const id = `AIDA${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}EXAMPLE0001`;
		return {
			kind: 'found',
			user: { id, name, arn: `arn:aws:iam::${wanted.account}:user/${name}` },
		};
	},
};

async function world(over = CONTAIN, keyOwners = KNOWN_OWNERS): Promise<Deps> {
	const deps = judgeDeps(await dynamo().makeTable(), over);
	return { ...deps, keyOwners };
}

async function deliver(event: Fields, deps: Deps): Promise<void> {
	const now = Date.parse(String(event.time)) + 60_000;
	await judgeSignIn(JSON.stringify(event), deps, { now, waited: Number.POSITIVE_INFINITY });
}

/** The cases of which notify was told, in the order of their first hints. */
async function casesOf(deps: Deps): Promise<StoredCase[]> {
	const ids = deps.sent.notify.flatMap((hint) => /^case (\w+)/.exec(hint)?.[1] ?? []);
	const found = await Promise.all([...new Set(ids)].map((id) => deps.cases.find(id)));
	return found.filter((one) => one !== null);
}

async function activeOf(deps: Deps) {
	return (await deps.ledger.activeFor('scp')).active;
}

const exposed = healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [EXPOSED_KEY]);
const quarantineNotice = healthEvent('AWS_RISK_IAM_QUARANTINE', ['minji']);

describe("Health's report of an exposed key", () => {
	it('is a critical case that names the owner of the key, and denies them from outside', async () => {
		const deps = await world();
		await deliver(exposed, deps);
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
		await deliver(exposed, deps);
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
		await deliver(update, deps);
		expect(await activeOf(deps)).toEqual([]);
	});

	it('is one case over both Regions, pages and later updates', async () => {
		const deps = await world();
		await deliver(exposed, deps);
		const backup = { region: 'us-west-2', id: 'another', time: '2026-03-03T10:00:41Z' };
		await deliver(
			healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [EXPOSED_KEY], { around: backup }),
			deps,
		);
		const [first] = await casesOf(deps);
		expect(first?.case.events).toEqual({ AWS_RISK_CREDENTIALS_EXPOSED: 1 });
		const over = { communicationId: 'a later one' };
		const around = { time: '2026-03-09T10:00:00Z' };
		await deliver(
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
		await deliver(exposed, deps);
		const over = { affectedAccount: '444455556666' };
		await deliver(healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [EXPOSED_KEY], { over }), deps);
		expect(await casesOf(deps)).toHaveLength(2);
	});

	it('denies every user whose key it names, in one case', async () => {
		const deps = await world();
		const entities = [EXPOSED_KEY, `arn:aws:iam::${EXPOSED_ACCOUNT}:user/ci/deployer`];
		await deliver(healthEvent('AWS_RISK_CREDENTIALS_COMPROMISED', entities), deps);
		expect(await casesOf(deps)).toHaveLength(1);
		const values = (await activeOf(deps)).map(({ selector }) => selector.value);
		expect(values.toSorted()).toEqual(['AIDADEPLOYEREXAMPLE0001', MINJI]);
	});

	it.each([
		['not-found', 'alarm-user-not-found'],
		['not-answered', 'alarm-user-not-answered'],
	] as const)('is told if the owner is %s, and denies nobody', async (kind, code) => {
		const deps = await world(CONTAIN, { find: async () => ({ kind }) });
		await deliver(exposed, deps);
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
		await deliver(healthEvent(code, [EXPOSED_KEY]), deps);
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
		await deliver(exposed, deps);
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
		await deliver(exposed, deps);
		expect((await casesOf(deps))[0]?.plan.notContained).toEqual(['protected']);
	});

	it('changes nothing when AWS closes it', async () => {
		const deps = await world();
		const over = { statusCode: 'closed' };
		await deliver(healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [EXPOSED_KEY], { over }), deps);
		expect(deps.sent).toEqual({ notify: [], contain: [], events: [] });
		expect(deps.heard.counted).toContain('SignIn record');
	});

	it('is judged the same if it comes twice', async () => {
		const deps = await world();
		await deliver(exposed, deps);
		const before = await casesOf(deps);
		await deliver(exposed, deps);
		expect((await casesOf(deps)).map(({ case: one }) => one)).toEqual(
			before.map(({ case: one }) => one),
		);
	});
});

describe('a quarantine policy', () => {
	const byRoot = { type: 'Root', principalId: EXPOSED_ACCOUNT, accountId: EXPOSED_ACCOUNT };
	const quarantine = attachment('minji', byRoot);

	it('asks a human, whoever attached it', async () => {
		for (const who of [byRoot, iamUser('bora'), roleSession('admin', 'mallory')]) {
			const deps = await world();
			await deliver(attachment('minji', who), deps);
			const [stored] = await casesOf(deps);
			expect(stored?.case).toMatchObject({ name: 'minji', severity: 'high' });
			expect(stored?.plan.notContained).toEqual(['alarm-is-no-proof']);
			expect(await activeOf(deps)).toEqual([]);
		}
	});

	it.each([
		['before', [quarantineNotice, quarantine]],
		['after', [quarantine, quarantineNotice]],
	])('denies the user if Health reports them %s it within the hour', async (_, events) => {
		const deps = await world();
		for (const event of events) await deliver(event, deps);
		expect(await activeOf(deps)).toMatchObject([
			{ selector: { value: MINJI }, state: 'requested' },
		]);
		const codes = (await casesOf(deps)).flatMap((one) => one.case.reasons.map(({ code }) => code));
		expect(codes).toContain('alarm-backed');
	});

	it('denies nobody if Health reported them two hours before, or reports somebody else', async () => {
		for (const health of [
			healthEvent('AWS_RISK_IAM_QUARANTINE', ['minji'], {
				around: { time: '2026-03-03T08:00:00Z' },
			}),
			healthEvent('AWS_RISK_IAM_QUARANTINE', ['bora']),
		]) {
			const deps = await world();
			await deliver(health, deps);
			await deliver(quarantine, deps);
			expect(await activeOf(deps)).toEqual([]);
		}
	});

	it('attached to a hundred colleagues is one case, asks about ten, and opens no breaker', async () => {
		const deps = await world();
		const mallory = roleSession('admin', 'mallory');
		for (let at = 0; at < 100; at++) {
			const eventID = `0c2a9e5e-0000-4000-8000-${String(at).padStart(12, '0')}`;
			// The name of the session is the choice of whoever holds the role.
			const who = at % 2 === 0 ? mallory : roleSession('admin', `mallory${at}`);
			await deliver(attachment(`user${at}`, who, { eventID }), deps);
		}
		const [stored, ...others] = await casesOf(deps);
		expect(others).toEqual([]);
		expect(stored?.case.events).toEqual({ AttachUserPolicy: 100 });
		expect(stored?.containments).toHaveLength(10);
		expect(await activeOf(deps)).toEqual([]);
		expect(await deps.ledger.breaker()).toBeNull();
	}, 60_000);

	it('counts in the breaker as the one who attached it, when Health reports the users too', async () => {
		const deps = await world();
		const mallory = roleSession('admin', 'mallory');
		for (let at = 0; at < 8; at++) {
			const eventID = `0c2a9e5e-0000-4000-8000-${String(at).padStart(12, '0')}`;
			const over = {
				eventArn: `arn:aws:health:us-east-1::event/RISK/A/B_${at}`,
				communicationId: `${at}`,
			};
			await deliver(healthEvent('AWS_RISK_IAM_QUARANTINE', [`user${at}`], { over }), deps);
			await deliver(attachment(`user${at}`, mallory, { eventID }), deps);
		}
		expect(await activeOf(deps)).toHaveLength(8);
		expect(await deps.ledger.breaker()).toBeNull();
	});

	it('is no alarm if the call was denied, or attached another policy', async () => {
		const denied = attachment('minji', iamUser('bora'), { errorCode: 'AccessDenied' });
		const policyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
		const own = `arn:aws:iam::${EXPOSED_ACCOUNT}:policy/AWSCompromisedKeyQuarantineV3`;
		const others = [policyArn, own].map((arn) =>
			attachment('minji', iamUser('bora'), {
				requestParameters: { userName: 'minji', policyArn: arn },
			}),
		);
		for (const event of [denied, ...others])
			expect(() => readEvents(JSON.stringify(event))).toThrow(RefusedEventError);
	});

	it('that a stolen key attaches is a use of that key in the other queue as well', async () => {
		const thief = { ...iamUser('bora'), accessKeyId: 'AKIABORAEXAMPLE00001' };
		const event = attachment('minji', thief, {
			sourceIPAddress: '192.0.2.77',
			userAgent: 'aws-cli',
		});
		const body = JSON.stringify(event);
		expect(readEvents(body).map(({ part }) => part)).toEqual(['alarm']);
		expect(readEvent(body)).toMatchObject({ part: 'use', principal: { name: 'bora' } });
	});
});

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
		await deliver(finding(details), deps);
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
		await deliver(finding(user), deps);
		await deliver(finding(user, { around: { account: '777788889999', id: 'x' } }), deps);
		const over = { updatedAt: '2026-03-20T10:00:00.000Z' };
		await deliver(finding(user, { over, around: { time: '2026-03-20T10:01:00Z' } }), deps);
		const [stored, ...others] = await casesOf(deps);
		expect(others).toEqual([]);
		expect(stored?.case.events).toEqual({ 'CredentialAccess:IAMUser/AnomalousBehavior': 2 });
	});

	it('has the severity that GuardDuty gives it', async () => {
		const severities = await Promise.all(
			[2, 4, 7, 9.5].map(async (severity) => {
				const deps = await world();
				await deliver(finding(user, { over: { severity } }), deps);
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
		await deliver(finding(null, { over }), deps);
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
			await deliver(finding(user, { over: { ...over, id, severity: 8 } }), deps);
		const [stored, ...others] = await casesOf(deps);
		expect(others).toEqual([]);
		expect(stored?.case).toMatchObject({ severity: 'info', needsMessage: true });
		expect(stored?.plan).toEqual({ requests: [], notContained: [] });
		expect(deps.sent.contain).toEqual([]);
		expect(deps.sent.events).toEqual([]);
	});
});

describe('an alarm that waits', () => {
	it('is contained when a human agrees, as every other case', async () => {
		const deps = await world();
		const suspected = healthEvent('AWS_RISK_CREDENTIALS_EXPOSURE_SUSPECTED', [EXPOSED_KEY]);
		await deliver(suspected, deps);
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
		await deliver(exposed, deps);
		expect(deps.sent.events).toMatchObject([{ detail: { what: 'alarm', severity: 'critical' } }]);
	});
});

describe('a sign-in anomaly alert', () => {
	it('shows what is there, and asks where it names a principal', async () => {
		const deps = await world();
		await deliver(anomaly({ reason: 'impossible travel', city: { name: 'Oslo' } }), deps);
		const [stored] = await casesOf(deps);
		expect(stored?.case.lead.signIn.alarm?.text).toBe('reason: impossible travel, city.name: Oslo');
		expect(stored?.plan.notContained).toEqual(['alarm-names-nobody']);
		const named = await world();
		await deliver(anomaly({ userIdentity: iamUser('bora') }), named);
		expect((await casesOf(named))[0]?.plan).toMatchObject({
			requests: [{ selector: { value: 'AIDABORAEXAMPLE0001' } }],
			notContained: ['alarm-is-no-proof'],
		});
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
		for (const event of all) await deliver(event, deps);
		expect(deps.sent).toEqual({ notify: [], contain: [], events: [] });
		expect(deps.heard.counted.filter((one) => one === 'SignIn ignore')).toHaveLength(4);
	});
});

describe('the id of a key', () => {
	it('stands in nothing that is shown, told or logged', async () => {
		const deps = await world(CONTAIN, { find: async () => ({ kind: 'not-found' }) });
		await deliver(exposed, deps);
		const [stored] = await casesOf(deps);
		expect(stored?.case.lead.signIn.eventId).not.toContain(EXPOSED_KEY);
		expect(JSON.stringify(deps.sent)).not.toContain(EXPOSED_KEY);
	});
});
