import { readFileSync } from 'node:fs';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { isObject } from '../../shared/record/json-object.ts';
import { HUB_BUS } from '../../shared/runtime/names.ts';
import type { Caller, Context } from '../support/request-contexts.ts';
import { everyRequest, WAYS } from '../support/request-contexts.ts';
import { type InForce, simulate } from '../support/simulate.ts';
import { assumeRoleOf, eventOf, loginOf, officeLoginOf, portalLogin } from './events.ts';
import { functionLogs } from './function-logs.ts';
import { reconcile } from './invoke.ts';
import {
	asSession,
	asUser,
	BOSS,
	DIRECTORY_USER,
	KIM,
	LEE,
	makeKey,
	PARK,
	PORTAL,
	ROLE,
	settlePeople,
	userId,
} from './people.ts';
import type { Picture } from './picture.ts';
import { mayTake, refusedOf, rightsOf } from './role-rights.ts';
import { deliverEvent, deliverToBus, type ServiceEvent } from './stand-ins/deliver-event.ts';
import { subscribe } from './subscribe.ts';
import { SLACK_TOKEN, type System, startSystem } from './system.ts';
import { ORGANIZATION } from './the-organization.ts';
import { scaleTime } from './time-scale.ts';
import { untilSettled } from './until-settled.ts';

/**
 * One day at a company with three accounts and two Regions, from the records of AWS to what Slack,
 * the table and IAM hold afterwards. These stand in for AWS: stand-ins/deliver-event.ts for
 * EventBridge's delivery of AWS's own events and its forwarding into the hub's account,
 * stand-ins/stack-sets.ts for StackSets, moto for Organizations.
 */
let system: System;
let picture: Picture;
let leeTakesRole: ServiceEvent;
let pager: () => Promise<unknown[]>;

const kimOutside = eventOf(loginOf(KIM));
const parkAtOffice = eventOf(officeLoginOf(PARK));
const portal = eventOf(portalLogin());
const bossOutside = eventOf(loginOf(BOSS, { sourceIPAddress: '198.51.100.99' }));
const malformed = eventOf(loginOf(PARK, { eventTime: 'yesterday' }));
/**
 * An event on the hub's bus in the name of another account. AWS lets nobody put one there: it is the
 * second wall.
 */
const forged = eventOf(loginOf(PARK), { account: ORGANIZATION.security });
/** None of these is a record that the judge may believe. */
const DEAD = { HubJudgeIngestQueueDead: 2 };

beforeAll(async () => {
	system = await startSystem(inject('e2e'));
	// A malformed event goes to the dead-letter queue after five receives, which take a quarter of
	// an hour with the template's settings.
	await scaleTime(system.hub, { visibility: 3, timeout: null });
	await settlePeople(system);
	pager = await subscribe(system);
	leeTakesRole = eventOf(assumeRoleOf(LEE, await makeKey(system, LEE)));
	for (const event of [kimOutside, parkAtOffice, leeTakesRole, portal, bossOutside, malformed]) {
		expect(await deliver(event)).toHaveLength(1);
	}
	expect(await deliverToBus(system.place(ORGANIZATION.security), HUB_BUS, forged)).toHaveLength(1);
	await untilSettled(system, DEAD);
	// Completes what a first attempt did not find out within its second, such as the age of a key.
	await reconcile(system.hub);
	picture = await untilSettled(system, DEAD);
});
afterAll(() => system?.stop());

function deliver(event: ServiceEvent): Promise<string[]> {
	return deliverEvent(system.place(event.account, event.region), event);
}

describe('a deployment into an organization (StackSets stood in for by stack-sets.ts)', () => {
	it('leaves out of the templates what the emulator does not take, and nothing else', () => {
		expect([...system.cloud.leftOut].sort()).toEqual(
			[
				'AWS::CloudFormation::StackSet',
				'AWS::CloudWatch::Alarm with Metrics',
				'AWS::Events::EventBusPolicy',
				'AWS::Organizations::Policy',
				'AWS::Organizations::ResourcePolicy',
			].sort(),
		);
	});
});

describe('a login from an untrusted network (delivered by deliver-event.ts)', () => {
	it('is one card in Korean, which says who, where and that they are denied', () => {
		const card = cardOf('kim');
		for (const words of [
			'AWS Login 감지',
			'외부망',
			'kim',
			'192.0.2.77',
			'차단 완료',
			'devops팀',
		]) {
			expect(card).toContain(words);
		}
	});

	it('is denied from untrusted networks by the SCP above all accounts (moto), and nobody else is', async () => {
		const { text, attachedTo } = picture.scp;
		expect(attachedTo).toEqual([ORGANIZATION.root]);
		await expectDenied(asUser(KIM), { scp: text });
		expect(await ask(asUser(PARK), WAYS.untrustedV4, { scp: text })).toBe('allowed');
	});
});

