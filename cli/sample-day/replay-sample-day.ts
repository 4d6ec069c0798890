import { ALL_READ } from '../exit-codes.ts';
import type { ReplayOptions } from '../replay/options.ts';
import { replay } from '../replay/replay.ts';
import { say } from '../terminal.ts';

/**
 * `eyes sample-day`, which `npm start` runs. It ends with 0, although one record is unreadable on
 * purpose.
 */
export async function replaySampleDay(options: ReplayOptions): Promise<number> {
	await replay(options);
	say('');
	say(
		'This is the sample day, described in cli/sample-day/README.md. One of its records is unreadable on purpose.',
	);
	say('For your own trail: npm run eyes -- replay PATH… --trust office=CIDR');
	return ALL_READ;
}
