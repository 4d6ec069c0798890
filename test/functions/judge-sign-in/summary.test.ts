import { describe, expect, it } from 'vitest';
import type { JudgeDeps } from '../../../functions/judge-sign-in/deps.ts';
import { recallSignIn } from '../../../functions/judge-sign-in/recall-sign-in.ts';
import { recordSignIn } from '../../../functions/judge-sign-in/record-sign-in.ts';
import type { Table } from '../../../shared/runtime/dynamodb-table.ts';
import { signInsOf } from '../../../shared/summary/daily-summary.ts';
import { dynamodbDailySummaries } from '../../../shared/summary/dynamodb-daily-summaries.ts';
import { judge } from '../../../shared/verdict/judge.ts';
import type { Verdict } from '../../../shared/verdict/verdict.ts';
import { assumeRole, consoleLogin, roleSession, UNTRUSTED } from '../../support/a-record.ts';
import { countRounds } from '../../support/count-rounds.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { aSignInFrom } from '../../support/follow-records.ts';
import { judgeDeps } from '../../support/judge-deps.ts';

const dynamo = withDynamo();
const DAY = '2026-03-03';

/** Judges a record, and writes what the verdict changes, with the verdict changed so. */
async function record(given: object, over: Partial<Verdict>, deps: JudgeDeps) {
	const signIn = aSignInFrom({ ...given });
	const recalled = await recallSignIn(signIn, deps);
	const { verdict, remembered } = judge(recalled.facts, recalled.known, recalled.settings);
	const judged = { signIn, verdict: { ...verdict, ...over }, known: recalled.known };
	return recordSignIn({ judged, remembered, recalled, now: signIn.time + 5_000 }, deps);
}

function linesOf(table: Table, day = DAY) {
	return dynamodbDailySummaries(table).read(day);
}

const odd = consoleLogin({ sourceIPAddress: UNTRUSTED, responseElements: null });
const alert = (session: string) =>
	assumeRole({ sourceIPAddress: UNTRUSTED, userIdentity: roleSession('ci', session) });
const IN_SUMMARY = { inSummary: true, posted: false } as const;

describe('a sign-in that is told once a day', () => {
	it('is written as a line of its day, once, however often it is delivered', async () => {
		const table = await dynamo().makeTable();
		const deps = judgeDeps(table);
		for (let delivery = 0; delivery < 3; delivery++) await record(odd, IN_SUMMARY, deps);
		const summary = await linesOf(table);
		expect(summary.lines).toMatchObject([{ kind: 'odd', event: 'ConsoleLogin', count: 1 }]);
		expect(deps.sent.notify).toEqual([]);
	});

	it('neither opens a case, nor changes the card of one, nor is told to other systems', async () => {
		const table = await dynamo().makeTable();
		const deps = judgeDeps(table);
		expect(await record(alert('first'), {}, deps)).not.toBeNull();
		const due = await deps.cases.due(9);
		for (let n = 0; n < 3; n++)
			expect(await record(alert(`session-${n}`), IN_SUMMARY, deps)).toBeNull();
		expect(await deps.cases.due(9)).toEqual(due);
		expect(signInsOf(await linesOf(table))).toBe(3);
	});

	it('is not written if it is told at once or not at all', async () => {
		const table = await dynamo().makeTable();
		await record(odd, { inSummary: false }, judgeDeps(table));
		expect(signInsOf(await linesOf(table))).toBe(0);
	});

	it('needs no further round of calls after the first of its day', async () => {
		const rounds = async (over: Partial<Verdict>) => {
			const { table, rounds: counted } = countRounds(await dynamo().makeTable());
			const deps = judgeDeps(table);
			await record(alert('first'), over, deps);
			const before = counted();
			await record(alert('second'), over, deps);
			return counted() - before;
		};
		const quiet = { disposition: 'record', posted: false } as const;
		expect(await rounds(IN_SUMMARY)).toBe(await rounds(quiet));
	});
});
