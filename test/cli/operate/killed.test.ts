import { describe, expect, it } from 'vitest';
import { contain } from '../../../cli/operate/contain.ts';
import { addContain, addRelease } from '../../../cli/operate/options.ts';
import { release } from '../../../cli/operate/release.ts';
import { dynamodbCases } from '../../../shared/case/dynamodb-cases.ts';
import { dynamodbNotices } from '../../../shared/outbox/dynamodb-notices.ts';
import { ledgerOn, withDynamo } from '../../support/each-ledger.ts';
import { parseOptions } from '../../support/parse-options.ts';
import { aWorld, givenCase, ORGANIZATION, SORA, type World } from './operate-world.ts';

const dynamo = withDynamo();
const REASON = ['--reason', 'it was not her'];

interface Command {
	readonly before: 'requested' | 'asked' | 'planned';
	readonly run: (caseId: string, world: World) => Promise<number>;
	/** What must stand in the ledger in the end. */
	readonly after: object;
}

const COMMANDS: Readonly<Record<string, Command>> = {
	release: {
		before: 'requested',
		run: (id, { deps }) => release(parseOptions(addRelease, [id, ...REASON]), deps),
		after: { ending: { by: { kind: 'person', arn: SORA.arn } } },
	},
	'contain what is asked': {
		before: 'asked',
		run: (id, { deps }) => contain(parseOptions(addContain, [id, ...REASON]), deps),
		after: { state: 'requested', ending: null },
	},
	'contain what is only planned': {
		before: 'planned',
		run: (id, { deps }) => contain(parseOptions(addContain, [id, ...REASON]), deps),
		after: { state: 'requested', by: { kind: 'person', arn: SORA.arn } },
	},
};

describe('a command that is killed at any call and run again', () => {
	it.each(Object.entries(COMMANDS))('ends as if nothing had happened: %s', async (_, command) => {
		let wasKilled = true;
		for (let call = 1; wasKilled; call++) {
			const table = await dynamo().makeTable();
			const stores = {
				ledger: ledgerOn(table),
				cases: dynamodbCases(table),
				notices: dynamodbNotices(table),
			};
			const world = aWorld(ORGANIZATION, stores);
			const { id } = (await givenCase(world, command.before)).stored.case;

			wasKilled = await dynamo().killAt({ call, when: 'after' }, () => command.run(id, world));
			world.wait(1);
			await command.run(id, world);

			const open = await stores.ledger.open();
			expect(open).toMatchObject([{ caseId: id, ...command.after }]);
			expect((await stores.cases.find(id))?.answer?.by).toBe(SORA.arn);
			expect(world.sent.contain.at(-1)).toBe(`scp ${open[0]?.id} ${open[0]?.steps}`);
			expect(world.sent.notify.at(-1)).toContain(`case ${id}`);
			const decided = await stores.ledger.history(open[0]?.id ?? '');
			expect(decided.filter(({ by }) => by.kind === 'person')).toHaveLength(1);
		}
	});
});
