import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../../shared/containment/containment.ts';
import { PLACEHOLDER } from '../../../shared/containment/document/placeholder.ts';
import { aDecision, aWishing, WISHED_UNTIL } from '../../support/a-submitted-request.ts';
import { type ContainWorld, containWorld } from '../../support/contain-world.ts';
import { withDynamo } from '../../support/each-ledger.ts';

const ACCOUNT = 'account:111122223333';
const BORA: Attachment = { kind: 'user', name: 'bora' };
const FOREIGN = '{"Version":"2012-10-17","Statement":[]}';
const wishing = aWishing({
	wish: { targets: [{ target: ACCOUNT, account: '111122223333', attachment: BORA }] },
});

const tampering = ({ heard }: ContainWorld) => heard.counted.filter((one) => one.startsWith('Tampering'));
const notices = ({ hinted }: ContainWorld) => hinted.filter((hint) => hint.startsWith('notice'));

describe('contain, where somebody else has been', () => {
	const dynamo = withDynamo();
	/** bora is contained, and all is as it should be. */
	async function aWorld() {
		const world = containWorld(await dynamo().makeTable());
		const { id } = await world.ledger.wish(wishing);
		await world.deliver([ACCOUNT]);
		const target = world.targetOf(ACCOUNT);
		return { world, id, target, ours: target.text.actual() };
	}

	it('finds nothing where nobody has', async () => {
		const { world } = await aWorld();
		await world.deliver([ACCOUNT]);
		expect(tampering(world)).toEqual([]);
	});

	it('writes its text again and tells of it', async () => {
		const { world, id, target, ours } = await aWorld();
		target.text.write(FOREIGN);
		expect(await world.deliver([ACCOUNT])).toEqual([]);
		expect(target.text.actual()).toBe(ours);
		expect(tampering(world)).toEqual(['Tampering text']);
		expect(notices(world)).toHaveLength(1);
		const states = (await world.ledger.history(id)).flatMap(({ moves }) => moves.map(({ to }) => to));
		expect(states).toEqual(['wished', 'publishing', 'effective', 'publishing', 'effective']);
		expect(world.touched).toEqual(['3fa9c1d07e', '3fa9c1d07e']);
	});

	it('tells of an older text of ours that somebody has put back', async () => {
		const { world, target, ours } = await aWorld();
		target.text.write(PLACEHOLDER);
		await world.deliver([ACCOUNT]);
		expect(target.text.actual()).toBe(ours);
		expect(tampering(world)).toEqual(['Tampering text']);
	});

	it('tells each time that somebody does it again', async () => {
		const { world, target } = await aWorld();
		for (const _ of [1, 2]) {
			target.text.write(FOREIGN);
			world.pass(5 * 60_000);
			await world.deliver([ACCOUNT]);
		}
		expect(new Set(notices(world)).size).toBe(2);
	});

	it('tells of a text though nobody is contained', async () => {
		const world = containWorld(await dynamo().makeTable());
		world.targetOf(ACCOUNT).text.write(FOREIGN);
		await world.deliver([ACCOUNT]);
		expect(world.targetOf(ACCOUNT).text.actual()).toBe(PLACEHOLDER);
		expect(tampering(world)).toEqual(['Tampering text']);
	});

	it('is not misled by a publisher that was killed before or after it wrote', async () => {
		for (const when of ['before', 'after'] as const) {
			const { world, id, target, ours } = await aWorld();
			const write = when === 'before' ? ours : PLACEHOLDER;
			await world.ledger.release(id, aDecision());
			const now = world.rooms.now();
			const lease = await world.rooms.ledger.lease(ACCOUNT, { holder: 'killed', now, ms: 1 });
			if (lease === null) throw new Error('no lease');
			await world.rooms.ledger.begin(lease, { before: ours, after: PLACEHOLDER, at: now });
			target.text.write(write);
			world.pass(2);
			expect(await world.deliver([ACCOUNT])).toEqual([]);
			expect(tampering(world)).toEqual([]);
		}
	});

	it('attaches the policy again and tells of it, once in an hour', async () => {
		const { world, target } = await aWorld();
		for (const _ of [1, 2]) {
			target.attached.clear();
			await world.deliver([ACCOUNT]);
			expect([...target.attached.keys()]).toEqual(['bora']);
		}
		expect(tampering(world)).toEqual(['Tampering attachment']);
		world.pass(3_600_000);
		target.attached.clear();
		await world.deliver([ACCOUNT]);
		expect(tampering(world)).toHaveLength(2);
	});

	it('takes no later end for tampering, though the text ran out before', async () => {
		const { world, target } = await aWorld();
		world.pass(WISHED_UNTIL - world.rooms.now() + 1);
		await world.deliver([ACCOUNT]);
		expect(target.text.actual()).toBe(PLACEHOLDER);
		await world.ledger.wish({ ...wishing, wish: { ...wishing.wish, until: WISHED_UNTIL + 3_600_000 } });
		await world.deliver([ACCOUNT]);
		expect(target.text.actual()).toContain('bora');
		expect(tampering(world)).toEqual([]);
	});
});
