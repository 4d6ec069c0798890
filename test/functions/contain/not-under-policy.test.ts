import { ListParentsCommand } from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { PLACEHOLDER } from '../../../shared/containment/document/placeholder.ts';
import { aDecision, aSubmittedRequest } from '../../support/a-submitted-request.ts';
import { type ContainWorld, containWorld } from '../../support/contain-world.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import {
	DEEP_ACCOUNT,
	EXTERNAL_ACCOUNT,
	givenOrganization,
	SHALLOW_ACCOUNT,
} from '../../support/given-organizations.ts';
import { awsError } from '../../support/scripted-calls.ts';

const sessionIn = (account: string) =>
	aSubmittedRequest({
		occasion: account,
		request: {
			selector: { key: 'aws:userid', value: `AROASESSIONEXAMPLE01:${account}` },
			policies: [{ policy: 'scp', account, attachment: null }],
		},
	});

describe('contain, and a session in an account above which the SCP does not stand', () => {
	const dynamo = withDynamo();
	async function aWorld() {
		const world = containWorld(await dynamo().makeTable());
		const organization = givenOrganization(PLACEHOLDER);
		const publisher = organization.open();
		Object.assign(world.deps, { publisherOf: () => publisher });
		return { ...world, organization, text: organization.content.actual };
	}
	const problemOf = async ({ ledger }: Pick<ContainWorld, 'ledger'>, id: string) => {
		const found = await ledger.find(id);
		return [found?.state, found?.policies[0]?.problem?.reason];
	};

	it.each([
		['an external account', EXTERNAL_ACCOUNT],
		['an account of ours in another OU', SHALLOW_ACCOUNT],
	])('is refused with words, and not in the text: %s', async (_, account) => {
		const world = await aWorld();
		const { id } = await world.ledger.request(sessionIn(account));
		const ours = await world.ledger.request(sessionIn(DEEP_ACCOUNT));
		expect(await world.deliver(['scp'])).toEqual([]);
		expect(await problemOf(world, id)).toEqual(['refused', 'not-under-the-policy']);
		expect(await problemOf(world, ours.id)).toEqual(['effective', undefined]);
		expect(world.organization.texts.join()).not.toContain(account);
		expect(world.text()).toContain(DEEP_ACCOUNT);
		expect(world.events.map(({ type }) => type).toSorted()).toEqual([
			'Containment Failed',
			'Principal Contained',
		]);
	});

	it('leaves the text alone if there is nobody else', async () => {
		const world = await aWorld();
		await world.ledger.request(sessionIn(EXTERNAL_ACCOUNT));
		await world.deliver(['scp']);
		expect(world.organization.texts).toHaveLength(1);
	});

	it('is denied when a human has attached the SCP and asks once more', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(sessionIn(SHALLOW_ACCOUNT));
		await world.deliver(['scp']);
		world.organization.targets.push('r-harb');
		await world.deliver(['scp']);
		expect(await problemOf(world, id)).toEqual(['refused', 'not-under-the-policy']);
		await world.ledger.approve(id, aDecision());
		await world.deliver(['scp']);
		expect(await problemOf(world, id)).toEqual(['effective', undefined]);
	});

	it('stays in the text and is failed, not refused, if the SCP was detached since', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(sessionIn(DEEP_ACCOUNT));
		await world.deliver(['scp']);
		world.organization.targets.length = 0;
		for (let run = 0; run < 3; run++) {
			world.pass(11 * 60_000);
			await world.deliver(['scp']);
			expect(await problemOf(world, id)).toEqual(['failed', 'not-attached-above']);
			expect(world.text()).toContain(DEEP_ACCOUNT);
		}
		world.organization.targets.push('r-harb');
		world.pass(11 * 60_000);
		await world.deliver(['scp']);
		expect(await problemOf(world, id)).toEqual(['effective', undefined]);
	});

	it('keeps nobody else waiting while Organizations is silent about many accounts', async () => {
		const world = await aWorld();
		const others = Array.from({ length: 40 }, (_, n) => String(222200000000 + n));
		const ours = await world.ledger.request(sessionIn(DEEP_ACCOUNT));
		await Promise.all(others.map((account) => world.ledger.request(sessionIn(account))));
		const { mock, parents } = world.organization;
		const answer = (id: string) => ({ Parents: [{ Id: parents.get(id) }] });
		mock
			.on(ListParentsCommand)
			.callsFake(({ ChildId }) => (parents.has(ChildId) ? answer(ChildId) : new Promise(() => {})));
		const began = performance.now();
		expect(await world.deliver(['scp'])).toEqual(['message-0']);
		expect(performance.now() - began).toBeLessThan(20_000);
		expect(await problemOf(world, ours.id)).toEqual(['effective', undefined]);
	}, 60_000);

	it('is in the text while Organizations does not answer, and the outcome says so', async () => {
		const world = await aWorld();
		world.organization.calls.refuse('ListParents', awsError('AccessDeniedException'));
		const { id } = await world.ledger.request(sessionIn(SHALLOW_ACCOUNT));
		await world.deliver(['scp']);
		expect(await problemOf(world, id)).toEqual(['failed', 'not-permitted']);
		expect(world.text()).toContain(SHALLOW_ACCOUNT);
		world.organization.calls.recover();
		await world.deliver(['scp']);
		expect(await problemOf(world, id)).toEqual(['refused', 'not-under-the-policy']);
		expect(world.text()).toBe(PLACEHOLDER);
	});
});
