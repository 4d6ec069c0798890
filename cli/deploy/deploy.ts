import { checkDeployment } from '../../infra/check-deployment.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import { isUncovered } from '../../shared/configuration/management-account.ts';
import { CONTAINMENT_SCP } from '../../shared/runtime/names.ts';
import { ALL_READ } from '../exit-codes.ts';
import { oneLine } from '../operate/containment-text.ts';
import { UsageError } from '../usage-error.ts';
import { bootstrapLine, deployLine, diffLine } from './cdk-lines.ts';
import type { DeployDeps } from './deps.ts';
import { findScp } from './find-scp.ts';
import { nextSteps } from './next-steps.ts';
import type { DeployOptions } from './options.ts';
import { type Part, partOf } from './part.ts';
import { deletePolicyLines, deleteScpLines, policyOf } from './policy-left.ts';
import { askOrganization } from './questions/organization.ts';
import { askAll, type Question } from './questions/question.ts';
import { askRoom } from './questions/room.ts';
import { askTrail } from './questions/trail.ts';
import { reachOf } from './reach.ts';
import { tellStackSets } from './stack-sets.ts';

/** What is found out before anything is changed. */
const QUESTIONS: readonly Question[] = [askTrail, askRoom, askOrganization];

/**
 * `eyes deploy` checks that everything is there that eyes-system needs, shows what would change,
 * asks, deploys, and says what a human must still do. Gives the exit code; the CDK's if that
 * failed.
 */
export async function deploy(options: DeployOptions, deps: DeployDeps): Promise<number> {
	const { configuration, caller, tell } = deps;
	await assertDeployable(configuration, tell);
	const part = partOf(configuration, caller.account, deps.organizationsRegion);
	await tell(
		`account: ${caller.account} (${part.kind}), Region ${part.regions.join(', ')}, as ${oneLine(caller.arn)}`,
	);
	await assertBootstrapped(part, options, deps);
	await askAll(QUESTIONS, { part, options, deps });
	await assertNothingLeft(part, deps);
	const scp = await findScp(part, options, deps);
	if (scp !== null) await tell(`containment SCP: ${scp}`);

	const shown = await deps.cdk(diffLine(part, options));
	if (shown !== 0) return shown;
	if (!options.yes && !(await deps.confirm('Deploy this?'))) {
		await tell('nothing was deployed');
		return ALL_READ;
	}
	const deployed = await deps.cdk(deployLine(part, { ...options, scp }));
	if (deployed !== 0) return deployed;
	const code = await tellStackSets(part, deps);
	for (const line of await nextSteps(part, deps)) await tell(line);
	return code;
}

/**
 * Refuses a configuration with contradictions. This needs no login, because such errors do not
 * depend on the account.
 */
export function refuseContradictions(configuration: Configuration): readonly string[] {
	const { errors, warnings } = checkDeployment(configuration);
	if (errors.length === 0) return warnings;
	const lines = errors.map((error) => `  ${error}`).join('\n');
	throw new UsageError(`the configuration cannot be deployed:\n${lines}`);
}

async function assertDeployable(
	configuration: Configuration,
	tell: DeployDeps['tell'],
): Promise<void> {
	const warnings = refuseContradictions(configuration);
	for (const warning of warnings) await tell(`warning: ${warning}`);
	await tell(
		`configuration: ${configuration.deployment.kind}, mode ${configuration.containment.mode}`,
	);
	await tell(reachOf(configuration));
}

/**
 * Bootstraps the CDK, but only if asked to, because that creates roles that may do anything in the
 * account.
 */
async function assertBootstrapped(
	part: Part,
	{ bootstrap }: DeployOptions,
	deps: DeployDeps,
): Promise<void> {
	const versions = await Promise.all(
		part.regions.map(async (region) => ({
			region,
			version: await deps.aws.bootstrapVersion(region),
		})),
	);
	const missing = versions.filter(({ version }) => version === null).map(({ region }) => region);
	if (missing.length > 0 && !bootstrap) {
		const commands = missing.map((region) => `  npx cdk ${bootstrapLine(part, region).join(' ')}`);
		throw new UsageError(
			`the CDK is not bootstrapped in ${missing.join(', ')} of account ${part.account}. Run this, or the deployment again with --bootstrap:\n${commands.join('\n')}`,
		);
	}
	for (const region of missing) {
		await deps.tell(`bootstrapping the CDK in ${region} …`);
		if ((await deps.cdk(bootstrapLine(part, region))) !== 0)
			throw new UsageError(`the CDK could not be bootstrapped in ${region}: see above`);
	}
	const found = versions.map(
		({ region, version }) => `${region} ${version === null ? 'created now' : `version ${version}`}`,
	);
	await deps.tell(`CDK bootstrap: ${found.join(', ')}`);
}

/**
 * Policies outlive their stacks, so that deleting a stack does not release anybody; but
 * CloudFormation cannot create a policy that already exists.
 */
async function assertNothingLeft(part: Part, deps: DeployDeps): Promise<void> {
	const { aws, caller } = deps;
	if (part.kind === 'hub' || (await aws.outputs(part.main.stack, part.main.region)) !== null)
		return;
	const policy = policyOf(caller);
	const makesPolicy = !isUncovered(caller.account, deps.configuration.containment);
	if (makesPolicy && (await aws.attachedTo(policy)) !== null)
		throw leftOver(policy, deletePolicyLines(policy));
	const scp = part.kind === 'management' ? await aws.scpByName(CONTAINMENT_SCP) : 'none';
	if (typeof scp !== 'string') throw leftOver(scp.arn, deleteScpLines(scp.arn));
}

function leftOver(what: string, commands: readonly string[]): UsageError {
	return new UsageError(
		`${what} is left from an earlier deployment, and CloudFormation cannot create it again. Delete it first:\n${commands.join('\n')}`,
	);
}
