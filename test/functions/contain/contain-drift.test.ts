import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../../shared/containment/containment.ts';
import { PLACEHOLDER } from '../../../shared/containment/document/placeholder.ts';
import {
	aDecision,
	aSubmittedRequest,
	REQUESTED_UNTIL,
} from '../../support/a-submitted-request.ts';
import { type ContainWorld, containWorld } from '../../support/contain-world.ts';
import { withDynamo } from '../../support/each-ledger.ts';

const ACCOUNT = 'iam:111122223333';
const BORA: Attachment = { kind: 'user', name: 'bora' };
const OTHER_TEXT = '{"Version":"2012-10-17","Statement":[]}';
const submitted = aSubmittedRequest({
	request: { policies: [{ policy: ACCOUNT, account: '111122223333', attachment: BORA }] },
});

const tampering = ({ heard }: ContainWorld) =>
	heard.counted.filter((one) => one.startsWith('Tampering'));
const notices = ({ hinted }: ContainWorld) => hinted.filter((hint) => hint.startsWith('notice'));

describe('contain, after somebody else changed the policy', () => {
	const dynamo = withDynamo();
	/** bora is contained, and the policy is unchanged. */
	async function aWorld() {
		const world = containWorld(await dynamo().makeTable());
		const { id } = await world.ledger.request(submitted);
		await world.deliver([ACCOUNT]);
		const policy = world.policyOf(ACCOUNT);
		return { world, id, policy, ours: policy.text.actual() };
	}

	it('reports nothing if nobody did', async () => {
		const { world } = await aWorld();
		await world.deliver([ACCOUNT]);
		expect(tampering(world)).toEqual([]);
	});

	it('writes its text again and reports it', async () => {
		const { world, id, policy, ours } = await aWorld();
		policy.text.write(OTHER_TEXT);
		expect(await world.deliver([ACCOUNT])).toEqual([]);
		expect(policy.text.actual()).toBe(ours);
		expect(tampering(world)).toEqual(['Tampering text']);
		expect(notices(world)).toHaveLength(1);
		const states = (await world.ledger.history(id)).flatMap(({ moves }) =>
			moves.map(({ to }) => to),
		);
		expect(states).toEqual(['requested', 'publishing', 'effective', 'publishing', 'effective']);
		expect(world.touched).toEqual(['3fa9c1d07e', '3fa9c1d07e']);
	});

	it('reports an older text of ours that somebody restored', async () => {
		const { world, policy, ours } = await aWorld();
		policy.text.write(PLACEHOLDER);
		await world.deliver([ACCOUNT]);
		expect(policy.text.actual()).toBe(ours);
		expect(tampering(world)).toEqual(['Tampering text']);
	});

	it('reports it each time that somebody does it again', async () => {
		const { world, policy } = await aWorld();
		for (const _ of [1, 2]) {
			policy.text.write(OTHER_TEXT);
			world.pass(5 * 60_000);
			await world.deliver([ACCOUNT]);
		}
		expect(new Set(notices(world)).size).toBe(2);
	});

	it('reports a changed text although nobody is contained', async () => {
		const world = containWorld(await dynamo().makeTable());
		world.policyOf(ACCOUNT).text.write(OTHER_TEXT);
		await world.deliver([ACCOUNT]);
		expect(world.policyOf(ACCOUNT).text.actual()).toBe(PLACEHOLDER);
		expect(tampering(world)).toEqual(['Tampering text']);
	});

	it('does not report a publisher that was killed before or after it wrote', async () => {
		for (const when of ['before', 'after'] as const) {
			const { world, id, policy, ours } = await aWorld();
			const write = when === 'before' ? ours : PLACEHOLDER;
			await world.ledger.release(id, aDecision());
			const now = world.deps.now();
			const lease = await world.deps.ledger.lease(ACCOUNT, { holder: 'killed', now, ms: 1 });
			if (lease === null) throw new Error('no lease');
			await world.deps.ledger.begin(lease, { before: ours, after: PLACEHOLDER, at: now });
			policy.text.write(write);
			world.pass(2);
			expect(await world.deliver([ACCOUNT])).toEqual([]);
			expect(tampering(world)).toEqual([]);
		}
	});

	it('attaches the policy again and reports it once an hour', async () => {
		const { world, policy } = await aWorld();
		for (const _ of [1, 2]) {
			policy.attached.clear();
			await world.deliver([ACCOUNT]);
			expect([...policy.attached.keys()]).toEqual(['bora']);
		}
		expect(tampering(world)).toEqual(['Tampering attachment']);
		world.pass(3_600_000);
		policy.attached.clear();
		await world.deliver([ACCOUNT]);
		expect(tampering(world)).toHaveLength(2);
	});

	it('does not report a later end as tampering, although the text had expired', async () => {
		const { world, policy } = await aWorld();
		world.pass(REQUESTED_UNTIL - world.deps.now() + 1);
		await world.deliver([ACCOUNT]);
		expect(policy.text.actual()).toBe(PLACEHOLDER);
		await world.ledger.request({
			...submitted,
			request: { ...submitted.request, until: REQUESTED_UNTIL + 3_600_000 },
		});
		await world.deliver([ACCOUNT]);
		expect(policy.text.actual()).toContain('bora');
		expect(tampering(world)).toEqual([]);
	});
});
