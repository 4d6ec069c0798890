import { describe, expect, it } from 'vitest';
import { askedKeyPasts } from '../../../shared/history/asked-key-pasts.ts';
import type { KeyLookup } from '../../../shared/history/cloudtrail-key-events.ts';
import { dynamodbKeptPasts } from '../../../shared/history/dynamodb-kept-pasts.ts';
import { dynamodbKeyUses } from '../../../shared/history/dynamodb-key-uses.ts';
import type { Table } from '../../../shared/runtime/dynamodb-table.ts';
import { ACCOUNT, OFFICE, UNTRUSTED, usingKey } from '../../support/a-record.ts';
import { allItems } from '../../support/all-items.ts';
import { damage } from '../../support/damage.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { gate } from '../../support/given-key-ages.ts';
import { cloudtrailOf } from '../../support/key-pasts-of-log.ts';
import { awsError } from '../../support/scripted-calls.ts';
import { replaySettings } from '../../support/some-settings.ts';
import { someTelemetry } from '../../support/some-telemetry.ts';

const dynamo = withDynamo();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-03-03T01:00:00Z');
const KEY = 'AKIABORAEXAMPLE';
const REGION = 'eu-west-1';

const question = (over: object = {}) => ({
	...{ keyId: KEY, account: ACCOUNT, region: REGION, network: UNTRUSTED, at: NOW },
	...over,
});

function use(ago: number, sourceIPAddress: string, over: object = {}) {
	const eventTime = new Date(NOW - ago).toISOString();
	return usingKey('ListUsers', { eventTime, sourceIPAddress, awsRegion: REGION, ...over });
}

/** A CloudTrail that knows these records. The test says when the time limit is over. */
function given(table: Table, records: readonly Record<string, unknown>[] = []) {
	const telemetry = someTelemetry();
	const limit = gate();
	const calls: KeyLookup[] = [];
	const waits: number[] = [];
	const state = { now: NOW, fails: null as Error | null, slow: Promise.resolve() };
	const answer = cloudtrailOf(records);
	const pasts = askedKeyPasts({
		...{ trusted: replaySettings().trusted, telemetry, now: () => state.now },
		...{ kept: dynamodbKeptPasts(table), keyUses: dynamodbKeyUses(table) },
		regions: async () => ['us-east-1'],
		lookUp: async (lookup) => {
			calls.push(lookup);
			await state.slow;
			if (state.fails !== null) throw state.fails;
			return answer(lookup);
		},
		sleep: (ms) => {
			if (ms === 2_000 || ms === 6_000) return limit.opened;
			waits.push(ms);
			state.now += ms;
			return Promise.resolve();
		},
	});
	return { pasts, calls, waits, limit, state, telemetry };
}

