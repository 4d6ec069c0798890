import { loadConfiguration } from '../load-configuration.ts';
import { say } from '../terminal.ts';
import { inAwsWords } from './aws-words.ts';
import { contain } from './contain.ts';
import type { OperateDeps } from './deps.ts';
import type {
	ContainOptions,
	ReleaseOptions,
	ResumeOptions,
	StatusOptions,
	Where,
} from './options.ts';
import { release } from './release.ts';
import { resume } from './resume.ts';
import { status } from './status.ts';

/** The commands that work by hand, on the live table. Each gives the exit code. */
export const runStatus = (options: StatusOptions) => onLiveTable(options, status);
export const runRelease = (options: ReleaseOptions) => onLiveTable(options, release);
export const runResume = (options: ResumeOptions) => onLiveTable(options, resume);
export const runContain = (options: ContainOptions) => onLiveTable(options, contain);

/** The configuration is checked before the SDK is loaded and anybody is asked. */
async function onLiveTable<Options extends Where>(
	options: Options,
	work: (options: Options, deps: OperateDeps) => Promise<number>,
): Promise<number> {
	const today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
	const { config } = options;
	const { configuration, warnings } = await loadConfiguration({
		config,
		trust: [],
		mode: null,
		today,
	});
	for (const warning of warnings) say(`warning: ${warning}`);
	const { makeDeps } = await import('./deps.ts');
	return inAwsWords(async () => work(options, await makeDeps(configuration, options)));
}
