import { ALL_READ, SOME_REFUSED } from '../exit-codes.ts';
import type { ReplayOptions } from '../replay/options.ts';
import { replayLog } from '../replay/replay.ts';
import { say } from '../terminal.ts';

/**
 * `eyes sample-day`, which `npm start` runs. It ends with 0, although one record is unreadable on
 * purpose.
 */
export async function replaySampleDay(options: ReplayOptions): Promise<number> {
	if ((await replayLog(options)) === 'nothing-judged') return SOME_REFUSED;
	say('');
	say('This is the sample day, described in cli/sample-day/README.md.');
	say('One of its records is unreadable on purpose.');
	say('For your own trail: npm run eyes -- replay PATH… --trust office=CIDR');
	return ALL_READ;
}
