import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { eventOf, loginOf, portalLogin } from './events.ts';
import { invoke, reconcile } from './invoke.ts';
import { BOSS, KIM, settlePeople } from './people.ts';
import type { Picture } from './picture.ts';
import type { AwsCall } from './proxy/aws-call.ts';
import type { Fault } from './proxy/fault-proxy.ts';
import { deliverEvent, type ServiceEvent } from './stand-ins/deliver-event.ts';
import { type System, startSystem } from './system.ts';
import { scaleTime } from './time-scale.ts';
import { untilSettled } from './until-settled.ts';

/**
 * Three people sign in from an untrusted network, one of them twice. Whatever fails on the way, the
 * end must be the same as when nothing fails. Each run begins on empty emulators with the same
 * records. Time is scaled: messages are delivered again after three seconds instead of minutes, a
 * deferred message comes ten times sooner, leases and claims of a killed process expire at once
 * (the functions' clock is moved), and two minutes without Slack take ten seconds.
 */
const DAY: readonly ServiceEvent[] = [
	eventOf(loginOf(KIM)),
	eventOf(loginOf(KIM)),
	eventOf(loginOf(BOSS, { sourceIPAddress: '198.51.100.99' })),
	eventOf(portalLogin()),
];

const SCALE = 10;

let system: System | undefined;
afterEach(async () => {
	const problems = system?.proxy.problems ?? [];
	await system?.stop();
	system = undefined;
	expect(problems).toEqual([]);
});

async function start(): Promise<System> {
	const started = await startSystem(inject('e2e'), SCALE);
	system = started;
	await scaleTime(started.hub, { visibility: 3, timeout: null });
	await settlePeople(started);
	return started;
}

async function deliver(on: System, event: ServiceEvent): Promise<void> {
	expect(await deliverEvent(on.place(event.account, event.region), event)).toHaveLength(1);
}

/** The end of a run: what settles by itself, and what a run of reconcile repairs. */
async function endOf(on: System): Promise<Picture> {
	await untilSettled(on, {}, 90_000);
	await reconcile(on.hub);
	return untilSettled(on);
}

async function run(disturb: (on: System) => void = () => {}, events = DAY): Promise<Picture> {
	const on = await start();
	disturb(on);
	for (const event of events) await deliver(on, event);
	return endOf(on);
}

let undisturbed: Picture;
beforeAll(async () => {
	undisturbed = await run();
	await system?.stop();
	system = undefined;
});

describe('the end is the same', () => {
	it('when nothing fails, in a second run', async () => {
		expect(await run()).toEqual(undisturbed);
	});

	it('when every event and every hint comes twice', async () => {
		const picture = await run(
			({ proxy }) =>
				proxy.disturb(({ action }) => (action === 'SendMessageBatch' ? 'twice' : null)),
			DAY.flatMap((event) => [event, event]),
		);
		expect(picture).toEqual(undisturbed);
		expectGiven('twice', 5);
	});

	it('when the events come in the reverse order, and answers late', async () => {
		const late = ({ service }: AwsCall) =>
			service === 'dynamodb' ? Math.floor(Math.random() * 40) : null;
		const picture = await run(({ proxy }) => proxy.disturb(late), DAY.toReversed());
		expect(picture).toEqual(undisturbed);
		expectGiven('delay', 50);
	});

	it('when IAM, Organizations and STS are throttled', async () => {
		const picture = await run(({ proxy }) =>
			proxy.disturb(
				upTo(8, ({ service }) => ['iam', 'organizations', 'sts'].includes(service), 'throttle'),
			),
		);
		expect(picture).toEqual(undisturbed);
		expectGiven('throttle', 8);
	});

	it('when the answers to writes are lost after they took effect', async () => {
		const picture = await run(({ proxy }) =>
			proxy.disturb(
				upTo(20, ({ action }, seen) => WRITES.test(action) && seen % 2 === 0, 'lose-answer'),
			),
		);
		expect(picture).toEqual(undisturbed);
		expectGiven('lose-answer', 20);
	});

	it('when Slack is down for ten seconds', async () => {
		const picture = await run(({ slack }) => slack.script({ downMs: 10_000 }));
		expect(picture).toEqual(undisturbed);
		expect(system?.slack.calls.filter(({ answer }) => answer === '503').length).toBeGreaterThan(0);
	});

	it('when two publishers run at the same time', async () => {
		const on = await start();
		for (const event of DAY) await deliver(on, event);
		const hint = { policy: 'scp' };
		const publish = (n: number) =>
			invoke(on.hub, 'Containment', { Records: [message(JSON.stringify(hint), n)] });
		for (let round = 0; round < 3; round++) await Promise.all([publish(1), publish(2)]);
		expect(await endOf(on)).toEqual(undisturbed);
	});

	it('when each function is killed again and again, each time one effect later', async () => {
		const on = await start();
		const killer = startKilling(on);
		// A message of the ingest queue is tried five times.
		for (const [at, event] of DAY.entries()) {
			// The second event has nothing new to publish.
			killer.allow(at === 1 ? 0 : 4);
			await deliver(on, event);
			await untilSettled(on, {}, 90_000);
		}
		killer.allow(0);
		expect(await endOf(on)).toEqual(undisturbed);
		const { notification, ...others } = killer.kills();
		expect(others).toEqual({ judge: 12, containment: 12 });
		// Its effects for one card are fewer.
		expect(notification).toBeGreaterThan(3);
	});
});

