import { describe, expect, it } from 'vitest';
import { iamUser, OFFICE, UNTRUSTED, usingKey } from '../../support/a-record.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { CONTAIN, deliver, judgeDeps, OLD_USERS } from '../../support/judge-deps.ts';
import { keyPastsOfLog } from '../../support/key-pasts-of-log.ts';

type Fields = Readonly<Record<string, unknown>>;

const dynamo = withDynamo();
const DAY = 86_400_000;
const NOW = Date.parse('2026-03-03T01:00:00Z');
const SITE = '198.51.100.7';

/** A use of a key, so many days before now. */
function use(daysAgo: number, sourceIPAddress: string, over: Fields = {}) {
	const eventTime = new Date(NOW - daysAgo * DAY).toISOString();
	return usingKey('GetCallerIdentity', {
		...{ eventTime, sourceIPAddress, eventSource: 'sts.amazonaws.com', ...over },
	});
}

async function given(before: readonly Fields[], over: Fields = {}) {
	const table = await dynamo().makeTable();
	const deps = judgeDeps(table, CONTAIN);
	return { ...deps, keyPasts: keyPastsOfLog(table, deps.settings.trusted, before), ...over };
}

const statesIn = async ({ ledger }: Awaited<ReturnType<typeof given>>) =>
	(await ledger.open()).map(({ state }) => state);

describe('a call with a key, made so that production is denied', () => {
	it('only asks where the key is at home at a site that nobody listed', async () => {
		const deps = await given([use(3, SITE)]);
		await deliver(use(0, UNTRUSTED), deps);
		expect(await statesIn(deps)).toEqual(['asked']);
	});

	it('only asks where a runner comes from another address each time', async () => {
		const deps = await given([1, 2, 3, 4].map((n) => use(n + 1, `198.51.100.${n}`)));
		for (const n of [5, 6, 7]) await deliver(use(-n, `198.51.100.${n}`), deps);
		expect(new Set(await statesIn(deps))).toEqual(new Set(['asked']));
	});

	it('only asks where the key is used in the office and at a site that nobody listed', async () => {
		const deps = await given([use(3, SITE), use(2, OFFICE)]);
		await deliver(use(0, UNTRUSTED), deps);
		expect(await statesIn(deps)).toEqual(['asked']);
	});
});

describe('an office whose address has changed, where everybody works with keys', () => {
	const by = (n: number, record: Fields) => ({
		...record,
		eventID: `of-${n}-${record.eventTime}`,
		userIdentity: { ...iamUser(`dev${n}`), accessKeyId: `AKIADEV${n}EXAMPLE` },
	});

	it('opens the breaker with the fourth, before the fifth', async () => {
		const people = [1, 2, 3, 4];
		const before = people.map((n) => by(n, use(2, OFFICE)));
		const deps = await given(before, { userAges: OLD_USERS });
		for (const n of people) await deliver(by(n, use(-n / 1_000, UNTRUSTED)), deps);
		expect((await statesIn(deps)).toSorted()).toEqual([
			'held',
			...Array.from({ length: 3 }, () => 'requested'),
		]);
	});
});

describe('somebody who knows only the id of a key', () => {
	it('makes no network usual by calls that AWS refuses', async () => {
		const refused = { errorCode: 'SignatureDoesNotMatch' };
		const deps = await given([use(3, UNTRUSTED, refused), use(4, OFFICE)]);
		await deliver(use(0, UNTRUSTED), deps);
		expect(await statesIn(deps)).toEqual(['requested']);
	});

	it('is not remembered as a user of the key', async () => {
		const deps = await given([]);
		const refused = { errorCode: 'InvalidClientTokenId' };
		await deliver(use(3, SITE, { eventName: 'GetSessionToken', ...refused }), deps);
		expect(await deps.keyUses.of('AKIABORAEXAMPLE')).toEqual([]);
	});
});

describe('a key of an account that is not ours', () => {
	it('has nobody ask in that account', async () => {
		const asked: unknown[] = [];
		const keyPasts = {
			find: async (question: unknown) => {
				asked.push(question);
				return 'not-answered' as const;
			},
		};
		const userIdentity = {
			...iamUser('mallory', '999988887777'),
			accessKeyId: 'AKIAMALLORYEXAMPLE',
		};
		const deps = await given([], { keyPasts });
		await deliver(use(0, UNTRUSTED, { userIdentity }), deps);
		expect(asked).toMatchObject([{ account: null }]);
	});
});

describe('a runner that has another address at each of its runs', () => {
	it('is not a new message at each of them', async () => {
		const deps = await given([1, 2, 3, 4].map((n) => use(n + 1, `198.51.100.${n}`)));
		for (let run = 0; run < 48; run++) await deliver(use(-run / 48, `192.0.2.${run + 1}`), deps);
		const cases = new Set(deps.sent.notify.filter((hint) => hint.startsWith('case')));
		const ids = new Set([...cases].map((hint) => hint.split(' ')[1]));
		expect(ids.size).toBeLessThanOrEqual(12);
	});
});
