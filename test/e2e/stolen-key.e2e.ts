import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { isObject, type JsonObject } from '../../shared/record/json-object.ts';
import { OFFICE, UNTRUSTED } from '../support/a-record.ts';
import { type Context, everyRequest, WAYS } from '../support/request-contexts.ts';
import { simulate } from '../support/simulate.ts';
import { eventOf, useOf } from './events.ts';
import { asUser, KIM, PARK, type Person } from './people.ts';
import type { Picture } from './picture.ts';
import { mayTake, refusedOf, rightsOf } from './role-rights.ts';
import { deliverEvent, type ServiceEvent } from './stand-ins/deliver-event.ts';
import { keyHistory } from './stand-ins/key-history.ts';
import { type System, startSystem } from './system.ts';
import { ORGANIZATION } from './the-organization.ts';
import { untilSettled } from './until-settled.ts';

/**
 * A long-term key is stolen and used directly: there is no sign-in. Its owner works with it from the
 * office since an hour, which only CloudTrail knows, and works on there. CloudTrail is asked twice for
 * such a young key.
 */
let system: System;
let picture: Picture;
/** How many queues each event reached. */
const reached: Record<string, number> = {};
/** CloudTrail answers each question so many milliseconds late, as on AWS. */
const CLOUDTRAIL_MS = 1_000;

beforeAll(async () => {
	system = await startSystem(inject('e2e'));
	const own = useOf(PARK, { sourceIPAddress: OFFICE, eventTime: hourAgo() });
	system.proxy.amend(keyHistory([own]));
	system.proxy.disturb(({ action }) => (action === 'LookupEvents' ? CLOUDTRAIL_MS : null));
	await use('the owner, from the office', { sourceIPAddress: OFFICE });
	await use('the first call of the thief', {
		eventSource: 'sts.amazonaws.com',
		eventName: 'GetCallerIdentity',
	});
	await use('in another Region', { eventName: 'DescribeInstances', awsRegion: 'us-east-1' });
	await use('a way back in', { eventSource: 'iam.amazonaws.com', eventName: 'AttachUserPolicy' });
	// The rule of sign-ins delivers these two, because they make a credential, or may.
	await use('a user that is made', { eventSource: 'iam.amazonaws.com', eventName: 'CreateUser' });
	await use('a trust anchor', {
		eventSource: 'rolesanywhere.amazonaws.com',
		eventName: 'CreateTrustAnchor',
	});
	await use('the owner again', { sourceIPAddress: OFFICE, eventName: 'DescribeInstances' });
	picture = await untilSettled(system);
});
afterAll(() => system?.stop());

async function use(what: string, over: JsonObject): Promise<void> {
	const queues = await deliver(eventOf(useOf(PARK, { sourceIPAddress: UNTRUSTED, ...over })));
	reached[what] = queues.length;
}

function hourAgo(): string {
	return `${new Date(Date.now() - 3_600_000).toISOString().slice(0, 19)}Z`;
}

function deliver(event: ServiceEvent): Promise<string[]> {
	return deliverEvent(system.place(event.account, event.region), event);
}

describe('a stolen key that is used directly', () => {
	it('is seen in every watched Region, each use once', () => {
		expect(reached).toEqual({
			'the owner, from the office': 0,
			'the first call of the thief': 1,
			'in another Region': 1,
			'a way back in': 1,
			'a user that is made': 1,
			'a trust anchor': 1,
			'the owner again': 0,
		});
	});

	it('is one case, which says what the key did', () => {
		expect(picture.cases).toHaveLength(1);
		const [one] = picture.cases;
		const uses = isObject(one) && isObject(one.case) ? one.case.uses : null;
		expect(uses).toMatchObject({
			calls: 5,
			actions: {
				'sts:GetCallerIdentity': 1,
				'iam:AttachUserPolicy': 1,
				'iam:CreateUser': 1,
				'rolesanywhere:CreateTrustAnchor': 1,
			},
		});
	});

	it('is denied from untrusted networks, while the owner works on and colleagues everywhere', async () => {
		expect(picture.containments).toContainEqual(expect.objectContaining({ state: 'effective' }));
		const ask = (who: Person, way: Context) => {
			const caller = asUser(who);
			const context = { ...everyRequest(caller, Date.now()), ...way };
			return simulate(caller, context, { scp: picture.scp.text });
		};
		expect(await ask(PARK, WAYS.untrustedV4)).toBe('denied');
		expect(await ask(PARK, WAYS.untrustedV6)).toBe('denied');
		expect(await ask(PARK, WAYS.officeV4)).toBe('allowed');
		expect(await ask(PARK, WAYS.ownEndpoint)).toBe('allowed');
		expect(await ask(KIM, WAYS.untrustedV4)).toBe('allowed');
	});

	it('is judged with rights that suffice: in the hub, and in the account of the key', async () => {
		const { proxy } = system;
		const calls = proxy.calls.filter(({ by }) => by === 'usejudge');
		const hub = system.place(ORGANIZATION.security);
		const own = await rightsOf(hub, 'eyes-judge-credential-use');
		const inHub = calls.filter(({ key }) => key === ORGANIZATION.security);
		expect(await refusedOf(own, hub, inHub)).toEqual([]);

		const there = system.place(PARK.account);
		const taken = calls.filter(({ key }) => key !== ORGANIZATION.security);
		expect(taken.map(({ action }) => action)).toContain('LookupEvents');
		const reading = await rightsOf(there, 'eyes-reader');
		expect(await refusedOf(reading, there, taken)).toEqual([]);
		const tooMuch = taken.slice(0, 1).map((call) => ({ ...call, action: 'StopLogging' }));
		expect(await refusedOf(reading, there, tooMuch)).toHaveLength(1);
		expect(await mayTake(own, there, 'eyes-reader')).toBe(true);
		const management = system.place(ORGANIZATION.management);
		expect(await mayTake(own, management, 'eyes-responder')).toBe(false);
	});

	it('is told in Slack', () => {
		expect(JSON.stringify(system.slack.messages)).toContain('GetCallerIdentity');
	});
});
