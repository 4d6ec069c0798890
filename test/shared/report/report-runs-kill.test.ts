import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dynamodbReportRuns } from '../../../shared/report/dynamodb-report-runs.ts';
import type { AccountOutcome, ReportRuns } from '../../../shared/report/report-runs.ts';
import { allItems } from '../../support/all-items.ts';
import { withDynamo } from '../../support/each-ledger.ts';

/** Milliseconds. An idle machine needs a second or two. */
const SLOW = 60_000;
const T0 = Date.UTC(2026, 10, 30);
const WEEK = '2026-W49';
const RUN = { week: WEEK, scheduledAt: T0, startedAt: T0 };
const ACCOUNTS = [
	{ id: '111122223333', name: 'audit' },
	{ id: '222233334444', name: 'prod' },
	{ id: '333344445555', name: 'test' },
];
const [AUDIT = { id: '', name: '' }, PROD = AUDIT] = ACCOUNTS;

type Act = (runs: ReportRuns) => Promise<unknown>;

const ACTS: readonly [string, Act][] = [
	['start', (runs) => runs.start(RUN, ACCOUNTS)],
	['fail', (runs) => runs.finishAccount(WEEK, PROD.id, { state: 'failed', at: T0 + 1, why: 'no' })],
	['read', (runs) => runs.finishAccount(WEEK, PROD.id, { state: 'read', at: T0 + 2, note: null })],
	['tell', (runs) => runs.recordTold(WEEK, T0 + 3)],
];

describe('a run that is killed at any call and continued', { timeout: SLOW }, () => {
	const dynamo = withDynamo();

	it.each(['before', 'after'] as const)('is the same when killed %s a call', async (when) => {
		const undisturbed = await dynamo().makeTable();
		const table = await dynamo().makeTable();
		let kills = 0;
		for (const [, act] of ACTS) {
			await act(dynamodbReportRuns(undisturbed));
			const runs = dynamodbReportRuns(table);
			for (let call = 1; await dynamo().killAt({ call, when }, () => act(runs)); call++) kills++;
			expect(sorted(await allItems(table))).toEqual(sorted(await allItems(undisturbed)));
		}
		expect(kills).toBeGreaterThan(ACTS.length);
	});

	it('has the accounts of its first start, even if others are given after the kill', async () => {
		for (let call = 1, wasKilled = true; wasKilled; call++) {
			const runs = dynamodbReportRuns(await dynamo().makeTable());
			const start = () => runs.start(RUN, ACCOUNTS);
			wasKilled = await dynamo().killAt({ call, when: 'after' }, start);
			const changed = [AUDIT, { id: '999988887777', name: 'new' }];
			const { accounts } = await runs.start({ ...RUN, startedAt: T0 + 9 }, changed);
			expect(accounts.map(({ account }) => account)).toEqual(ACCOUNTS.map(({ id }) => id));
			expect(accounts.every(({ state }) => state === 'waiting')).toBe(true);
			expect(accounts[0]).toMatchObject({ name: 'audit' });
		}
	});

	it('is the same for two starts at once', async () => {
		const runs = dynamodbReportRuns(await dynamo().makeTable());
		const other = { ...RUN, startedAt: T0 + 9 };
		const finish = () =>
			runs.finishAccount(WEEK, PROD.id, { state: 'read', at: T0 + 2, note: null });
		const meanwhile = async () => {
			await runs.start(RUN, ACCOUNTS);
			await finish();
		};
		for (const call of [1, 2, 3]) {
			await dynamo().stallAt(call, meanwhile, () => runs.start(other, ACCOUNTS));
			const run = await runs.find(WEEK);
			expect(run?.accounts[1]).toMatchObject({ name: 'prod', state: 'read', at: T0 + 2 });
			expect(run?.accounts).toHaveLength(ACCOUNTS.length);
		}
	});
});

const outcome = fc
	.tuple(fc.constantFrom(...ACCOUNTS), fc.boolean(), fc.nat(5))
	.map(([{ id }, isRead, minute]): { id: string; outcome: AccountOutcome } => {
		const at = T0 + minute * 60_000;
		return isRead
			? { id, outcome: { state: 'read', at, note: `read at ${minute}` } }
			: { id, outcome: { state: 'failed', at, why: `failed at ${minute}` } };
	});

/** What must stand in the end, by looking at all outcomes together. */
function expected(id: string, outcomes: readonly { id: string; outcome: AccountOutcome }[]) {
	const mine = outcomes.filter((one) => one.id === id).map((one) => one.outcome);
	const read = mine.filter(({ state }) => state === 'read');
	const counted = read.length > 0 ? read : mine;
	return counted.toSorted((one, other) => other.at - one.at)[0] ?? { state: 'waiting', at: null };
}

describe('outcomes of accounts', () => {
	const dynamo = withDynamo();

	it('may come in any order and any number, also before the start', { timeout: SLOW }, async () => {
		const order = fc.array(outcome, { maxLength: 8 }).chain((outcomes) =>
			fc.record({
				outcomes: fc.constant(outcomes),
				shuffled: fc.shuffledSubarray([...outcomes, ...outcomes], {
					minLength: 2 * outcomes.length,
				}),
				startAt: fc.nat(16),
			}),
		);
		await fc.assert(
			fc.asyncProperty(order, async ({ outcomes, shuffled, startAt }) => {
				const runs = dynamodbReportRuns(await dynamo().makeTable());
				const acts: Act[] = shuffled.map(
					(one) => () => runs.finishAccount(WEEK, one.id, one.outcome),
				);
				acts.splice(startAt, 0, () => runs.start(RUN, ACCOUNTS));
				for (const act of acts) await act(runs);
				const run = await runs.find(WEEK);
				expect(run?.accounts.map(({ account, name }) => ({ id: account, name }))).toEqual(ACCOUNTS);
				for (const one of run?.accounts ?? []) {
					expect(one).toMatchObject(expected(one.account, outcomes));
				}
			}),
			{ numRuns: 60 },
		);
	});
});

function sorted(items: readonly Record<string, unknown>[]) {
	const key = (item: Record<string, unknown>) => `${item.pk} ${item.sk}`;
	return items.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}
