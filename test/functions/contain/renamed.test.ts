import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../../shared/containment/containment.ts';
import { aDecision, aSubmittedRequest } from '../../support/a-submitted-request.ts';
import { containWorld } from '../../support/contain-world.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { givenNames, rename } from '../../support/given-iam-names.ts';

const ACCOUNT = 'iam:111122223333';
const THIEF = 'AIDATHIEFTHIEFTHIEF1';
const NEW = 'AIDANEWNEWNEWNEWNEW1';
const FIVE_MINUTES = 300_000;

const requestOf = (attachment: Attachment, value = THIEF) =>
	aSubmittedRequest({
		occasion: value,
		request: {
			selector: { key: 'aws:userid', value },
			policies: [{ policy: ACCOUNT, account: '111122223333', attachment }],
		},
	});
const BORA = requestOf({ kind: 'user', name: 'bora' });
const FEDERATED = '111122223333:kiosk';

describe('contain, and a thief who is renamed', () => {
	const dynamo = withDynamo();
	async function aWorld(users: [string, string][]) {
		const world = containWorld(await dynamo().makeTable());
		const account = givenNames({ users });
		Object.assign(world.deps, { publisherOf: () => account.open() });
		const stateOf = async (id: string) => (await world.ledger.find(id))?.state;
		const renames = () => world.heard.counted.filter((one) => one === 'Tampering name');
		return { ...world, account, stateOf, renames };
	}

	it('before the policy is attached, is denied under the new name, and that is told', async () => {
		const world = await aWorld([
			['bora2', THIEF],
			['bora', NEW],
		]);
		const { id } = await world.ledger.request(BORA);
		expect(await world.deliver([ACCOUNT])).toEqual([]);
		expect(await world.stateOf(id)).toBe('effective');
		// The text also denies the federated sessions of everybody who has the policy.
		expect([...world.account.attached]).toEqual([THIEF]);
		expect(world.renames()).toHaveLength(1);
		expect(world.hinted.filter((hint) => hint.startsWith('notice'))).toHaveLength(1);
	});

	it('and replaced, is not said to be denied, and who has the name now does not have the policy', async () => {
		const world = await aWorld([['bora', NEW]]);
		const { id } = await world.ledger.request(BORA);
		await world.deliver([ACCOUNT]);
		expect(await world.ledger.find(id)).toMatchObject({
			state: 'failed',
			policies: [{ problem: { reason: 'renamed' } }],
		});
		expect(world.events.map(({ type }) => type)).toEqual(['Containment Failed']);
		expect(world.account.attached.size).toBe(0);
	});

	it('while denied, stays denied, and so does another who is denied under the old name', async () => {
		const world = await aWorld([['bora', THIEF]]);
		const { id } = await world.ledger.request(BORA);
		await world.deliver([ACCOUNT]);
		rename(world.account.users, 'bora', 'bora2');
		world.account.users.set('bora', NEW);
		const second = await world.ledger.request(requestOf({ kind: 'user', name: 'bora' }, NEW));
		world.pass(FIVE_MINUTES);
		await world.deliver([ACCOUNT]);
		expect(await Promise.all([id, second.id].map(world.stateOf))).toEqual([
			'effective',
			'effective',
		]);
		expect([...world.account.attached].toSorted()).toEqual([NEW, THIEF]);
	});

	it('and released, loses the policy under whatever name', async () => {
		const world = await aWorld([['bora', THIEF]]);
		const { id } = await world.ledger.request(BORA);
		await world.deliver([ACCOUNT]);
		rename(world.account.users, 'bora', 'bora2');
		await world.ledger.release(id, aDecision());
		await world.deliver([ACCOUNT]);
		expect(await world.stateOf(id)).toBe('ended');
		expect(world.account.attached.size).toBe(0);
	});

	it('and detached, gets the policy back', async () => {
		const world = await aWorld([['bora', THIEF]]);
		const { id } = await world.ledger.request(BORA);
		await world.deliver([ACCOUNT]);
		rename(world.account.users, 'bora', 'bora2');
		world.account.attached.clear();
		await world.deliver([ACCOUNT]);
		expect(await world.stateOf(id)).toBe('effective');
		expect([...world.account.attached]).toEqual([THIEF]);
		expect(world.renames()).toHaveLength(1);
	});

	it('is known by id where only the record tells it, for a federated session', async () => {
		const world = await aWorld([
			['bora2', THIEF],
			['bora', NEW],
		]);
		await world.ledger.request(requestOf({ kind: 'user', name: 'bora', id: THIEF }, FEDERATED));
		await world.deliver([ACCOUNT]);
		expect([...world.account.attached]).toEqual([THIEF]);
	});

	it('keeps the policy for a federated session whose maker is known by name alone', async () => {
		const world = await aWorld([['bora', THIEF]]);
		await world.ledger.request(requestOf({ kind: 'user', name: 'bora' }, FEDERATED));
		await world.deliver([ACCOUNT]);
		rename(world.account.users, 'bora', 'bora2');
		await world.deliver([ACCOUNT]);
		expect([...world.account.attached]).toEqual([THIEF]);
	});
});
