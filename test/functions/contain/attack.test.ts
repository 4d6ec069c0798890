import { setTimeout } from 'node:timers/promises';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { PolicyId } from '../../../shared/containment/containment.ts';
import {
	failed,
	type PolicyPublisher,
} from '../../../shared/containment/publishing/policy-publisher.ts';
import { aSubmittedRequest } from '../../support/a-submitted-request.ts';
import { type ContainWorld, containWorld } from '../../support/contain-world.ts';
import { withDynamo } from '../../support/each-ledger.ts';

const dynamo = withDynamo();
const ACCOUNT: PolicyId = 'iam:111122223333';

describe('a flood of requests', () => {
	const session = (number: number) => `AROADEPLOYEXAMPLE001:session-${number}`;
	const statesOf = async ({ ledger }: ContainWorld) =>
		[...new Set((await ledger.open()).map(({ state }) => state))].toSorted();

	async function flooded(request: (number: number) => Parameters<typeof aSubmittedRequest>[0]) {
		const world = containWorld(await dynamo().makeTable());
		for (let from = 0; from < 520; from += 52)
			await Promise.all(
				Array.from({ length: 52 }, (_, one) =>
					world.ledger.request(aSubmittedRequest(request(from + one))),
				),
			);
		return world;
	}

	it('is recorded in parts, so that refusals ring and the policy goes on', async () => {
		const world = await flooded((number) => ({
			request: { selector: { key: 'aws:userid', value: session(number) } },
		}));
		expect(await world.deliver(['scp'])).toEqual(['message-0']);
		// One item takes 400 KB; with thousands of outcomes in it nothing would ever be recorded.
		const isMoved = ({ state }: { state: string }) => state === 'effective' || state === 'refused';
		expect((await world.ledger.open()).filter(isMoved)).toHaveLength(500);
		expect(await world.deliver(['scp'], 2)).toEqual([]);
		expect(await statesOf(world)).toEqual(['effective', 'refused']);
		expect(world.heard.counted).toContain('Containment refused');
	}, 60_000);

	it('comes to an end where all of it is about one session, from as many networks', async () => {
		const world = await flooded((number) => ({
			occasion: `case-${number}`,
			request: { selector: { key: 'aws:userid', value: session(1) } },
		}));
		expect(await world.deliver(['scp'])).toEqual(['message-0']);
		expect(await world.deliver(['scp'], 2)).toEqual([]);
		expect(await statesOf(world)).toEqual(['effective']);
		expect(await world.deliver(['scp'])).toEqual([]);
	}, 60_000);
});

describe('a user who is given another name', () => {
	it('is not let go because the policy is on nobody of his old name', async () => {
		const world = containWorld(await dynamo().makeTable());
		const attachment = { kind: 'user', name: 'bora' } as const;
		const policies = [{ policy: ACCOUNT, account: '111122223333', attachment }] as const;
		await world.ledger.request(aSubmittedRequest({ request: { policies } }));
		await world.deliver([ACCOUNT]);
		const policy = world.policyOf(ACCOUNT);
		policy.attached.delete('bora');
		policy.attached.set('bora2', { kind: 'user', name: 'bora2' });
		const { publisherOf } = world.deps;
		const bringTo = async () => failed('principal-missing', 'Look whether it was renamed.');
		Object.assign(world.deps, {
			publisherOf: (id: PolicyId): PolicyPublisher => ({ ...publisherOf(id), bringTo }),
		});
		await world.deliver([ACCOUNT]);
		expect([...policy.attached.keys()]).toEqual(['bora2']);
	});
});

describe('one of many who cannot be applied', () => {
	const inAccount = (name: string) =>
		aSubmittedRequest({
			occasion: name,
			request: {
				selector: { key: 'aws:userid', value: `AROADEPLOYEXAMPLE001:${name}` },
				policies: [
					{ policy: ACCOUNT, account: '111122223333', attachment: { kind: 'role', name } },
				],
			},
		});
	const NAMES = ['one', 'two', 'three', 'odd', 'four', 'five', 'six'];

	async function withNames(
		over: (bringTo: PolicyPublisher['bringTo']) => PolicyPublisher['bringTo'],
	) {
		const world = containWorld(await dynamo().makeTable());
		const requested = await Promise.all(NAMES.map((name) => world.ledger.request(inAccount(name))));
		const { publisherOf } = world.deps;
		Object.assign(world.deps, {
			publisherOf: (policy: PolicyId): PolicyPublisher => {
				const publisher = publisherOf(policy);
				return { ...publisher, bringTo: over(publisher.bringTo) };
			},
		});
		return { world, odd: requested[3]?.id ?? '', others: requested.filter((_, at) => at !== 3) };
	}

	it('holds up none of the others, whatever AWS says of him', async () => {
		const { world, odd, others } = await withNames((bringTo) => async (whom, ...more) => {
			if (whom.attachment?.name === 'odd') throw new Error('something nobody has thought of');
			return bringTo(whom, ...more);
		});
		expect(await world.deliver([ACCOUNT])).toEqual(['message-0']);
		for (const { id } of others) expect((await world.ledger.find(id))?.state).toBe('effective');
		expect((await world.ledger.find(odd))?.state).toBe('publishing');
		expect(world.heard.logged).toContainEqual(expect.objectContaining({ level: 'error' }));
	});

	it('does not make the others wait in line until the function ends', async () => {
		let running = 0;
		let most = 0;
		const { world } = await withNames((bringTo) => async (...whom) => {
			most = Math.max(most, ++running);
			await setTimeout(5);
			running--;
			return bringTo(...whom);
		});
		await world.deliver([ACCOUNT]);
		expect(most).toBeGreaterThan(1);
		expect(most).toBeLessThanOrEqual(5);
	});
});

describe('an item that somebody has put into the table', () => {
	it('is told of, and everybody else is denied all the same', async () => {
		const table = await dynamo().makeTable();
		const world = containWorld(table);
		const { id } = await world.ledger.request(aSubmittedRequest());
		const forged = { pk: 'POLICY#scp', sk: 'CONTAINMENT#forged', id: 'forged' };
		await table.client.send(new PutCommand({ TableName: table.name, Item: forged }));
		expect(await world.deliver(['scp'])).toEqual([]);
		expect(await world.ledger.find(id)).toMatchObject({ state: 'effective' });
		expect(world.heard.counted).toContain('Containment failed');
		expect(world.heard.logged).toContainEqual(
			expect.objectContaining({
				level: 'error',
				fields: expect.objectContaining({ policy: 'scp' }),
			}),
		);
	});
});
