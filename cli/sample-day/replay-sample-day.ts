import { replay } from '../replay/replay.ts';
import { say } from '../terminal.ts';

/**
 * `eyes sample-day`, which `npm start` runs, replays the day that comes with the repository with
 * its own configuration.
 */
export async function replaySampleDay(args: readonly string[]): Promise<number> {
	const folder = import.meta.dirname;
	await replay([`${folder}/AWSLogs`, '--config', `${folder}/eyes.config.ts`, ...args]);
	say('');
	say(
		'This is the sample day, described in cli/sample-day/README.md. One of its records is unreadable on purpose.',
	);
	say('For your own trail: npm run eyes -- replay PATH… --trust office=CIDR');
	return 0;
}