describe('the past of a key that CloudTrail tells', () => {
	it('is asked in the account of the key, in the Region of the call and the global one', async () => {
		const { pasts, calls } = given(await dynamo().makeTable(), [use(3 * DAY, OFFICE)]);
		expect(await pasts.find(question())).toBe('new-here');
		expect(calls).toEqual(
			[REGION, 'us-east-1'].map((region) => ({
				...{ keyId: KEY, account: ACCOUNT, region, until: NOW - DAY },
			})),
		);
	});

	it('is asked once, whatever the network, and not again where it lasts', async () => {
		const table = await dynamo().makeTable();
		const { pasts, calls } = given(table, [use(3 * DAY, OFFICE)]);
		await pasts.find(question());
		expect(await pasts.find(question({ network: '198.51.100.7' }))).toBe('new-here');
		expect(calls).toHaveLength(2);
		// Nothing of it is in CloudTrail any more.
		const later = given(table);
		expect(await later.pasts.find(question({ at: NOW + 95 * DAY }))).toBe('new-here');
		expect(later.calls).toEqual([]);
	});

	it('is asked again after an hour if no use was known, and in another Region', async () => {
		const table = await dynamo().makeTable();
		const first = given(table);
		expect(await first.pasts.find(question())).toBe('nowhere');
		expect(await first.pasts.find(question({ at: NOW + HOUR / 2 }))).toBe('nowhere');
		const asked = first.calls.length;
		await first.pasts.find(question({ region: 'sa-east-1' }));
		expect(first.calls.length).toBeGreaterThan(asked);
		const later = given(table, [use(-HOUR, OFFICE)]);
		later.state.now = NOW + 3 * HOUR;
		expect(await later.pasts.find(question({ at: NOW + 3 * HOUR }))).toBe('new-here');
	});

	it('is asked once in the Regions of all keys by a thief who calls in every Region', async () => {
		const table = await dynamo().makeTable();
		const { pasts, calls } = given(table, [use(3 * DAY, OFFICE, { awsRegion: 'us-east-1' })]);
		const regions = [REGION, 'sa-east-1', 'eu-north-1', REGION, 'us-east-1'];
		for (const [n, region] of regions.entries())
			expect(await pasts.find(question({ region, network: `192.0.2.${n}` }))).toBe('new-here');
		expect(calls.filter(({ region }) => region === 'us-east-1')).toHaveLength(1);
		// Those where nothing is found are asked for the newest uses as well.
		expect(calls.filter(({ region }) => region === REGION)).toHaveLength(1);
		expect(calls.filter(({ region }) => region === 'sa-east-1')).toHaveLength(2);
	});

	it('shows a usual network behind a thousand calls of the last day', async () => {
		const busy = Array.from({ length: 1_000 }, (_, n) => use(n * 1_000, '198.51.100.7'));
		const { pasts } = given(await dynamo().makeTable(), [...busy, use(3 * DAY, UNTRUSTED)]);
		expect(await pasts.find(question())).toBe('usual-here');
	});

	it('shows the office of a key that is younger than a day', async () => {
		const { pasts, calls, waits } = given(await dynamo().makeTable(), [use(HOUR, OFFICE)]);
		expect(await pasts.find(question())).toBe('new-here');
		expect(calls.map(({ until }) => until)).toEqual([NOW - DAY, NOW - DAY, NOW, NOW]);
		// One call a second for each account and Region.
		expect(waits.length).toBeGreaterThan(0);
	});

	it('counts denied calls, and neither those of services nor of other keys', async () => {
		const denied = use(3 * DAY, OFFICE, { errorCode: 'AccessDenied' });
		expect(await given(await dynamo().makeTable(), [denied]).pasts.find(question())).toBe(
			'new-here',
		);
		const others = [
			use(3 * DAY, 'athena.amazonaws.com'),
			use(3 * DAY, '10.0.0.1'),
			use(3 * DAY, OFFICE, { userIdentity: { type: 'IAMUser', accessKeyId: 'AKIAOTHER' } }),
		];
		expect(await given(await dynamo().makeTable(), others).pasts.find(question())).toBe('nowhere');
	});

	it.each(['ThrottlingException', 'AccessDeniedException', 'TimeoutError'])(
		'is not answered for %s, and answered for the next use',
		async (name) => {
			const table = await dynamo().makeTable();
			const { pasts, state, telemetry } = given(table, [use(3 * DAY, OFFICE)]);
			state.fails = awsError(name);
			expect(await pasts.find(question())).toBe('not-answered');
			expect(telemetry.counted).toEqual(['KeyPastUnknown failed']);
			expect(JSON.stringify([telemetry.logged, await allItems(table)])).not.toContain(KEY);
			state.fails = null;
			state.now += 5_000;
			expect(await pasts.find(question())).toBe('new-here');
		},
	);

	it('is not answered if a Region fails, because the usual network may be there', async () => {
		const table = await dynamo().makeTable();
		const { pasts, state } = given(table, [use(3 * DAY, OFFICE)]);
		state.fails = awsError('UnrecognizedClientException');
		expect(await pasts.find(question())).toBe('not-answered');
	});

	it('is not answered without the account of the key', async () => {
		const { pasts, calls } = given(await dynamo().makeTable());
		expect(await pasts.find(question({ account: null }))).toBe('not-answered');
		expect(calls).toEqual([]);
	});

	it('is late after the limit, and kept when it comes', async () => {
		const table = await dynamo().makeTable();
		const { pasts, limit, state, telemetry } = given(table, [use(3 * DAY, OFFICE)]);
		const answer = gate();
		state.slow = answer.opened;
		const found = pasts.find(question());
		limit.open();
		expect(await found).toBe('not-answered');
		expect(telemetry.counted).toEqual(['KeyPastUnknown late']);
		answer.open();
		const said = async () => (await dynamodbKeptPasts(table).read(question())).said;
		await expect.poll(said).toBe('new-here');
		expect(await given(table).pasts.find(question())).toBe('new-here');
	});

	it('is not answered for keys of an account that are too many at once', async () => {
		const table = await dynamo().makeTable();
		const keys = Array.from({ length: 8 }, (_, n) => `AKIAEXAMPLE${n}`);
		const kept = dynamodbKeptPasts(table);
		const turns = await Promise.all(
			keys.map(() =>
				kept.takeTurn({ account: ACCOUNT, region: REGION, now: NOW, latest: NOW + 2_000 }),
			),
		);
		const taken = turns.filter((turn) => turn !== null);
		expect(taken.length).toBeLessThanOrEqual(3);
		expect(new Set(taken).size).toBe(taken.length);
		const { pasts } = given(table, [use(3 * DAY, OFFICE)]);
		expect(['not-answered', 'new-here']).toContain(await pasts.find(question()));
	});

	it.each([
		[undefined, 'not-answered'],
		[6_000, 'new-here'],
	])('waits as long for its turn as it may: %s ms', async (within, past) => {
		const table = await dynamo().makeTable();
		const turn = { account: ACCOUNT, region: REGION, now: NOW, latest: NOW + 6_000 };
		for (let n = 0; n < 4; n++) await dynamodbKeptPasts(table).takeTurn(turn);
		const { pasts } = given(table, [use(3 * DAY, OFFICE)]);
		expect(await pasts.find(question(), within)).toBe(past);
	});

	it('is found out again if what is kept cannot be read', async () => {
		const table = await dynamo().makeTable();
		const passing = { ...table, passOver: () => {} };
		await given(passing, [use(3 * DAY, OFFICE)]).pasts.find(question());
		for (const { pk, sk } of await allItems(table))
			await damage(table, { pk: String(pk), sk: String(sk) }, { past: 'mars', freeAt: 'soon' });
		const again = given(passing, [use(3 * DAY, UNTRUSTED)]);
		expect(await again.pasts.find(question({ at: NOW + 2 * HOUR }))).toBe('usual-here');
	});
});
