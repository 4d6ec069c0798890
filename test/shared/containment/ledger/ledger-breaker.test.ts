import { describe, expect, it } from 'vitest';
import {
	type BreakerLedger,
	MOST_COUNTED,
} from '../../../../shared/containment/ledger/ledger-breaker.ts';
import { updateIf } from '../../../../shared/runtime/dynamodb-table.ts';
import { aDecision, REQUESTED_AT } from '../../../support/a-submitted-request.ts';
import { eachLedger, ledgerOn, withDynamo } from '../../../support/each-ledger.ts';
import { memoryLedger } from '../../../support/memory-ledger.ts';

const HOUR = 3_600_000;
const counting = (
	person: string,
	accounts: readonly string[] = ['111122223333'],
	window = '2026-03-03T04',
) => {
	return { window, person, accounts, keepUntil: REQUESTED_AT + HOUR };
};
const opening = (at = REQUESTED_AT) => ({ why: 'people', at }) as const;

describe.each(eachLedger())('the stored breaker %s', (_, makeLedger) => {
	it('counts people and accounts of a window, each once', async () => {
		const ledger = await makeLedger();
		await ledger.countPerson(counting('bora', ['444455556666']));
		await ledger.countPerson(counting('bora', ['444455556666']));
		await ledger.countPerson(counting('another window', [], 'moved|192.0.2.77'));
		expect(await ledger.countPerson(counting('ari'))).toEqual({
			people: ['ari', 'bora'],
			accounts: ['111122223333', '444455556666'],
		});
		expect(await ledger.countPerson(counting('ari', [], 'without accounts'))).toEqual({
			people: ['ari'],
			accounts: [],
		});
	});

	it('opens once, however many functions open it', async () => {
		const ledger = await makeLedger();
		const wanted = [0, 1, 2, 3].map((n) => ledger.openBreaker(opening(REQUESTED_AT + n)));
		expect((await Promise.all(wanted)).filter((answer) => answer === 'opened')).toHaveLength(1);
		expect(await ledger.openBreaker(opening())).toBe('open-already');
		expect(await ledger.breaker()).toMatchObject({
			number: 1,
			why: 'people',
			toldAt: null,
			resumed: null,
		});
	});

	it('is marked as told once', async () => {
		const ledger = await makeLedger();
		await ledger.openBreaker(opening());
		expect(await ledger.markBreakerTold(1, REQUESTED_AT + 1)).toBe(true);
		expect(await ledger.markBreakerTold(1, REQUESTED_AT + 1)).toBe(true);
		expect(await ledger.markBreakerTold(1, REQUESTED_AT + 2)).toBe(false);
		expect(await ledger.markBreakerTold(2, REQUESTED_AT + 2)).toBe(false);
		expect(await ledger.breaker()).toMatchObject({ toldAt: REQUESTED_AT + 1 });
	});

	it('is resumed by the first human who decides it', async () => {
		const ledger = await makeLedger();
		expect(await ledger.breaker()).toBeNull();
		expect(await ledger.resumeBreaker(aDecision())).toBeNull();
		await ledger.openBreaker(opening());
		const first = await ledger.resumeBreaker(aDecision(10, 'the office has moved'));
		expect(first?.resumed).toEqual(aDecision(10, 'the office has moved'));
		expect(await ledger.resumeBreaker(aDecision(11))).toEqual(first);
	});

	it('opens again for what came after, and ignores an earlier decision', async () => {
		const ledger = await makeLedger();
		await ledger.openBreaker(opening());
		await ledger.resumeBreaker(aDecision(10));
		expect(await ledger.openBreaker(opening())).toBe('resumed-since');
		expect(await ledger.openBreaker(opening(REQUESTED_AT + HOUR))).toBe('opened');
		expect(await ledger.resumeBreaker(aDecision(10))).toMatchObject({ number: 2, resumed: null });
	});
});

describe('a full window', () => {
	const dynamo = withDynamo();
	const people = Array.from({ length: MOST_COUNTED }, (_, n) => `p${n}`);

	async function expectFull(ledger: BreakerLedger) {
		expect((await ledger.countPerson(counting('one too many'))).people).toHaveLength(MOST_COUNTED);
		const { accounts } = await ledger.countPerson(counting('p7', ['777788889999']));
		expect(accounts).toContain('777788889999');
	}

	it('in memory does not change, and still counts those in it', async () => {
		const ledger = memoryLedger();
		for (const person of people) await ledger.countPerson(counting(person));
		await expectFull(ledger);
	});

	it('in DynamoDB does not change, and still counts those in it', async () => {
		const table = await dynamo().makeTable();
		const ledger = ledgerOn(table);
		await ledger.countPerson(counting('p0'));
		await updateIf(
			table,
			{ pk: `WINDOW#${counting('p0').window}`, sk: 'WINDOW' },
			{
				update: 'ADD #people :people',
				expression: 'size(#people) = :one',
				values: { ':people': new Set(people), ':one': 1 },
			},
		);
		await expectFull(ledger);
	});
});