describe('a login at the office', () => {
	it('opens no case, posts no message, and is remembered', () => {
		expect(JSON.stringify(picture.cases)).not.toContain(userId(PARK));
		expect(JSON.stringify(system.slack.messages)).not.toContain('park');
	});
});

describe('a role assumed from an untrusted network, in the other Region (forwarded by deliver-event.ts)', () => {
	it('denies the caller and the session that they made, and not a colleague’s session of that role', async () => {
		const inForce = { scp: picture.scp.text };
		await expectDenied(asUser(LEE), inForce);
		await expectDenied(asSession(ROLE.session), inForce);
		expect(await ask(asSession('colleague'), WAYS.untrustedV4, inForce)).toBe('allowed');
	});
});

describe('a login at the portal of Identity Center from an untrusted network', () => {
	it('denies that person in every account: by the SCP, and by the policy in the management account', async () => {
		await expectDenied(PORTAL.person, { scp: picture.scp.text });
		await expectDenied(PORTAL.inManagement, { attached: picture.management.text });
		expect(await ask(PORTAL.colleague, WAYS.untrustedV4, { scp: picture.scp.text })).toBe(
			'allowed',
		);
	});

	it('is effective on both policies in the table', () => {
		const [containment] = picture.containments.filter((one) =>
			JSON.stringify(one).includes(DIRECTORY_USER),
		);
		expect(containment).toMatchObject({
			state: 'effective',
			policies: [
				{ policy: 'scp', state: 'effective' },
				{ policy: `iam:${ORGANIZATION.management}`, state: 'effective' },
			],
		});
	});
});

describe('a login in the management account, to which no SCP applies, from an untrusted network', () => {
	it('is denied by the account’s own policy, which is attached to that user alone', async () => {
		const { text, attachedTo } = picture.management;
		expect(attachedTo).toContain(`user ${BOSS.name}`);
		expect(attachedTo.filter((one) => one.startsWith('user '))).toHaveLength(1);
		await expectDenied(asUser(BOSS), { attached: text });
	});
});

describe('an event that must not be believed', () => {
	it('ends unchanged in the dead-letter queue of the ingest queue, and opens no case', async () => {
		expect(picture.queues).toEqual(DEAD);
		const dead = await receiveAll('HubJudgeIngestQueueDead', 2);
		expect(dead.map((body) => JSON.parse(body).detail.eventID).sort()).toEqual(
			[malformed, forged].map(({ detail }) => (isObject(detail) ? detail.eventID : '')).sort(),
		);
	});
});

describe('the bus of the hub', () => {
	it('lets nothing through to the judge that is not in the name of AWS', async () => {
		const notFromAws = eventOf(loginOf(PARK), { source: 'somebody.else' });
		expect(await deliverToBus(system.place(ORGANIZATION.security), HUB_BUS, notFromAws)).toEqual(
			[],
		);
	});
});

describe('a repeat of every event', () => {
	it('changes nothing: no further card, and the same policy texts', async () => {
		const posts = () =>
			system.slack.calls.filter(({ method }) => method === 'chat.postMessage').length;
		const before = posts();
		for (const event of [kimOutside, parkAtOffice, leeTakesRole, portal, bossOutside])
			await deliver(event);
		const after = await untilSettled(system, DEAD);
		expect(after).toEqual(picture);
		expect(posts()).toBe(before);
	});
});

describe('Slack', () => {
	it('gets one card for each case; later news changes the card or is posted in its thread', () => {
		const cards = system.slack.messages.filter(({ thread_ts }) => thread_ts === undefined);
		expect(cards).toHaveLength(picture.cases.length);
		expect(system.slack.calls.filter(({ answer }) => answer !== 'ok')).toEqual([]);
		expect(new Set(cards.map(({ channel }) => channel))).toEqual(new Set(['C0EYESE2E']));
	});
});

describe('domain events', () => {
	it('reach every listener, in the shape that is published', async () => {
		const events = (await pager()).filter(isObject);
		const types = events.map((event) => String(event['detail-type']));
		expect(new Set(types)).toEqual(new Set(['Sign-in Flagged', 'Principal Contained']));
		const ajv = new Ajv({ formats: { 'date-time': /^\d{4}-\d\d-\d\dT[\d:.]+Z$/ } });
		ajv.addSchema(JSON.parse(readFileSync('docs/domain-events.schema.json', 'utf8')), 'events');
		for (const { 'detail-type': type, detail } of events) {
			const validate = ajv.getSchema(`events#/definitions/${encodeURIComponent(String(type))}`);
			if (validate === undefined) throw new Error(`no schema of ${String(type)}`);
			expect(validate(detail), JSON.stringify(validate.errors)).toBe(true);
		}
	});
});

