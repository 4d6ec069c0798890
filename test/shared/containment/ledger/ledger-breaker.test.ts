import { describe, expect, it } from 'vitest';
import { type BrakeLedger, MOST_COUNTED } from '../../../../shared/containment/ledger/ledger-breaker.ts';
import { updateIf } from '../../../../shared/runtime/dynamodb-table.ts';
import { aDecision, WISHED_AT } from '../../../support/a-submitted-request.ts';
import { eachLedger, ledgerOn, withDynamo } from '../../../support/each-ledger.ts';
import { memoryLedger } from '../../../support/memory-ledger.ts';

const HOUR = 3_600_000;
const counting = (
	person: string,
	accounts: readonly string[] = ['111122223333'],
	window = '2026-03-03T04',
) => {
	return { window, person, accounts, keepUntil: WISHED_AT + HOUR };
};
const opening = (at = WISHED_AT) => ({ why: 'people', at }) as const;

describe.each(eachLedger())("the brake's memory %s", (_, makeLedger) => {
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

	it('opens once, however many want it', async () => {
		const ledger = await makeLedger();
		const wanted = [0, 1, 2, 3].map((n) => ledger.openBrake(opening(WISHED_AT + n)));
		expect((await Promise.all(wanted)).filter((answer) => answer === 'opened')).toHaveLength(1);
		expect(await ledger.openBrake(opening())).toBe('open-already');
		expect(await ledger.brake()).toMatchObject({ number: 1, why: 'people', toldAt: null, resumed: null });
	});

	it('is told once', async () => {
		const ledger = await makeLedger();
		await ledger.openBrake(opening());
		expect(await ledger.markBrakeTold(1, WISHED_AT + 1)).toBe(true);
		expect(await ledger.markBrakeTold(1, WISHED_AT + 1)).toBe(true);
		expect(await ledger.markBrakeTold(1, WISHED_AT + 2)).toBe(false);
		expect(await ledger.markBrakeTold(2, WISHED_AT + 2)).toBe(false);
		expect(await ledger.brake()).toMatchObject({ toldAt: WISHED_AT + 1 });
	});

	it('is resumed by the first human who says so', async () => {
		const ledger = await makeLedger();
		expect(await ledger.brake()).toBeNull();
		expect(await ledger.resumeBrake(aDecision())).toBeNull();
		await ledger.openBrake(opening());
		const first = await ledger.resumeBrake(aDecision(10, 'the office has moved'));
		expect(first?.resumed).toEqual(aDecision(10, 'the office has moved'));
		expect(await ledger.resumeBrake(aDecision(11))).toEqual(first);
	});

	it('opens again for what came after, and takes no answer that was given before', async () => {
		const ledger = await makeLedger();
		await ledger.openBrake(opening());
		await ledger.resumeBrake(aDecision(10));
		expect(await ledger.openBrake(opening())).toBe('resumed-since');
		expect(await ledger.openBrake(opening(WISHED_AT + HOUR))).toBe('opened');
		expect(await ledger.resumeBrake(aDecision(10))).toMatchObject({ number: 2, resumed: null });
	});
});

describe('a full window', () => {
	const dynamo = withDynamo();
	const people = Array.from({ length: MOST_COUNTED }, (_, n) => `p${n}`);

	async function expectFull(ledger: BrakeLedger) {
		expect((await ledger.countPerson(counting('one too many'))).people).toHaveLength(MOST_COUNTED);
		const { accounts } = await ledger.countPerson(counting('p7', ['777788889999']));
		expect(accounts).toContain('777788889999');
	}

	it('in memory answers as it is, and counts those in it as before', async () => {
		const ledger = memoryLedger();
		for (const person of people) await ledger.countPerson(counting(person));
		await expectFull(ledger);
	});

	it('in DynamoDB answers as it is, and counts those in it as before', async () => {
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
