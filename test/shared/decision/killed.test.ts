import { describe, expect, it } from 'vitest';
import {
	ACCOUNT,
	aDecisionWorld,
	contain,
	type DecisionWorld,
	givenCase,
	ORGANIZATION,
	release,
	SORA,
	storesOn,
} from '../../support/decision-world.ts';
import { withDynamo } from '../../support/each-ledger.ts';

const dynamo = withDynamo();

interface Decided {
	readonly before: 'requested' | 'asked' | 'planned';
	readonly run: (caseId: string, world: DecisionWorld) => Promise<unknown>;
	/** What must stand in the ledger in the end. */
	readonly after: object;
}

const DECISIONS: Readonly<Record<string, Decided>> = {
	release: {
		before: 'requested',
		run: (id, world) => release(world, id),
		after: { ending: { by: { kind: 'person', arn: SORA.arn } } },
	},
	'contain what is asked': {
		before: 'asked',
		run: (id, world) => contain(world, id),
		after: { state: 'requested', ending: null },
	},
	'contain what is only planned': {
		before: 'planned',
		run: (id, world) => contain(world, id),
		after: { state: 'requested', by: { kind: 'person', arn: SORA.arn } },
	},
};

describe('a decision that is killed at any call and run again', () => {
	it.each(Object.entries(DECISIONS))('ends as if nothing had happened: %s', async (_, decided) => {
		let wasKilled = true;
		for (let call = 1; wasKilled; call++) {
			const stores = storesOn(await dynamo().makeTable());
			const world = aDecisionWorld(ORGANIZATION, { stores });
			const { id } = (await givenCase(world, decided.before)).stored.case;

			wasKilled = await dynamo().killAt({ call, when: 'after' }, () => decided.run(id, world));
			world.wait(1);
			await decided.run(id, world);

			const open = await stores.ledger.open();
			expect(open).toMatchObject([{ caseId: id, ...decided.after }]);
			expect((await stores.cases.find(id))?.answer?.by).toBe(SORA.arn);
			expect(world.sent.contain.at(-1)).toBe(`scp ${open[0]?.id} ${open[0]?.steps}`);
			expect(world.sent.notify.at(-1)).toContain(`case ${id}`);
			const history = await stores.ledger.history(open[0]?.id ?? '');
			expect(history.filter(({ by }) => by.kind === 'person')).toHaveLength(1);
		}
	});
});

it('a containment by hand that is killed at any call and run again is told, and is one', async () => {
	let wasKilled = true;
	for (let call = 1; wasKilled; call++) {
		const stores = storesOn(await dynamo().makeTable());
		const world = aDecisionWorld(ORGANIZATION, { stores });
		const run = () => contain(world, 'minji.kim', { account: ACCOUNT });
		wasKilled = await dynamo().killAt({ call, when: 'after' }, run);
		world.wait(1);
		await run();
		const open = await stores.ledger.open();
		expect(open).toMatchObject([{ caseId: null, state: 'requested' }]);
		const id = `containment:${open[0]?.id}`;
		expect(await stores.notices.due(5)).toMatchObject([{ id, facts: { name: 'minji.kim' } }]);
		expect(world.sent.notify.at(-1)).toContain(`notice ${id}`);
	}
});
