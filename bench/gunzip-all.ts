import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { filesUnder } from './files-under.ts';

// This is the minimum that any reader of these files must do.
let bytes = 0;
for (const file of filesUnder(process.argv[2] ?? ''))
	bytes += gunzipSync(readFileSync(file)).length;
console.log(bytes);
