import { describe, expect, it } from 'vitest';
import { dynamodbReportRuns } from '../../../shared/report/dynamodb-report-runs.ts';
import { isFinished, type ReportRuns, RUN_MS } from '../../../shared/report/report-runs.ts';
import { DamagedItemError } from '../../../shared/runtime/dynamodb-item.ts';
import { getItem, openKeys } from '../../../shared/runtime/dynamodb-table.ts';
import { allItems } from '../../support/all-items.ts';
import { damage } from '../../support/damage.ts';
import { withDynamo } from '../../support/each-ledger.ts';

const T0 = Date.UTC(2026, 10, 30, 0, 0, 5);
const WEEK = '2026-W49';
const RUN = { week: WEEK, scheduledAt: T0 - 5_000, startedAt: T0 };
const AUDIT = { id: '111122223333', name: 'audit' };
const PROD = { id: '222233334444', name: 'prod' };
const READ = { state: 'read', at: T0 + 10, note: null } as const;
const FAILED = { state: 'failed', at: T0 + 20, why: 'AccessDenied' } as const;
const waiting = ({ id, name }: typeof PROD) => {
	return { account: id, name, state: 'waiting', why: null, at: null, note: null };
};
const asRead = ({ id, name }: typeof PROD, note: string | null = null) => {
	return { account: id, name, state: 'read', why: null, at: READ.at, note };
};

const dynamo = withDynamo();

async function someRuns(): Promise<ReportRuns> {
	return dynamodbReportRuns(await dynamo().makeTable());
}

describe('the run of a week', () => {
	it('is started once; a second start gives what is stored', async () => {
		const table = await dynamo().makeTable();
		const runs = dynamodbReportRuns(table);
		expect(await runs.find(WEEK)).toBeNull();
		const run = {
			...{ ...RUN, deadline: T0 + RUN_MS, toldAt: null },
			accounts: [waiting(PROD), waiting(AUDIT)],
		};
		expect(await runs.start(RUN, [PROD, AUDIT])).toEqual(run);
		const again = { ...RUN, startedAt: T0 + 999, scheduledAt: T0 };
		const renamed = { ...AUDIT, name: 'security' };
		const added = { id: '333344445555', name: 'new' };
		expect(await runs.start(again, [renamed, added])).toEqual(run);
		expect(await runs.find(WEEK)).toEqual(run);
		expect(await runs.find('2026-W50')).toBeNull();
		expect(await allItems(table)).toHaveLength(3);
	});

	it('is finished when every account is read or has failed', async () => {
		const runs = await someRuns();
		expect(isFinished(await runs.start(RUN, [PROD, AUDIT]))).toBe(false);
		await runs.finishAccount(WEEK, PROD.id, { ...READ, note: 'logs not asked' });
		const half = await runs.find(WEEK);
		expect(half?.accounts).toEqual([asRead(PROD, 'logs not asked'), waiting(AUDIT)]);
		expect(half !== null && isFinished(half)).toBe(false);
		await runs.finishAccount(WEEK, AUDIT.id, FAILED);
		const whole = await runs.find(WEEK);
		expect(whole?.accounts[1]).toEqual({
			...{ account: AUDIT.id, name: 'audit', note: null },
			...FAILED,
		});
		expect(whole !== null && isFinished(whole)).toBe(true);
	});

	it.each([
		['a later failure', { ...FAILED, at: READ.at + 1 }],
		['an earlier failure', { ...FAILED, at: READ.at - 1 }],
		['the same again', READ],
		['an earlier reading', { ...READ, at: READ.at - 1, note: 'old' }],
	])('keeps an account that was read in spite of %s', async (_, outcome) => {
		for (const order of [
			[READ, outcome],
			[outcome, READ],
		]) {
			const runs = await someRuns();
			await runs.start(RUN, [PROD]);
			for (const one of order) await runs.finishAccount(WEEK, PROD.id, one);
			expect((await runs.find(WEEK))?.accounts).toEqual([asRead(PROD)]);
		}
	});

	it('holds thousands of accounts, more than a page of the table', async () => {
		const runs = await someRuns();
		const accounts = Array.from({ length: 1_200 }, (_, index) => {
			return { id: String(100_000_000_000 + index), name: `team ${index} ${'x'.repeat(40)}` };
		});
		await runs.start(RUN, accounts);
		const why = 'y'.repeat(1_000);
		await Promise.all(accounts.map(({ id }) => runs.finishAccount(WEEK, id, { ...FAILED, why })));
		const run = await runs.find(WEEK);
		expect(run?.accounts.map(({ account: id, name }) => ({ id, name }))).toEqual(accounts);
		expect(run !== null && isFinished(run)).toBe(true);
	}, 60_000);
});

