import { describe, expect, it } from 'vitest';
import { judgeMessage } from '../../../functions/judge-sign-in/judge-sign-in.ts';
import { noteListed } from '../../../shared/history/dynamodb-own-accounts.ts';
import type { Deferral } from '../../../shared/runtime/deferral.ts';
import {
	assumeRole,
	consoleLogin,
	iamUser,
	OFFICE,
	OTHER_ACCOUNT,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { anSqsRecord } from '../../support/an-sqs-record.ts';
import { asking, asserting, fetching, later } from '../../support/directory-acts.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { deliver, judgeDeps, messageOf } from '../../support/judge-deps.ts';

type Fields = Readonly<Record<string, unknown>>;

const dynamo = withDynamo();
const MINUTE = 60_000;
const AT = '2026-03-03T09:00:00Z';
const sora = { name: 'sora', at: AT, from: OFFICE };

/** Deps whose deferrals are noted as `receipt milliseconds`. */
async function waitingDeps() {
	const deferred: string[] = [];
	const deferral: Deferral = {
		defer: async (receipt, ms) => {
			deferred.push(`${receipt} ${ms}`);
		},
	};
	const table = await dynamo().makeTable();
	const deps = { ...judgeDeps(table), deferral };
	const judged = () => deps.heard.counted.filter((one) => one.startsWith('SignIn'));
	return { deps, table, deferred, judged };
}

type World = Awaited<ReturnType<typeof waitingDeps>>;

/** Judges a record whose message is so old. Answers whether the message is done. */
async function receive(record: Fields, ageMs: number, { deps }: World): Promise<boolean> {
	const sentAt = Date.parse(AT);
	const message = anSqsRecord(messageOf(record), { sentAt, received: ageMs === 0 ? 1 : 2 });
	return judgeMessage(message, deps, sentAt + ageMs).then(
		() => true,
		() => false,
	);
}

describe("a call that looks like the backend's", () => {
	it('waits a minute, and is a step if the earlier record has come meanwhile', async () => {
		const world = await waitingDeps();
		expect(await receive(fetching(sora), 0, world)).toBe(false);
		expect(world.deferred).toEqual([`receipt-message-0 ${MINUTE}`]);
		expect(world.judged()).toEqual([]);
		await deliver(asking(sora), world.deps);
		expect(await receive(fetching(sora), MINUTE, world)).toBe(true);
		expect(world.judged()).toEqual(['SignIn record', 'SignIn record']);
	});

	it('is judged by its address if nothing has come', async () => {
		const world = await waitingDeps();
		expect(await receive(fetching(sora), 59_000, world)).toBe(false);
		expect(world.deferred).toEqual(['receipt-message-0 1000']);
		expect(await receive(fetching(sora), MINUTE, world)).toBe(true);
		expect(world.judged()).toEqual(['SignIn alert']);
	});

	it('does not wait if its earlier record is known, or if it comes from a trusted network', async () => {
		const world = await waitingDeps();
		await deliver(asking(sora), world.deps);
		expect(await receive(fetching(sora), 0, world)).toBe(true);
		const inside = { ...fetching({ ...sora, name: 'dana', at: later(AT, 900) }) };
		expect(await receive({ ...inside, sourceIPAddress: OFFICE }, 0, world)).toBe(true);
		expect(world.deferred).toEqual([]);
	});

	it('finds an assertion that waits itself', async () => {
		const world = await waitingDeps();
		await deliver(asking({ ...sora, at: later(AT, -86_400) }), world.deps);
		expect(await receive(asserting(sora), 0, world)).toBe(false);
		expect(await receive(fetching(sora), MINUTE, world)).toBe(true);
		expect(world.judged()).toEqual(['SignIn record', 'SignIn record']);
	});

	it('waits too if the queue was long, because the earlier record may be behind it', async () => {
		const world = await waitingDeps();
		const now = Date.parse(AT) + 60 * MINUTE;
		const sent = { sentAt: Date.parse(AT), receivedAt: now };
		const message = anSqsRecord(messageOf(fetching(sora)), sent);
		await expect(judgeMessage(message, world.deps, now)).rejects.toThrow();
		expect(world.deferred).toEqual([`receipt-message-0 ${MINUTE}`]);
	});

	it('comes again although the queue refuses the deferral', async () => {
		const world = await waitingDeps();
		const defer = () => Promise.reject(new Error('refused'));
		const deps = { ...world.deps, deferral: { defer } };
		expect(await receive(fetching(sora), 0, { ...world, deps })).toBe(false);
	});
});

describe('an assertion without a record of the portal', () => {
	it('waits ten minutes in two steps where such records arrive, and is told then', async () => {
		const world = await waitingDeps();
		await deliver(asking({ ...sora, at: later(AT, -86_400) }), world.deps);
		const ages = [0, MINUTE, 10 * MINUTE];
		const done = [];
		for (const age of ages) done.push(await receive(asserting(sora), age, world));
		expect(done).toEqual([false, false, true]);
		const waits = [MINUTE, 9 * MINUTE];
		expect(world.deferred).toEqual(waits.map((ms) => `receipt-message-0 ${ms}`));
		expect(world.judged().at(-1)).toBe('SignIn alert');
		expect(world.deps.sent.notify).not.toEqual([]);
		expect(world.deps.sent.contain).toEqual([]);
	});

	it('does not wait where none arrive', async () => {
		const world = await waitingDeps();
		expect(await receive(asserting(sora), 0, world)).toBe(true);
		expect(world.judged()).toEqual(['SignIn record']);
	});
});

describe("the target's copy of a call from an account of ours", () => {
	const shared = { eventTime: AT, sharedEventID: 'shared-1' };
	const copy = assumeRole({
		...{ ...shared, sourceIPAddress: UNTRUSTED, eventID: 'target' },
		userIdentity: { type: 'AWSAccount', accountId: OTHER_ACCOUNT, principalId: 'AIDAX' },
	});
	const callers = assumeRole({
		...{ ...shared, sourceIPAddress: OFFICE, recipientAccountId: OTHER_ACCOUNT, eventID: 'own' },
		userIdentity: { ...iamUser('ari', OTHER_ACCOUNT), accessKeyId: 'AKIAARIEXAMPLE' },
	});
	const deliveredBefore = consoleLogin({
		recipientAccountId: OTHER_ACCOUNT,
		userIdentity: iamUser('ari', OTHER_ACCOUNT),
	});

	it('waits for the caller’s copy', async () => {
		const world = await waitingDeps();
		await deliver(deliveredBefore, world.deps);
		expect(await receive(copy, 0, world)).toBe(false);
		await deliver(callers, world.deps);
		expect(await receive(copy, MINUTE, world)).toBe(true);
		expect(world.judged().at(-1)).toBe('SignIn record');
	});

	it('waits a minute where the caller’s account delivers nothing, and is told then', async () => {
		const world = await waitingDeps();
		await noteListed(world.table, [OTHER_ACCOUNT], Date.parse(AT));
		expect(await receive(copy, 0, world)).toBe(false);
		expect(world.deferred).toEqual([`receipt-message-0 ${MINUTE}`]);
		expect(await receive(copy, MINUTE, world)).toBe(true);
		expect(world.judged().at(-1)).toBe('SignIn alert');
		const [open] = await world.deps.ledger.open();
		expect(open?.state).toBe('asked');
	});

	it('is an alert after ten minutes, and the session that was made is denied', async () => {
		const world = await waitingDeps();
		await deliver(deliveredBefore, world.deps);
		for (const age of [0, MINUTE]) expect(await receive(copy, age, world)).toBe(false);
		expect(await receive(copy, 10 * MINUTE, world)).toBe(true);
		expect(world.judged().at(-1)).toBe('SignIn alert');
		const open = await world.deps.ledger.open();
		expect(open.map(({ selector }) => selector.value)).toEqual(['AROADEPLOYEXAMPLE0001:bora-cli']);
	});
});
