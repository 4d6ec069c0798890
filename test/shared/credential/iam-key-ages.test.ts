import { describe, expect, it } from 'vitest';
import { CREATED_AT, gate, givenKeyAges, KEY } from '../../support/given-key-ages.ts';
import { awsError } from '../../support/scripted-calls.ts';

const KNOWN = { kind: 'known', createdAt: CREATED_AT };
const HOUR = 3_600_000;
/** Resolves when everything has happened that need not wait. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the age of an access key', () => {
	it('is read from IAM in the owning account, page by page', async () => {
		const { ages, accounts, asked, waits } = givenKeyAges();
		expect(await ages.find(KEY, 1_000)).toEqual(KNOWN);
		expect(accounts).toEqual(['111122223333']);
		expect(asked()).toEqual([{ UserName: 'bora' }, { UserName: 'bora', Marker: '1' }]);
		expect(waits).toEqual([1_000]);
	});

	it('is kept in the table and in the process', async () => {
		const { ages, asked, remembered } = givenKeyAges();
		await ages.find(KEY, 1_000);
		await settled();
		expect(remembered).toEqual(new Map([[KEY.keyId, CREATED_AT]]));
		expect(await ages.find(KEY, 1_000)).toEqual(KNOWN);
		expect(asked()).toHaveLength(2);

		const another = givenKeyAges({ remembered });
		expect(await another.ages.find(KEY, 1_000)).toEqual(KNOWN);
		expect(another.asked()).toEqual([]);
	});

	it('is read once if several callers ask at the same time', async () => {
		const { ages, asked } = givenKeyAges();
		const answers = await Promise.all([
			ages.find(KEY, 1_000),
			ages.find(KEY, 1_000),
			ages.find(KEY, 1_000),
		]);
		expect(answers).toEqual([KNOWN, KNOWN, KNOWN]);
		expect(asked()).toHaveLength(2);
	});

	it.each(['iam', 'table'] as const)(
		'is asking if the %s does not answer within the limit, and known when it answers',
		async (slow) => {
			const { ages, state, limit, asked } = givenKeyAges();
			const answer = gate();
			state[slow] = () => answer.opened;
			const found = ages.find(KEY, 1_000);
			limit.open();
			expect(await found).toEqual({ kind: 'asking' });
			answer.open();
			await settled();
			expect(await ages.find(KEY, 1_000)).toEqual(KNOWN);
			expect(asked()).toHaveLength(2);
		},
	);

	it('is unknown for root, without a request', async () => {
		const { ages, accounts } = givenKeyAges();
		const answer = await ages.find({ ...KEY, user: '<root>' }, 1_000);
		expect(answer).toEqual({ kind: 'unknown', reason: 'root' });
		expect(accounts).toEqual([]);
	});

	it.each([
		['no-such-user', 'NoSuchEntityException', 0],
		['not-permitted', 'AccessDenied', 1],
		['not-permitted', 'AccessDeniedException', 1],
	])('is unknown (%s) if IAM answers %s', async (reason, name, warnings) => {
		const { ages, state, telemetry } = givenKeyAges();
		state.iam = () => Promise.reject(awsError(name));
		expect(await ages.find(KEY, 1_000)).toEqual({ kind: 'unknown', reason });
		expect(telemetry.logged).toHaveLength(warnings);
	});

	it('is unknown if the role cannot be assumed', async () => {
		const { ages, state } = givenKeyAges();
		state.refuseRole = awsError('AccessDenied');
		expect(await ages.find(KEY, 1_000)).toEqual({ kind: 'unknown', reason: 'not-permitted' });
	});

	it('is unknown if the user has no such key', async () => {
		const { ages, state } = givenKeyAges();
		state.keys.pop();
		expect(await ages.find(KEY, 1_000)).toEqual({ kind: 'unknown', reason: 'not-listed' });
	});

	it('is read again an hour after it was unknown', async () => {
		const { ages, state, remembered } = givenKeyAges();
		const key = state.keys.pop();
		await ages.find(KEY, 1_000);
		state.keys = key === undefined ? [] : [key];
		state.now += HOUR - 1;
		expect(await ages.find(KEY, 1_000)).toMatchObject({ kind: 'unknown' });
		expect(remembered.size).toBe(0);
		state.now += 1;
		expect(await ages.find(KEY, 1_000)).toEqual(KNOWN);
	});

	it.each(['Throttling', 'TimeoutError', 'ServiceFailureException'])(
		'is asking after %s, and the log does not have what was sent',
		async (name) => {
			const { ages, state, telemetry } = givenKeyAges();
			state.iam = () => Promise.reject(awsError(name));
			expect(await ages.find(KEY, 1_000)).toEqual({ kind: 'asking' });
			expect(telemetry.logged).toEqual([
				{
					level: 'warn',
					message: 'access key age lookup failed',
					fields: { account: '111122223333', user: 'bora', error: name },
				},
			]);
			state.iam = async () => undefined;
			expect(await ages.find(KEY, 1_000)).toEqual(KNOWN);
		},
	);

	it('comes from IAM if the table fails, with a warning', async () => {
		const { ages, state, telemetry, remembered } = givenKeyAges();
		state.table = () => Promise.reject(awsError('InternalServerError'));
		expect(await ages.find(KEY, 1_000)).toEqual(KNOWN);
		await settled();
		expect(remembered.size).toBe(0);
		expect(telemetry.logged).toHaveLength(2);
	});
});
