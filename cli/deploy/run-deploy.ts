import type { Configuration } from '../../shared/configuration/configuration.ts';
import { loadToday } from '../load-configuration.ts';
import { inAwsWords } from '../operate/aws-words.ts';
import { say } from '../terminal.ts';
import { deploy, refuseContradictions } from './deploy.ts';
import type { DeployDeps } from './deps.ts';
import { destroy } from './destroy.ts';
import type { DeployOptions, DestroyOptions } from './options.ts';

/** Runs `eyes deploy`. Gives the exit code. */
export const runDeploy = (options: DeployOptions) =>
	onLiveAccount(options, deploy, refuseContradictions);
/** Runs `eyes destroy`. Gives the exit code. */
export const runDestroy = (options: DestroyOptions) => onLiveAccount(options, destroy);

/** Checks the configuration before SDK and CDK are loaded and before AWS is asked. */
async function onLiveAccount<Options extends { readonly config: string | null }>(
	options: Options,
	work: (options: Options, deps: DeployDeps) => Promise<number>,
	check: (configuration: Configuration) => unknown = () => {},
): Promise<number> {
	const { configuration, warnings, file } = await loadToday(options.config);
	say(`configuration file: ${file}`);
	for (const warning of warnings) say(`warning: ${warning}`);
	check(configuration);
	const { makeDeployDeps } = await import('./make-deps.ts');
	return inAwsWords(async () => work(options, await makeDeployDeps(configuration, file)));
}
