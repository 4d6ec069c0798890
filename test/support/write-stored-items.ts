import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allItems } from './all-items.ts';
import { startDynamo } from './dynamo.ts';
import { writeEveryKind } from './every-kind-of-item.ts';

// `node cli/tool.mjs test/support/write-stored-items.ts 0.2` keeps an item of every kind of that
// release, for test/stored-items.test.ts.

/** JSON has no sets; DynamoDB does. */
function withSets(_: string, value: unknown): unknown {
	return value instanceof Set ? { set: [...value] } : value;
}

const [release = ''] = process.argv.slice(2);
if (!/^\d+\.\d+$/.test(release)) throw new Error('name the release, like 0.2');
const dynamo = await startDynamo();
const table = await dynamo.makeTable();
await writeEveryKind(table);
const items = (await allItems(table)).toSorted((one, other) =>
	`${one.pk} ${one.sk}` < `${other.pk} ${other.sk}` ? -1 : 1,
);
await dynamo.stop();
const lines = items.map((item) => JSON.stringify(item, withSets)).join(',\n');
const folder = join(import.meta.dirname, '..', 'fixtures', 'stored-items');
writeFileSync(join(folder, `${release}.json`), `[\n${lines}\n]\n`);
