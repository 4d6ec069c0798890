import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeSignIn } from '../../../functions/judge-sign-in/judge-sign-in.ts';
import type { Case } from '../../../shared/case/case.ts';
import type { StoredCase } from '../../../shared/case/case-store.ts';
import type { Table } from '../../../shared/runtime/dynamodb-table.ts';
import {
	assumeRole,
	consoleLogin,
	deniedAssumeRole,
	iamUser,
	OFFICE,
	portalEvent,
	roleSession,
	UNTRUSTED,
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

const untrusted = consoleLogin({ eventTime: '2026-03-03T10:20:00Z', sourceIPAddress: UNTRUSTED });
const trusted = consoleLogin({ eventTime: '2026-03-03T00:10:00Z', sourceIPAddress: OFFICE });

function counted(table: Table) {
	const counter = roundCounter();
	return { counter, table: { ...table, client: counter.watch(table.client) } };
}

async function onlyCase(deps: ReturnType<typeof judgeDeps>): Promise<StoredCase> {
	const id = /^case (\w+)/.exec(deps.sent.notify[0] ?? '')?.[1] ?? '';
	const stored = await deps.cases.find(id);
	if (stored === null) throw new Error('no hint was sent for a case');
	return stored;
}

describe('judge-sign-in', () => {
	it('opens a case, requests a containment and tells both to others', async () => {
		const deps = judgeDeps(await makeTable());
		await deliver(untrusted, deps);

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
		await deliver(trusted, deps);
		expect(deps.sent).toEqual({ notify: [], contain: [], events: [] });
		expect(deps.heard.counted).toEqual(['SignIn record']);
	});

	it('remembers the office, so that the network of the evening is a new one', async () => {
		const deps = judgeDeps(await makeTable());
		await deliver(trusted, deps);
		await deliver(untrusted, deps);
		const { reasons } = (await onlyCase(deps)).case;
		expect(reasons.map(({ code }) => code)).toContain('new-network');
	});

	it('ends the same when every message is delivered twice', async () => {
		const once = await makeTable();
		const twice = await makeTable();
		for (const record of [trusted, untrusted]) await deliver(record, judgeDeps(once));
		const deps = judgeDeps(twice);
		for (const record of [trusted, untrusted, untrusted, trusted]) await deliver(record, deps);
		expect(await dump(twice)).toEqual(await dump(once));
		expect(new Set(deps.sent.notify).size).toBe(1);
		expect(new Set(deps.sent.contain).size).toBe(1);
	});

	it('ends the same when it is killed at any call and the message is delivered again', async () => {
		const undisturbed = await makeTable();
		for (const record of [trusted, untrusted]) await deliver(record, judgeDeps(undisturbed));
		const expected = await dump(undisturbed);
		for (const when of ['before', 'after'] as const) {
			for (let call = 1, died = true; died; call++) {
				const table = await makeTable();
				const deps = judgeDeps(table);
				await deliver(trusted, deps);
				died = await dynamo().killAt({ call, when }, () => deliver(untrusted, deps));
				await deliver(untrusted, deps);
				expect({ call, when, items: await dump(table) }).toEqual({ call, when, items: expected });
				expect(deps.sent.contain.length).toBeGreaterThan(0);
			}
		}
	});

	it('gives the cases of a replay, in any order of arrival and with repeats', async () => {
		const later = (minute: number, over: object) =>
			consoleLogin({
				eventTime: `2026-03-03T10:${minute}:00Z`,
				eventID: `e${minute}`,
				sourceIPAddress: UNTRUSTED,
				...over,
			});
		const records = [
			untrusted,
			later(21, {}),
			later(22, { userIdentity: iamUser('ari') }),
			assumeRole({ eventTime: '2026-03-03T10:24:00Z', sourceIPAddress: UNTRUSTED }),
			portalEvent('UserAuthentication', {
				eventTime: '2026-03-03T10:25:00Z',
				sourceIPAddress: UNTRUSTED,
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

	it('needs three rounds of calls: to read, to write and to tell', async () => {
		const { table, counter } = counted(await makeTable());
		const deps = judgeDeps(table);
		const { toNotify, toContain } = deps.hints;
		const { publish } = deps.events;
		await deliver(untrusted, {
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

	describe('remembers where an access key was used', () => {
		const KEY = 'AKIABORAEXAMPLE';

		it('with the program and the call, also where the call failed', async () => {
			const deps = judgeDeps(await makeTable());
			await deliver(
				assumeRole({ eventTime: '2026-03-03T01:00:00Z', userAgent: 'Boto3/1.34.0' }),
				deps,
			);
			const denied = { eventTime: '2026-03-03T02:00:00Z', sourceIPAddress: UNTRUSTED };
			await deliver(deniedAssumeRole(denied), deps);
			expect(await deps.keyUses.of(KEY)).toEqual([
				{
					...{ network: UNTRUSTED, classification: 'untrusted', agent: 'test' },
					...{ service: 'sts', action: 'AssumeRole' },
					lastAt: Date.parse('2026-03-03T02:00:00Z'),
					firstAt: Date.parse('2026-03-03T02:00:00Z'),
				},
				{
					...{ network: 'office', classification: 'trusted', agent: 'Boto3/1.34.0' },
					...{ service: 'sts', action: 'AssumeRole' },
					lastAt: Date.parse('2026-03-03T01:00:00Z'),
					firstAt: Date.parse('2026-03-03T01:00:00Z'),
				},
			]);
		});

		it('but not for sessions, passwords and calls that AWS made for somebody', async () => {
			const table = await makeTable();
			const deps = judgeDeps(table);
			await deliver(consoleLogin(), deps);
			await deliver(assumeRole({ userIdentity: roleSession('deploy', 'bora') }), deps);
			const service = 'cloudformation.amazonaws.com';
			const identity = { ...iamUser(), accessKeyId: KEY, invokedBy: service };
			await deliver(assumeRole({ userIdentity: identity, sourceIPAddress: service }), deps);
			const stored = await dump(table);
			expect(stored.filter(({ pk }) => String(pk).includes('key-use'))).toEqual([]);
		});

		it('in the same round as the rest of history', async () => {
			const { table, counter } = counted(await makeTable());
			await deliver(assumeRole(), judgeDeps(table));
			expect(counter.rounds()).toBe(2);
		});

		it('or fails, so that the message is delivered again', async () => {
			const deps = judgeDeps(await makeTable());
			const remember = () => Promise.reject(new Error('throttled'));
			await expect(deliver(assumeRole(), { ...deps, keyUses: { remember } })).rejects.toThrow(
				'throttled',
			);
		});
	});

	it('refuses an event whose account or source is not its record’s', async () => {
		const deps = judgeDeps(await makeTable());
		const lying = (over: object) =>
			JSON.stringify({ ...JSON.parse(messageOf(untrusted)), ...over });
		for (const [body, code] of [
			[lying({ account: HUB_ACCOUNT }), 'account-mismatch'],
			[lying({ source: 'aws.sts' }), 'source-mismatch'],
			[JSON.stringify(untrusted), 'not-a-record'],
			['{"detail":', 'not-json'],
		] as const) {
			await expect(judgeSignIn(body, deps, { now: 0, waited: 0 })).rejects.toMatchObject({ code });
		}
	});
});

/** Gives what a reader of the case is told. */
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
