import { describe, expect, it } from 'vitest';
import {
	RefusedEventError,
	readEvent,
	readEvents,
} from '../../../functions/judge-sign-in/read-event.ts';
import { iamUser, roleSession } from '../../support/a-record.ts';
import { activeOf, alarmDeps, deliverEvent, MINJI } from '../../support/alarm-world.ts';
import { attachment, EXPOSED_ACCOUNT, healthEvent } from '../../support/an-alarm.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { casesOf } from '../../support/judge-deps.ts';

const dynamo = withDynamo();
const world = async () => alarmDeps(await dynamo().makeTable());
const quarantineNotice = healthEvent('AWS_RISK_IAM_QUARANTINE', ['minji']);

describe('a quarantine policy', () => {
	const byRoot = { type: 'Root', principalId: EXPOSED_ACCOUNT, accountId: EXPOSED_ACCOUNT };
	const quarantine = attachment('minji', byRoot);

	it('asks a human, no matter who attached it', async () => {
		for (const who of [byRoot, iamUser('bora'), roleSession('admin', 'mallory')]) {
			const deps = await world();
			await deliverEvent(attachment('minji', who), deps);
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
		for (const event of events) await deliverEvent(event, deps);
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
			await deliverEvent(health, deps);
			await deliverEvent(quarantine, deps);
			expect(await activeOf(deps)).toEqual([]);
		}
	});

	it('attached to a hundred colleagues is one case, asks about ten, and opens no breaker', async () => {
		const deps = await world();
		const mallory = roleSession('admin', 'mallory');
		for (let at = 0; at < 100; at++) {
			const eventID = `0c2a9e5e-0000-4000-8000-${String(at).padStart(12, '0')}`;
			// The name of the session is the choice of those who hold the role.
			const who = at % 2 === 0 ? mallory : roleSession('admin', `mallory${at}`);
			await deliverEvent(attachment(`user${at}`, who, { eventID }), deps);
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
			await deliverEvent(healthEvent('AWS_RISK_IAM_QUARANTINE', [`user${at}`], { over }), deps);
			await deliverEvent(attachment(`user${at}`, mallory, { eventID }), deps);
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
