import { checkDeployment } from '../../infra/check-deployment.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import { ALL_READ } from '../exit-codes.ts';
import { oneLine } from '../operate/containment-text.ts';
import { UsageError } from '../usage-error.ts';
import { bootstrapLine, deployLine } from './cdk/cdk-lines.ts';
import { showDifference } from './cdk/difference.ts';
import type { DeployDeps } from './deps.ts';
import { type NextDeployment, nextDeployment } from './next-deployment.ts';
import { nextSteps } from './next-steps.ts';
import type { DeployOptions } from './options.ts';
import { type Part, partOf } from './part.ts';
import { askAll } from './questions/question.ts';
import { QUESTIONS } from './questions/questions.ts';
import { reachLines } from './reach.ts';
import { attachScp, wouldDenyAgain } from './scp/attach-scp.ts';
import { tellStackSets } from './stack-sets/tell-stack-sets.ts';
import { clearTheWay } from './way-back/clear-the-way.ts';

/**
 * `eyes deploy` checks that everything is there that eyes-system needs, finds out where the
 * deployment stands, shows what would change, asks, deploys, and says what comes next. Gives the exit
 * code; the CDK's if that failed.
 */
export async function deploy(options: DeployOptions, deps: DeployDeps): Promise<number> {
	const { configuration, caller, tell } = deps;
	await assertDeployable(configuration, tell);
	const part = partOf(configuration, caller.account, deps.organizationsRegion);
	await tell(
		`account: ${caller.account} (${part.kind}), Region ${part.regions.join(', ')}, as ${oneLine(caller.arn)}`,
	);
	await askAll(QUESTIONS, { part, options, deps });
	await assertBootstrapped(part, options, deps);
	const stopped = await clearTheWay(part, options, deps);
	if (stopped !== null) return stopped;
	const next = await nextDeployment(part, options, deps);
	if (next.scp !== null) await tell(`containment SCP: ${next.scp.arn}`);

	const changed = await deployChanges({ part, next, options }, deps);
	if (changed.kind === 'stopped') return changed.exitCode;
	if (part.kind === 'management') {
		const scp = await scpOf(part, deps);
		const isAsked = options.yes || changed.isChanged;
		if (!(await mayDeny(scp, isAsked, deps))) return ALL_READ;
		await attachScp(scp, deps);
	}
	const code = await tellStackSets(part, deps);
	for (const line of await nextSteps({ ...next, part, isChanged: changed.isChanged }, deps))
		await tell(line);
	return code;
}

type Changed =
	| { readonly kind: 'deployed'; readonly isChanged: boolean }
	| { readonly kind: 'stopped'; readonly exitCode: number };

/** Shows what would change, asks and deploys; asks nothing if nothing would change. */
async function deployChanges(
	{ part, next, options }: { part: Part; next: NextDeployment; options: DeployOptions },
	deps: DeployDeps,
): Promise<Changed> {
	const { tell, cdk, confirm, configuration } = deps;
	const inputs = { part, stacks: next.stacks, delegationByHand: next.delegationByHand };
	const difference = await showDifference(inputs, deps);
	if (difference.kind === 'failed') return { kind: 'stopped', exitCode: difference.exitCode };
	if (difference.kind === 'none' && !next.isDue) {
		await tell('no difference: there is nothing to deploy');
		return { kind: 'deployed', isChanged: false };
	}
	for (const line of reachLines(configuration)) await tell(line);
	if (!options.yes && !(await confirm('Deploy this?'))) {
		await tell('nothing was deployed');
		return { kind: 'stopped', exitCode: ALL_READ };
	}
	const scp = next.scp === null || next.scp.isSame ? null : next.scp.arn;
	const exitCode = await cdk(deployLine({ ...inputs, scp }));
	return exitCode === 0 ? { kind: 'deployed', isChanged: true } : { kind: 'stopped', exitCode };
}

/** Nobody is denied again without a question only because a command was run once more. */
async function mayDeny(scp: string, isAsked: boolean, deps: DeployDeps): Promise<boolean> {
	const targets = await wouldDenyAgain(scp, deps);
	if (targets.length === 0) return true;
	await deps.tell(
		`containment SCP: it denies somebody, and is not attached to ${targets.join(', ')}; perhaps somebody detached it by hand. Attached, it denies them there`,
	);
	if (isAsked || (await deps.confirm('Attach it?'))) return true;
	await deps.tell('containment SCP: not attached. Nobody can be denied there until it is');
	return false;
}

/** The CDK has just deployed the stack, which always has this output. */
async function scpOf({ main }: Part, { aws }: DeployDeps): Promise<string> {
	const scp = (await aws.outputs(main.stack, main.region))?.get('ContainmentScpArn');
	if (scp !== undefined) return scp;
	throw new UsageError(
		`the stack ${main.stack} in ${main.region} has no output ContainmentScpArn, so the containment SCP could not be attached: look at the stack in the console of CloudFormation, then run this again`,
	);
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
		const commands = missing.map(
			(region) => `  node cli/tool.mjs cdk ${bootstrapLine(part, region).join(' ')}`,
		);
		throw new UsageError(
			`the CDK is not bootstrapped in ${missing.join(', ')} of account ${part.account}. Run this, or the deployment again with --bootstrap (npm run deploy -- --bootstrap):\n${commands.join('\n')}`,
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
