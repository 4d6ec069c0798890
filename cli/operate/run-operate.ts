import type { LoadedConfiguration } from '../load-configuration.ts';
import { loadConfiguration } from '../load-configuration.ts';
import { say } from '../terminal.ts';
import { inAwsWords } from './aws-words.ts';
import { contain } from './contain.ts';
import type { OperateDeps } from './deps.ts';
import {
	readContainOptions,
	readReleaseOptions,
	readResumeOptions,
	readStatusOptions,
	type Where,
} from './options.ts';
import { release } from './release.ts';
import { resume } from './resume.ts';
import { status } from './status.ts';

/** Runs one of the commands that work by hand; gives the exit code. */
export async function runOperate(
	command: 'status' | 'release' | 'resume' | 'contain',
	args: readonly string[],
): Promise<number> {
	switch (command) {
		case 'status':
			return onLiveTable(readStatusOptions(args), status);
		case 'release':
			return onLiveTable(readReleaseOptions(args), release);
		case 'resume':
			return onLiveTable(readResumeOptions(args), resume);
		case 'contain':
			return onLiveTable(readContainOptions(args), contain);
	}
}

/** Command line and configuration are checked before the SDK is loaded and anybody is asked. */
async function onLiveTable<Options extends Where>(
	options: Options,
	work: (options: Options, deps: OperateDeps) => Promise<number>,
): Promise<number> {
	const { configuration, warnings } = await load(options.config);
	for (const warning of warnings) say(`warning: ${warning}`);
	const { makeDeps } = await import('./make-deps.ts');
	return inAwsWords(async () => work(options, await makeDeps(configuration, options)));
}

function load(config: string | null): Promise<LoadedConfiguration> {
	const today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
	return loadConfiguration({ config, trust: [], mode: null, today });
}
