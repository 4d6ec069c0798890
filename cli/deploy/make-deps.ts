import { setTimeout } from 'node:timers/promises';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import { organizationsRegion } from '../../shared/runtime/global-region.ts';
import { confirm } from '../confirm.ts';
import { awsStacks } from '../operate/cloudformation-stacks.ts';
import { makeDeps } from '../operate/deps.ts';
import { askCaller } from '../operate/sts-caller.ts';
import { write } from '../terminal.ts';
import { awsQuestions } from './aws/aws-questions.ts';
import { organizationsAttachments } from './aws/organizations-attachments.ts';
import { awsPolicies } from './aws/policies.ts';
import { runCdk } from './cdk/run-cdk.ts';
import type { DeployDeps } from './deps.ts';

/**
 * Makes the dependencies for the live account, with the credentials that the SDK finds. `file` is
 * the file of the configuration.
 */
export async function makeDeployDeps(
	configuration: Configuration,
	file: string | null,
): Promise<DeployDeps> {
	const { region } = configuration.deployment;
	// Clients without an explicit Region, and the CDK, use this variable.
	process.env.AWS_REGION = region;
	return {
		configuration,
		caller: await askCaller(region),
		organizationsRegion: organizationsRegion(region),
		aws: awsQuestions(region),
		attachments: organizationsAttachments(region),
		stacks: awsStacks,
		policies: awsPolicies(region),
		cdk: (args, output) => runCdk(args, { file, isHidden: output === 'hidden' }),
		confirm,
		tell: (line) => write(`${line}\n`),
		operate: () => makeDeps(configuration, { given: null }),
		sleep: (ms) => setTimeout(ms),
	};
}
