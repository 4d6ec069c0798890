import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dynamodbKeyUses } from '../../../shared/history/dynamodb-key-uses.ts';
import type { KeyUse, SeenKeyUse } from '../../../shared/history/key-use.ts';
import type { DamagedItemError } from '../../../shared/runtime/dynamodb-item.ts';
import { allItems } from '../../support/all-items.ts';
import { roundCounter } from '../../support/count-rounds.ts';
import { damage } from '../../support/damage.ts';
import { withDynamo } from '../../support/each-ledger.ts';

const dynamo = withDynamo();
const KEY = 'AKIAEXAMPLEBORA';
const AT = Date.UTC(2026, 2, 3, 1);

function aUse(over: Partial<KeyUse> = {}): KeyUse {
	return {
		...{ network: 'office', classification: 'trusted', agent: 'Boto3/1.34.0' },
		...{ service: 'sts', action: 'AssumeRole', lastAt: AT },
		...over,
	};
}

/** As it is read if it is the only one from its network. */
function seen(use: KeyUse, firstAt = use.lastAt): SeenKeyUse {
	return { ...use, firstAt };
}

describe('the uses of a key in the table', () => {
	it('are listed by network, the latest first, for this key only', async () => {
		const uses = dynamodbKeyUses(await dynamo().makeTable());
		const untrusted = aUse({
			...{ network: '192.0.2.7', classification: 'untrusted', agent: null, lastAt: AT + 5_000 },
		});
		await uses.remember(KEY, aUse());
		await uses.remember(KEY, untrusted);
		await uses.remember('AKIAEXAMPLEARI', aUse({ network: 'home' }));
		expect(await uses.of(KEY)).toEqual([seen(untrusted), seen(aUse())]);
		expect(await uses.of('AKIAEXAMPLENOBODY')).toEqual([]);
	});

	it('take one call each, also for many in one second', async () => {
		const counter = roundCounter();
		const table = await dynamo().makeTable();
		const uses = dynamodbKeyUses({ ...table, client: counter.watch(table.client) });
		const actions = ['GetSessionToken', 'AssumeRole', 'AssumeRole', 'AssumeRoot'];
		await uses.remember(KEY, aUse({ action: 'AssumeRole' }));
		for (const action of actions) await uses.remember(KEY, aUse({ action }));
		expect(counter.calls).toHaveLength(1 + actions.length);
		await uses.remember(KEY, aUse({ lastAt: AT - 1_000 }));
		expect(await uses.of(KEY)).toEqual([seen(aUse({ action: 'GetSessionToken' }), AT - 1_000)]);
	});

	it('are the latest of each network, in any order and with repeats, also within one second', async () => {
		const all = [
			aUse({ lastAt: AT - 1_000, action: 'GetSessionToken' }),
			aUse(),
			aUse({ agent: null }),
			aUse({ agent: 'Boto3/1.35.0' }),
			aUse({ action: 'AssumeRoot' }),
		];
		const arrivals = fc.shuffledSubarray([...all, ...all], { minLength: 10, maxLength: 10 });
		await fc.assert(
			fc.asyncProperty(arrivals, async (order) => {
				const uses = dynamodbKeyUses(await dynamo().makeTable());
				for (const use of order) await uses.remember(KEY, use);
				expect(await uses.of(KEY)).toEqual([seen(aUse({ action: 'AssumeRoot' }), AT - 1_000)]);
			}),
			{ numRuns: 15 },
		);
		const agents = fc.shuffledSubarray(all.slice(1, 4), { minLength: 3, maxLength: 3 });
		await fc.assert(
			fc.asyncProperty(agents, async (order) => {
				const uses = dynamodbKeyUses(await dynamo().makeTable());
				for (const use of order) await uses.remember(KEY, use);
				expect(await uses.of(KEY)).toEqual([seen(aUse({ agent: 'Boto3/1.35.0' }))]);
			}),
			{ numRuns: 6 },
		);
	});

	it('name no key, and end 414 days after the use', async () => {
		const table = await dynamo().makeTable();
		await dynamodbKeyUses(table).remember(KEY, aUse());
		const [item] = await allItems(table);
		expect(JSON.stringify(item)).not.toContain(KEY);
		expect(item).toMatchObject({ pk: expect.stringMatching(/^HISTORY#key-use#\w{32}$/) });
		expect(item?.ttl).toBe(AT / 1000 + 414 * 86_400);
	});

	it('keep the end of a usual agent, cut a long one, and accept broken text', async () => {
		const uses = dynamodbKeyUses(await dynamo().makeTable());
		const agent = `${'APN/1.0 '.repeat(40)}exec-env/AWS_Lambda_nodejs24.x`;
		await uses.remember(KEY, aUse({ agent }));
		await uses.remember(KEY, aUse({ network: 'a', agent: 'x'.repeat(1_024), lastAt: AT - 1 }));
		const broken = { network: 'b\ud800', action: '\udc00', agent: '\ud800', lastAt: AT - 2 };
		await uses.remember(KEY, aUse(broken));
		const [usual, long, repaired] = await uses.of(KEY);
		expect(usual?.agent).toBe(agent);
		expect(long?.agent).toHaveLength(512);
		expect(repaired).toMatchObject({ network: 'b\ufffd', action: '\ufffd', agent: '\ufffd' });
	});

	it('are all untrusted networks, and 300 others at most', async () => {
		const uses = dynamodbKeyUses(await dynamo().makeTable());
		await uses.remember(KEY, aUse({ network: '192.0.2.7', classification: 'untrusted' }));
		const networks = Array.from({ length: 320 }, (_, n) => `10.0.${n >> 8}.${n & 255}`);
		await Promise.all(
			networks.map((network, n) =>
				uses.remember(KEY, aUse({ network, classification: 'unknown', lastAt: AT + 1 + n })),
			),
		);
		const listed = await uses.of(KEY);
		expect(listed).toHaveLength(301);
		expect(listed.at(-1)).toMatchObject({ network: '192.0.2.7' });
		expect(listed.map(({ lastAt }) => lastAt)).toEqual(
			listed.map(({ lastAt }) => lastAt).toSorted((one, other) => other - one),
		);
	});

	it('leave out one that cannot be read, where that is passed over', async () => {
		const noted: string[] = [];
		const passOver = ({ item }: DamagedItemError) => void noted.push(item);
		const table = await dynamo().makeTable();
		const uses = dynamodbKeyUses({ ...table, passOver });
		await uses.remember(KEY, aUse({ network: '192.0.2.7' }));
		const [item] = await allItems(table);
		const key = { pk: String(item?.pk), sk: String(item?.sk) };
		await damage(table, key, { classification: 'friendly' });
		await uses.remember(KEY, aUse());
		expect(await uses.of(KEY)).toEqual([seen(aUse())]);
		expect(noted).toEqual([`${key.pk} / ${key.sk}`]);
		await expect(dynamodbKeyUses(table).of(KEY)).rejects.toThrow('classification');
	});
});
