import { CreateUserCommand } from '@aws-sdk/client-iam';
import { CreateAccountCommand } from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readDenied } from '../../shared/containment/document/read-denied.ts';
import { koContainment } from '../../shared/notification/words/ko-containment.ts';
import { isObject } from '../../shared/record/json-object.ts';
import { UNTRUSTED } from '../support/a-record.ts';
import { clientsOf, organizationsAt } from './aws/clients.ts';
import { moveClock } from './emulators/move-clock.ts';
import { adminIn, eventOf, loginOf, sessionIn } from './events.ts';
import { reconcile } from './invoke.ts';
import { BOSS, KIM, LEE, PARK, type Person, settlePeople, userId } from './people.ts';
import type { Picture } from './picture.ts';
import { responderAt } from './responder.ts';
import { deliverEvent, type ServiceEvent } from './stand-ins/deliver-event.ts';
import { type RenamedUsers, renamedUsers } from './stand-ins/renamed-users.ts';
import { type System, startSystem } from './system.ts';
import { ORGANIZATION } from './the-organization.ts';
import { scaleTime } from './time-scale.ts';
import { untilSettled } from './until-settled.ts';

/**
 * A thief who knows the monitor. In the management account they have an accomplice, who renames the
 * stolen user and gives the old name to a new one. With a stolen key they make session after
 * session, also in an account that nobody listed and that has not delivered a record. Meanwhile
 * others are denied: by a second theft, by hand for an hour, and by a rule until they are released.
 */
let system: System;
let names: RenamedUsers;
let byHand: readonly string[];
/** An account of the organization that nobody listed, and that has not delivered a record. */
let quiet: string;
/** After the flood, after the release, and more than an hour later. */
let flooded: Picture;
let released: Picture;
let later: Picture;

const SESSIONS = 25;
const HOUR = 3_600_000;
/** The key of the thief belongs to park, that of the second theft to lee. */
const THIEF = PARK;
const SECOND = LEE;
/** Contained by hand. No record ever names this user. */
const BY_HAND: Person = { name: 'nari', account: ORGANIZATION.prod };

beforeAll(async () => {
	system = await startSystem(inject('e2e'));
	await scaleTime(system.hub, { visibility: 3, timeout: null });
	await settlePeople(system);
	names = renamedUsers(new Map([[BOSS.name, userId(BOSS)]]));
	system.proxy.amend(names.amend);
	system.proxy.rewrite(names.rewrite);
	quiet = await makeAccount('quiet');
	const responder = responderAt(system);
	byHand = await responder.contain(userId(BY_HAND), BY_HAND.account, 1);
	await deliver(eventOf(loginOf(KIM)));

	await renameByAccomplice('boss', 'boss-of-old');
	await deliver(eventOf(loginOf(BOSS, { sourceIPAddress: '198.51.100.99' })));
	for (let n = 0; n < SESSIONS; n++) {
		const account = n % 2 === 0 ? quiet : THIEF.account;
		await deliver(eventOf(sessionIn(account, { of: THIEF, name: `s${n}`, from: UNTRUSTED })));
	}
	await deliver(eventOf(sessionIn(quiet, { of: SECOND, name: 'second', from: '198.51.100.44' })));
	flooded = await untilSettled(system);

	await renameByAccomplice('boss-of-old', 'boss-of-yore');
	await responder.release(caseOf(flooded, KIM));
	await reconcile(system.hub);
	released = await untilSettled(system);

	moveClock(inject('e2e').clock, HOUR + 300_000);
	await reconcile(system.hub);
	later = await untilSettled(system);
});
afterAll(() => system?.stop());

async function deliver(event: ServiceEvent): Promise<void> {
	const place = system.place(event.account, event.region);
	expect(await deliverEvent(place, event)).toHaveLength(1);
}

/** Moto makes up the id. The account has no forwarding rules and never delivers anything. */
async function makeAccount(AccountName: string): Promise<string> {
	const client = organizationsAt(inject('e2e').organizations, ORGANIZATION.management);
	const { CreateAccountStatus } = await client.send(
		new CreateAccountCommand({ AccountName, Email: `${AccountName}@example.com` }),
	);
	return CreateAccountStatus?.AccountId ?? '';
}

/** Renames a user, and gives the old name to a new one. */
async function renameByAccomplice(name: string, to: string): Promise<void> {
	const { iam } = clientsOf(system.place(ORGANIZATION.management));
	names.rename(name, to);
	await iam.send(new CreateUserCommand({ UserName: names.create(name) }));
}

function deniedIn({ scp }: Picture): string[] {
	return readDenied(scp.text).map(({ selector }) => selector.value);
}

function sessionsIn(picture: Picture, name: RegExp): string[] {
	return deniedIn(picture).filter((value) => name.test(value));
}

describe('a thief whose user is renamed, while a new user gets the old name', () => {
	it('is denied under the new name, and the new user is not', () => {
		for (const picture of [flooded, released, later]) {
			const { attachedTo } = picture.management;
			expect(attachedTo.filter((one) => one.startsWith('user '))).toEqual(['user boss']);
			expect(stateOf(picture, userId(BOSS))).toBe('effective');
		}
		expect(names.inEmulator('boss-of-yore')).toBe('boss');
	});
});

describe('a thief who makes many sessions, half of them in an account that nobody listed', () => {
	it('is denied with ten of them, in both accounts, and with the key', () => {
		const denied = sessionsIn(flooded, /:s\d+$/);
		const inQuiet = denied.filter((session) => session.startsWith(adminIn(quiet)));
		expect([denied.length, inQuiet.length]).toEqual([10, 5]);
		expect(deniedIn(flooded)).toContain(userId(THIEF));
	});

	it('leaves room for the next thief, who is denied with their session', () => {
		expect(deniedIn(flooded)).toContain(userId(SECOND));
		expect(sessionsIn(flooded, /:second$/)).toHaveLength(1);
	});

	it('does not open the circuit breaker', () => {
		expect(JSON.stringify(system.slack.messages)).not.toContain(koContainment.notices.breakerTitle);
		expect(flooded.containments.map(stateOfOne)).not.toContain('held');
	});
});

describe('somebody else, meanwhile', () => {
	it('is denied, and released when a human says so', () => {
		expect(deniedIn(flooded)).toContain(userId(KIM));
		expect(deniedIn(released)).not.toContain(userId(KIM));
	});

	it('is denied by hand, and free again after the hour', () => {
		expect(deniedIn(released)).toContain(userId(BY_HAND));
		expect(deniedIn(later)).not.toContain(userId(BY_HAND));
		expect(byHand.map((id) => stateOf(later, id))).toEqual(['ended']);
	});
});

/** Gives the state of the containment that has this id, or that denies this value. */
function stateOf({ containments }: Picture, idOrValue: string): unknown {
	const found = containments.filter(
		(one) =>
			isObject(one) &&
			(one.id === idOrValue || (isObject(one.selector) && one.selector.value === idOrValue)),
	);
	expect(found).toHaveLength(1);
	return stateOfOne(found[0]);
}

function stateOfOne(containment: unknown): unknown {
	return isObject(containment) ? containment.state : undefined;
}

function caseOf({ containments }: Picture, person: Person): string {
	const found = containments.find((one) => JSON.stringify(one).includes(userId(person)));
	return isObject(found) ? String(found.caseId) : '';
}