/** A run proves nothing if the fault did not happen. */
function expectGiven(fault: string, least: number): void {
	expect(system?.proxy.given[fault] ?? 0).toBeGreaterThanOrEqual(least);
}

/** Selects the first calls that match, at most this many. `seen` counts those that were checked. */
function upTo(most: number, fits: (call: AwsCall, seen: number) => boolean, fault: Fault) {
	let given = 0;
	let seen = 0;
	return (call: AwsCall): Fault | null => {
		if (given >= most || !fits(call, seen++)) return null;
		given++;
		return fault;
	};
}

/** The calls that have an effect. Where a function dies between two of them makes no difference. */
const WRITES =
	/^(PutItem|UpdateItem|SendMessageBatch|ChangeMessageVisibility|PutEvents|UpdatePolicy|(Create|Delete)PolicyVersion|AttachUserPolicy)$/;

/**
 * Kills each function's process before its first effect, the next one before its second, and so on.
 * The publisher has twice as many effects, so it is killed before every other one.
 */
function startKilling({ proxy }: System) {
	const lives = new Map<string, { pid: number; calls: number; kills: number }>();
	const allowed = new Map<string, number>();
	let most = 0;
	proxy.disturb(({ by, action }, caller) => {
		const left = allowed.get(by) ?? most;
		if (left === 0 || !WRITES.test(action)) return null;
		const pid = caller();
		// The process has ended already: these calls were made at the same time as its last one.
		if (pid === undefined) return 'drop';
		const before = lives.get(by);
		const life = before?.pid === pid ? before : { pid, calls: 0, kills: before?.kills ?? 0 };
		lives.set(by, life);
		life.calls++;
		if (life.calls <= life.kills * (by === 'containment' ? 2 : 1)) return null;
		life.kills++;
		allowed.set(by, left - 1);
		return 'kill';
	});
	return {
		/** Allows each function this many effects more from now on. */
		allow(times: number) {
			most = times;
			allowed.clear();
		},
		kills: () => Object.fromEntries([...lives].map(([by, { kills }]) => [by, kills])),
	};
}

/** One message as Lambda gives it to a function. */
function message(body: string, n: number) {
	return {
		messageId: `00000000-0000-4000-a000-${String(n).padStart(12, '0')}`,
		receiptHandle: 'given by hand',
		body,
		attributes: {
			ApproximateReceiveCount: '1',
			SentTimestamp: String(Date.now()),
			MessageGroupId: 'scp',
		},
	};
}
