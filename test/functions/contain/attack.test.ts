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

	it('is recorded in parts, so that refusals are counted and the policy goes on', async () => {
		const world = await flooded((number) => ({
			request: { selector: { key: 'aws:userid', value: session(number) } },
		}));
		expect(await world.deliver(['scp'])).toEqual(['message-0']);
		// An item holds 400 KB at most, so thousands of outcomes could never be recorded at once.
		const isMoved = ({ state }: { state: string }) => state === 'effective' || state === 'refused';
		expect((await world.ledger.open()).filter(isMoved)).toHaveLength(500);
		expect(await world.deliver(['scp'], 2)).toEqual([]);
		expect(await statesOf(world)).toEqual(['effective', 'refused']);
		expect(world.heard.counted).toContain('Containment refused');
	}, 60_000);

	it('comes to an end if all of it is about one session from as many networks', async () => {
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

describe('a user who is renamed', () => {
	it('keeps the policy, although nobody has the old name', async () => {
		const world = containWorld(await dynamo().makeTable());
		const attachment = { kind: 'user', name: 'bora' } as const;
		const policies = [{ policy: ACCOUNT, account: '111122223333', attachment }] as const;
		await world.ledger.request(aSubmittedRequest({ request: { policies } }));
		await world.deliver([ACCOUNT]);
		const policy = world.policyOf(ACCOUNT);
		policy.attached.delete('bora');
		policy.attached.set('bora2', { kind: 'user', name: 'bora2' });
		const { publisherOf } = world.deps;
		const applyTo = async () => failed('principal-missing', 'Look whether it was renamed.');
		Object.assign(world.deps, {
			publisherOf: (id: PolicyId): PolicyPublisher => ({ ...publisherOf(id), applyTo }),
		});
		await world.deliver([ACCOUNT]);
		expect([...policy.attached.keys()]).toEqual(['bora2']);
	});
});

describe('a principal to which the policy cannot be applied', () => {
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
		over: (applyTo: PolicyPublisher['applyTo']) => PolicyPublisher['applyTo'],
	) {
		const world = containWorld(await dynamo().makeTable());
		const requested = await Promise.all(NAMES.map((name) => world.ledger.request(inAccount(name))));
		const { publisherOf } = world.deps;
		Object.assign(world.deps, {
			publisherOf: (policy: PolicyId): PolicyPublisher => {
				const publisher = publisherOf(policy);
				return { ...publisher, applyTo: over(publisher.applyTo) };
			},
		});
		return { world, odd: requested[3]?.id ?? '', others: requested.filter((_, at) => at !== 3) };
	}

	it('does not block the others, whatever AWS answers', async () => {
		const { world, odd, others } = await withNames((applyTo) => async (whom, ...more) => {
			if (whom.attachment?.name === 'odd') throw new Error('an unexpected answer');
			return applyTo(whom, ...more);
		});
		expect(await world.deliver([ACCOUNT])).toEqual(['message-0']);
		for (const { id } of others) expect((await world.ledger.find(id))?.state).toBe('effective');
		expect((await world.ledger.find(odd))?.state).toBe('publishing');
		expect(world.heard.logged).toContainEqual(expect.objectContaining({ level: 'error' }));
	});

	it('does not delay the others until the function times out', async () => {
		let running = 0;
		let most = 0;
		const { world } = await withNames((applyTo) => async (...whom) => {
			most = Math.max(most, ++running);
			await setTimeout(5);
			running--;
			return applyTo(...whom);
		});
		await world.deliver([ACCOUNT]);
		expect(most).toBeGreaterThan(1);
		expect(most).toBeLessThanOrEqual(5);
	});
});

describe('a forged item in the table', () => {
	it('is logged, and everybody else is denied all the same', async () => {
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
