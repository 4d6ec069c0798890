import { loadToday } from '../load-configuration.ts';
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

/** The commands that work on the live table. Each gives the exit code. */
export const runStatus = (options: StatusOptions) => onLiveTable(options, status);
export const runRelease = (options: ReleaseOptions) => onLiveTable(options, release);
export const runResume = (options: ResumeOptions) => onLiveTable(options, resume);
export const runContain = (options: ContainOptions) => onLiveTable(options, contain);

/** Checks the configuration before it loads the SDK and asks AWS. */
async function onLiveTable<Options extends Where>(
	options: Options,
	work: (options: Options, deps: OperateDeps) => Promise<number>,
): Promise<number> {
	const { configuration, warnings } = await loadToday(options.config);
	for (const warning of warnings) say(`warning: ${warning}`);
	const { makeDeps } = await import('./deps.ts');
	// One item that cannot be read must not keep a person from deciding about the others.
	const passOver = ({ message }: Error) => say(`warning: ${message}`);
	const { given, identityCenterRegion = null } = options;
	const opening = { given, passOver, identityCenterRegion };
	return inAwsWords(async () => work(options, await makeDeps(configuration, opening)));
}