describe('an overdue run', () => {
	it('is found from its deadline on until it is told', async () => {
		const table = await dynamo().makeTable();
		const runs = dynamodbReportRuns(table);
		await runs.start(RUN, [PROD, AUDIT]);
		await runs.start({ ...RUN, week: '2026-W48', startedAt: T0 - 7 * 86_400_000 }, [PROD]);
		const weeks = async (now: number) => (await runs.overdue(now)).map(({ week }) => week);
		expect(await weeks(T0 + RUN_MS - 1)).toEqual(['2026-W48']);
		expect(await weeks(T0 + RUN_MS)).toEqual(['2026-W48', WEEK]);
		await runs.recordTold('2026-W48', T0);
		await runs.recordTold(WEEK, T0 + RUN_MS);
		await runs.recordTold(WEEK, T0 + RUN_MS + 1);
		expect(await weeks(T0 + RUN_MS)).toEqual([]);
		expect(await openKeys(table, 'report', 9)).toEqual([]);
		expect(await runs.find(WEEK)).toMatchObject({ toldAt: T0 + RUN_MS });
	});

	it('is not made by recording that it was told', async () => {
		const runs = await someRuns();
		await runs.recordTold(WEEK, T0);
		expect(await runs.find(WEEK)).toBeNull();
	});
});

describe('the items of a run', () => {
	const key = { pk: 'REPORT#2026-W49', sk: `ACCOUNT#${PROD.id}` };
	const end = Math.floor(T0 / 1_000) + 400 * 86_400;

	async function withNotes() {
		const table = await dynamo().makeTable();
		const noted: string[] = [];
		const passOver = ({ item }: DamagedItemError) => void noted.push(item);
		return { table, noted, runs: dynamodbReportRuns({ ...table, passOver }) };
	}

	it('are deleted after 400 days', async () => {
		const { table, runs } = await withNotes();
		await runs.start(RUN, [PROD]);
		await runs.finishAccount(WEEK, AUDIT.id, READ);
		await runs.recordTold(WEEK, T0);
		expect((await allItems(table)).map(({ ttl }) => ttl)).toEqual([end, end, end]);
	});

	it('never make an account done that cannot be read, until it is read again', async () => {
		const { table, noted, runs } = await withNotes();
		await runs.start(RUN, [PROD, AUDIT]);
		for (const { id } of [PROD, AUDIT]) await runs.finishAccount(WEEK, id, READ);
		await damage(table, key, { at: 'yesterday' });
		const run = await runs.find(WEEK);
		expect(run?.accounts[0]).toMatchObject({
			...{ account: PROD.id, state: 'waiting', why: expect.stringContaining('cannot be read') },
		});
		expect(run !== null && isFinished(run)).toBe(false);
		expect(noted).toEqual([`${key.pk} / ${key.sk}`]);
		await damage(table, key, { state: 'rumour' });
		await runs.finishAccount(WEEK, PROD.id, FAILED);
		expect((await runs.find(WEEK))?.accounts[0]).toMatchObject({ name: 'prod', ...FAILED });
	});

	it('do not hide a damaged run: it is passed over, and starting it again fails', async () => {
		const { table, noted, runs } = await withNotes();
		await runs.start(RUN, [PROD]);
		await runs.start({ ...RUN, week: '2026-W48' }, [PROD]);
		await damage(table, { ...key, sk: 'RUN' }, { accounts: 'many' });
		expect(await runs.find(WEEK)).toBeNull();
		expect((await runs.overdue(T0 + RUN_MS)).map(({ week }) => week)).toEqual(['2026-W48']);
		expect(noted).toEqual(Array(2).fill(`${key.pk} / RUN`));
		await expect(runs.start(RUN, [PROD])).rejects.toThrow(DamagedItemError);
		await expect(dynamodbReportRuns(table).find(WEEK)).rejects.toThrow(DamagedItemError);
	});

	it('of an account that is not in the run change nothing', async () => {
		const { table, runs } = await withNotes();
		await runs.start(RUN, [PROD]);
		await runs.finishAccount(WEEK, AUDIT.id, READ);
		expect((await runs.find(WEEK))?.accounts).toEqual([waiting(PROD)]);
		expect(await getItem(table, { ...key, sk: `ACCOUNT#${AUDIT.id}` })).toBeDefined();
	});
});
