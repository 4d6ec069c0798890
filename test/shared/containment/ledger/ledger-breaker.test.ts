import { describe, expect, it } from 'vitest';
import type { DamagedItemError } from '../../../../shared/runtime/dynamodb-item.ts';
import { aCounting } from '../../../support/a-counting.ts';
import { aDecision, REQUESTED_AT } from '../../../support/a-submitted-request.ts';
import { allItems } from '../../../support/all-items.ts';
import { damage, putItem } from '../../../support/damage.ts';
import { eachLedger, ledgerOn, withDynamo } from '../../../support/each-ledger.ts';

const HOUR = 3_600_000;
const opening = (at = REQUESTED_AT) => ({ why: 'people', at }) as const;

describe.each(eachLedger())('the stored breaker %s', (_, makeLedger) => {
	it('counts an actor of a list once in a slot, by each age', async () => {
		const ledger = await makeLedger();
		const bora = aCounting({ slot: 60 });
		await ledger.count(bora);
		await ledger.count(bora);
		await ledger.count({ ...bora, isOlder: false });
		await ledger.count(aCounting({ slot: 120, actor: 'ari', account: null }));
		await ledger.count(aCounting({ slot: 180 }));
		await ledger.count(aCounting({ slot: 60, list: 'moved|192.0.2.77' }));
		const { list: _, keepUntil: __, ...told } = bora;
		const counted = await ledger.counted('all', { from: 60, to: 120 });
		expect(new Set(counted)).toEqual(
			new Set([
				told,
				{ ...told, isOlder: false },
				{ ...told, slot: 120, actor: 'ari', account: null },
			]),
		);
		expect(counted).toHaveLength(3);
	});

	it('gives ten sessions of an actor a place in any twelve hours, and the same ones again', async () => {
		const ledger = await makeLedger();
		const take = (hour: number, ...sessions: string[]) =>
			ledger.takeRoom('bora', { sessions, at: REQUESTED_AT + hour * HOUR });
		for (let n = 0; n < 9; n++) expect(await take(0, `s${n}`)).toEqual([`s${n}`]);
		expect(await take(1, 'first', 'second')).toEqual(['first']);
		expect(await take(1, 'second', 's3')).toEqual(['s3']);
		expect(await ledger.takeRoom('ari', { sessions: ['x'], at: REQUESTED_AT })).toEqual(['x']);
		// s3 and `first` were used an hour later than the others, and are denied for longer.
		expect(await take(13, ...Array.from({ length: 12 }, (_, n) => `t${n}`))).toHaveLength(8);
		expect(await take(26, 'later')).toEqual(['later']);
	});

	it('keeps five of the ten for sessions in our accounts', async () => {
		const ledger = await makeLedger();
		const take = async (name: string, isElsewhere: boolean) => {
			const sessions = Array.from({ length: 8 }, (_, n) => `${name}${n}`);
			const elsewhere = isElsewhere ? sessions : [];
			return (await ledger.takeRoom('bora', { sessions, elsewhere, at: REQUESTED_AT })).length;
		};
		expect(await take('external', true)).toBe(5);
		expect(await take('external', true)).toBe(5);
		expect(await take('ours', false)).toBe(5);
		expect(await take('other', true)).toBe(0);
	});

	it('gives places to no more than ten sessions that ask at once', async () => {
		const ledger = await makeLedger();
		const asked = Array.from({ length: 16 }, (_, n) =>
			ledger.takeRoom('bora', { sessions: [`s${n}`], at: REQUESTED_AT }),
		);
		expect((await Promise.all(asked)).flat()).toHaveLength(10);
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

describe('in DynamoDB', () => {
	const dynamo = withDynamo();

	it('an actor whose entry is damaged is told, left out, and counted again', async () => {
		const noted: string[] = [];
		const table = await dynamo().makeTable();
		const passOver = ({ item }: DamagedItemError) => void noted.push(item);
		const ledger = ledgerOn({ ...table, passOver });
		await ledger.count(aCounting());
		await ledger.count(aCounting({ actor: 'ari' }));
		const [, key] = await allItems(table);
		await damage(table, { pk: String(key?.pk), sk: String(key?.sk) }, { since: 'then' });
		expect(await ledger.counted('all', { from: 0, to: 9 })).toHaveLength(1);
		expect(noted).toEqual([`${key?.pk} / ${key?.sk}`]);
		await ledger.count(aCounting());
		await ledger.count(aCounting({ actor: 'ari' }));
		expect(await ledger.counted('all', { from: 0, to: 9 })).toHaveLength(2);
	});

	it.each(['ZZZ', 'OPENING#abc', 'OPENING#99999999', 'A'])(
		'an item of an unknown kind beside the openings changes nothing: %s',
		async (sk) => {
			const table = await dynamo().makeTable();
			const breaker = ledgerOn(table);
			await putItem(table, { pk: 'BREAKER', sk });
			expect(await breaker.breaker()).toBeNull();
			expect(await breaker.openBreaker({ why: 'people', at: 1 })).toBe('opened');
			expect(await breaker.breaker()).toMatchObject({ number: 1, why: 'people' });
		},
	);

	it.each([{ places: 'many' }, { places: [7] }, { version: 'x' }, { version: null, places: null }])(
		'a room that is damaged is told and written anew: %o',
		async (fields) => {
			const noted: string[] = [];
			const table = await dynamo().makeTable();
			const passOver = ({ item }: DamagedItemError) => void noted.push(item);
			const ledger = ledgerOn({ ...table, passOver });
			const take = (session: string) =>
				ledger.takeRoom('bora', { sessions: [session], at: REQUESTED_AT });
			await take('s1');
			const [key] = await allItems(table);
			await damage(table, { pk: String(key?.pk), sk: 'ROOM' }, fields);
			expect(await take('s2')).toEqual(['s2']);
			expect(noted).toHaveLength(1);
			expect(await take('s3')).toEqual(['s3']);
			expect(noted).toHaveLength(1);
		},
	);

	it('names of any length are counted', async () => {
		const ledger = ledgerOn(await dynamo().makeTable());
		const long = 'x'.repeat(3_000);
		await ledger.count(aCounting({ list: `moved|${long}` }));
		expect(await ledger.counted(`moved|${long}`, { from: 0, to: 9 })).toHaveLength(1);
		expect(await ledger.takeRoom(long, { sessions: [long], at: 1 })).toEqual([long]);
	});
});
