import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { filesUnder } from './files-under.ts';

// This is the obvious way: unpack, parse, count.
let records = 0;
for (const file of filesUnder(process.argv[2] ?? '')) {
	records += JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')).Records.length;
}
console.log(records);