const ROLES = {
	judge: 'eyes-judge-sign-in',
	containment: 'eyes-contain',
	notification: 'eyes-notify',
	reconciling: 'eyes-reconcile',
};

describe('the rights of the functions (an IAM engine says what they allow; the emulator checks no rights)', () => {
	const hub = () => system.place(ORGANIZATION.security);
	const callsBy = (by: string) => system.proxy.calls.filter((call) => call.by === by);

	it.each(Object.entries(ROLES))(
		'suffice for every call that %s made in the hub',
		async (by, role) => {
			const rights = await rightsOf(hub(), role);
			const made = callsBy(by).filter(({ key }) => key === ORGANIZATION.security);
			expect(made.length).toBeGreaterThan(0);
			expect(await refusedOf(rights, hub(), made)).toEqual([]);
			const tooMuch = made
				.map((call) => ({ ...call, service: 'dynamodb', action: 'DeleteTable' }))
				.slice(0, 1);
			expect(await refusedOf(rights, hub(), tooMuch)).toHaveLength(1);
		},
	);

	it.each([
		['judge', 'eyes-reader', ORGANIZATION.prod],
		['containment', 'eyes-responder', ORGANIZATION.management],
	])('suffice for what %s did as %s in an account', async (by, role, account) => {
		const made = callsBy(by).filter(
			({ service, key }) => service === 'iam' && key !== ORGANIZATION.security,
		);
		expect(made.length).toBeGreaterThan(0);
		const there = system.place(account);
		expect(await refusedOf(await rightsOf(there, role), there, made)).toEqual([]);
	});

	it.each([
		['eyes-contain', 'eyes-responder', ORGANIZATION.management, true],
		['eyes-judge-sign-in', 'eyes-reader', ORGANIZATION.prod, true],
		['eyes-reconcile', 'eyes-reader', ORGANIZATION.prod, true],
		['eyes-judge-sign-in', 'eyes-responder', ORGANIZATION.management, false],
		['eyes-notify', 'eyes-reader', ORGANIZATION.prod, false],
		['eyes-report-credentials', 'eyes-report-reader', ORGANIZATION.prod, true],
		['eyes-report-credentials', 'eyes-reader', ORGANIZATION.prod, false],
		['eyes-judge-sign-in', 'eyes-report-reader', ORGANIZATION.prod, false],
	])(
		'of %s and the trust of %s in account %s, together, answer %s',
		async (own, taken, account, expected) => {
			const rights = await rightsOf(hub(), own);
			expect(await mayTake(rights, system.place(account), taken)).toBe(expected);
		},
	);
});

describe('the functions', () => {
	it('write neither Slack’s token nor whole events into their logs', async () => {
		const logs = (await functionLogs(system.hub)).join('\n');
		expect(logs).toContain('EventToDeny');
		expect(logs).not.toContain(SLACK_TOKEN);
		expect(logs).not.toContain('responseElements');
		expect(logs).not.toContain('sessionCredentialFromConsole');
	});
});

function cardOf(name: string): string {
	const cards = system.slack.messages.filter(
		(message) => message.thread_ts === undefined && JSON.stringify(message).includes(name),
	);
	expect(cards).toHaveLength(1);
	return JSON.stringify(cards[0]);
}

function ask(who: Caller, way: Context, inForce: InForce) {
	return simulate(who, { ...everyRequest(who, Date.now()), ...way }, inForce);
}

async function expectDenied(who: Caller, inForce: InForce): Promise<void> {
	expect(await ask(who, WAYS.untrustedV4, inForce)).toBe('denied');
	expect(await ask(who, WAYS.untrustedV6, inForce)).toBe('denied');
	expect(await ask(who, WAYS.officeV4, inForce)).toBe('allowed');
	expect(await ask(who, WAYS.ownEndpoint, inForce)).toBe('allowed');
}

async function receiveAll(queue: string, count: number): Promise<string[]> {
	const found = system.hub.resources.find(({ logicalId }) => logicalId.startsWith(queue));
	const { Messages = [] } = await system.hub.clients.sqs.send(
		new ReceiveMessageCommand({
			QueueUrl: found?.physicalId,
			MaxNumberOfMessages: 10,
			VisibilityTimeout: 0,
		}),
	);
	expect(Messages).toHaveLength(count);
	return Messages.map(({ Body = '' }) => Body);
}
