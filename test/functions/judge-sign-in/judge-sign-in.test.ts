import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeSignIn } from '../../../functions/judge-sign-in/judge-sign-in.ts';
import type { Case } from '../../../shared/case/case.ts';
import type { StoredCase } from '../../../shared/case/case-store.ts';
import type { Table } from '../../../shared/runtime/dynamodb-table.ts';
import {
	assumeRole,
	consoleLogin,
	iamUser,
	OFFICE,
	OUTSIDE,
	portalEvent,
} from '../../support/a-record.ts';
import { roundCounter } from '../../support/count-rounds.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { followRecords } from '../../support/follow-records.ts';
import {
	CONTAIN,
	deliver,
	dump,
	HUB_ACCOUNT,
	judgeDeps,
	messageOf,
} from '../../support/judge-deps.ts';
import { someSettings } from '../../support/some-settings.ts';

const dynamo = withDynamo();
const makeTable = () => dynamo().makeTable();

const outside = consoleLogin({ eventTime: '2026-03-03T10:20:00Z', sourceIPAddress: OUTSIDE });
const inside = consoleLogin({ eventTime: '2026-03-03T00:10:00Z', sourceIPAddress: OFFICE });

function counted(table: Table) {
	const counter = roundCounter();
	return { counter, table: { ...table, client: counter.watch(table.client) } };
}

async function onlyCase(deps: ReturnType<typeof judgeDeps>): Promise<StoredCase> {
	const id = /^case (\w+)/.exec(deps.sent.notify[0] ?? '')?.[1] ?? '';
	const stored = await deps.cases.find(id);
	if (stored === null) throw new Error('no case was hinted at');
	return stored;
}

describe('judge-sign-in', () => {
	it('opens a case, requests a containment and tells others of both', async () => {
		const deps = judgeDeps(await makeTable());
		await deliver(outside, deps);

		const stored = await onlyCase(deps);
		expect(stored.case).toMatchObject({ name: 'bora', successes: 1, needsMessage: true });
		expect(await deps.ledger.activeFor('scp')).toMatchObject({
			active: [{ id: stored.containments[0], state: 'requested', selector: { key: 'aws:userid' } }],
		});
		expect(deps.sent.contain).toEqual([`scp ${stored.containments[0]} 1`]);
		expect(deps.sent.events).toMatchObject([
			{
				type: 'Sign-in Flagged',
				detail: { caseId: stored.case.id, severity: stored.case.severity },
			},
		]);
		expect(deps.heard.counted).toContain('SignIn alert');
	});

	it('tells nobody of a login at the office', async () => {
		const deps = judgeDeps(await makeTable());
		await deliver(inside, deps);
		expect(deps.sent).toEqual({ notify: [], contain: [], events: [] });
		expect(deps.heard.counted).toEqual(['SignIn record']);
	});

	it('remembers the office, so that the evening abroad is a new network', async () => {
		const deps = judgeDeps(await makeTable());
		await deliver(inside, deps);
		await deliver(outside, deps);
		const { reasons } = (await onlyCase(deps)).case;
		expect(reasons.map(({ code }) => code)).toContain('new-network');
	});

	it('ends the same when every message is delivered twice', async () => {
		const once = await makeTable();
		const twice = await makeTable();
		for (const record of [inside, outside]) await deliver(record, judgeDeps(once));
		const deps = judgeDeps(twice);
		for (const record of [inside, outside, outside, inside]) await deliver(record, deps);
		expect(await dump(twice)).toEqual(await dump(once));
		expect(new Set(deps.sent.notify).size).toBe(1);
		expect(new Set(deps.sent.contain).size).toBe(1);
	});

	it('ends the same when it is killed at any call and the message comes again', async () => {
		const undisturbed = await makeTable();
		for (const record of [inside, outside]) await deliver(record, judgeDeps(undisturbed));
		const expected = await dump(undisturbed);
		for (const when of ['before', 'after'] as const) {
			for (let call = 1, died = true; died; call++) {
				const table = await makeTable();
				const deps = judgeDeps(table);
				await deliver(inside, deps);
				died = await dynamo().killAt({ call, when }, () => deliver(outside, deps));
				await deliver(outside, deps);
				expect({ call, when, items: await dump(table) }).toEqual({ call, when, items: expected });
				expect(deps.sent.contain.length).toBeGreaterThan(0);
			}
		}
	});

	it('comes to the cases of a replay, whatever the order of arrival, with repeats', async () => {
		const later = (minute: number, over: object) =>
			consoleLogin({
				eventTime: `2026-03-03T10:${minute}:00Z`,
				eventID: `e${minute}`,
				sourceIPAddress: OUTSIDE,
				...over,
			});
		const records = [
			outside,
			later(21, {}),
			later(22, { userIdentity: iamUser('ari') }),
			assumeRole({ eventTime: '2026-03-03T10:24:00Z', sourceIPAddress: OUTSIDE }),
			portalEvent('UserAuthentication', {
				eventTime: '2026-03-03T10:25:00Z',
				sourceIPAddress: OUTSIDE,
			}),
		];
		const settings = someSettings(CONTAIN);
		const { cases } = await followRecords(records, settings);
		const expected = cases.map(essence).toSorted();
		const arrivals = fc.shuffledSubarray([...records, ...records], {
			minLength: 10,
			maxLength: 10,
		});
		await fc.assert(
			fc.asyncProperty(arrivals, async (order) => {
				const deps = judgeDeps(await makeTable());
				for (const record of order) await deliver(record, deps);
				const ids = new Set(deps.sent.notify.map((hint) => hint.split(' ')[1] ?? ''));
				const stored = await Promise.all([...ids].map((id) => deps.cases.find(id)));
				expect(stored.map((one) => (one === null ? '' : essence(one.case))).toSorted()).toEqual(
					expected,
				);
			}),
			{ numRuns: 15 },
		);
	});

	it('needs three calls one after the other: what is known, what is written, who is told', async () => {
		const { table, counter } = counted(await makeTable());
		const deps = judgeDeps(table);
		const { toNotify, toContain } = deps.hints;
		const { publish } = deps.events;
		await deliver(outside, {
			...deps,
			hints: {
				toNotify: (...args) => counter.inTurn('toNotify', () => toNotify(...args)),
				toContain: (...args) => counter.inTurn('toContain', () => toContain(...args)),
			},
			events: { publish: (...args) => counter.inTurn('publish', () => publish(...args)) },
		});
		expect(deps.sent.contain).toHaveLength(1);
		expect(counter.rounds()).toBe(3);
	});

	it('refuses an event whose account or source is not its record’s', async () => {
		const deps = judgeDeps(await makeTable());
		const lying = (over: object) => JSON.stringify({ ...JSON.parse(messageOf(outside)), ...over });
		for (const [body, code] of [
			[lying({ account: HUB_ACCOUNT }), 'account-mismatch'],
			[lying({ source: 'aws.sts' }), 'source-mismatch'],
			[JSON.stringify(outside), 'not-a-record'],
			['{"detail":', 'not-json'],
		] as const) {
			await expect(judgeSignIn(body, deps)).rejects.toMatchObject({ code });
		}
	});
});

/** What a reader of the case is told. */
function essence({
	subject,
	name,
	severity,
	successes,
	failures,
	events,
	accounts,
	reasons,
	needsMessage,
}: Case): string {
	const codes = reasons.map(({ code }) => code).toSorted();
	return JSON.stringify([
		subject,
		name,
		severity,
		successes,
		failures,
		events,
		accounts,
		codes,
		needsMessage,
	]);
}
