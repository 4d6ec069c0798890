import type { Configuration } from '../../shared/configuration/configuration.ts';
import { loadConfiguration } from '../load-configuration.ts';
import { inAwsWords } from '../operate/aws-words.ts';
import { say } from '../terminal.ts';
import { deploy, refuseContradictions } from './deploy.ts';
import type { DeployDeps } from './deps.ts';
import { destroy } from './destroy.ts';
import type { DeployOptions, DestroyOptions } from './options.ts';

/** `eyes deploy`; gives the exit code, as the other does. */
export const runDeploy = (options: DeployOptions) =>
	onLiveAccount(options, deploy, refuseContradictions);
/** `eyes destroy` */
export const runDestroy = (options: DestroyOptions) => onLiveAccount(options, destroy);

/** The configuration is checked before SDK and CDK are loaded and anybody is asked. */
async function onLiveAccount<Options extends { readonly config: string | null }>(
	options: Options,
	work: (options: Options, deps: DeployDeps) => Promise<number>,
	check: (configuration: Configuration) => unknown = () => {},
): Promise<number> {
	const { config } = options;
	const today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
	const { configuration, warnings, file } = await loadConfiguration({
		config,
		trust: [],
		mode: null,
		today,
	});
	say(`configuration file: ${file}`);
	for (const warning of warnings) say(`warning: ${warning}`);
	check(configuration);
	const { makeDeployDeps } = await import('./make-deps.ts');
	return inAwsWords(async () => work(options, await makeDeployDeps(configuration, file)));
}
