import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnStackSet, type Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { ProtectedEntry } from '../shared/configuration/configuration.ts';
import { NAME_PREFIX } from '../shared/runtime/names.ts';
import type { Hub } from './account-part.ts';
import { MemberAccountStack, MemberRegionStack } from './member-stacks.ts';
import type { Watching } from './region-part.ts';

export interface StackSetsProps {
	readonly hub: Hub;
	readonly protectedPrincipals: readonly ProtectedEntry[];
	readonly watching: Watching;
	/** The id of the root, `r-…`: all accounts below it, also later ones. */
	readonly root: string;
	/** The watched Regions, the hub's Region first. */
	readonly regions: readonly [string, ...string[]];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const LONGEST_TEMPLATE = 51_200;

/**
 * Deploys the account's part and the Regions' part to every account of the organization, and to
 * those that join it. AWS leaves out only the management account.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export class StackSets extends Construct {
	constructor(
		scope: Construct,
		id: string,
		{ hub, protectedPrincipals, watching, root, regions }: StackSetsProps,
	) {
		super(scope, id);
		const accounts = new CfnStackSet(this, 'Accounts', {
			...everywhere(root, [regions[0]]),
			stackSetName: `${NAME_PREFIX}accounts`,
			description: 'Roles and containment policy of eyes-system',
			// Its roles and its policy have fixed names, because other accounts and permission sets
			// must know them.
			capabilities: ['CAPABILITY_NAMED_IAM'],
			templateBody: templateOf(
				(app) => new MemberAccountStack(app, 'Member', { hub, protectedPrincipals }),
			),
		});
		const others = new CfnStackSet(this, 'Regions', {
			...everywhere(root, regions),
			stackSetName: `${NAME_PREFIX}regions`,
			description: 'Forwards sign-ins, credential uses and alarms of AWS to the hub of eyes-system',
			templateBody: templateOf(
				(app) => new MemberRegionStack(app, 'Member', { busArn: hub.busArn, watching }),
			),
		});
		// The rules use a role of the accounts' part.
		others.addResourceDependency(accounts);
	}
}

function everywhere(root: string, regions: readonly string[]) {
	return {
		permissionModel: 'SERVICE_MANAGED',
		callAs: 'SELF',
		autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
		managedExecution: { Active: true },
		stackInstancesGroup: [
			{ deploymentTargets: { organizationalUnitIds: [root] }, regions: [...regions] },
		],
		operationPreferences: {
			regionConcurrencyType: 'PARALLEL',
			maxConcurrentPercentage: 100,
			// A few accounts may have a Region disabled or a name in use, but a mistake of ours
			// must not count as a success.
			failureTolerancePercentage: 20,
			concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
		},
	};
}

/**
 * Gives the template of a stack that stands alone. It is embedded in another template, so it must
 * be short and need no files.
 */
function templateOf(make: (app: App) => Stack): string {
	// It needs its own folder, because `cdk` names the folder of the surrounding app in the
	// environment.
	const outdir = mkdtempSync(join(tmpdir(), 'eyes-stack-set-'));
	const app = new App({ analyticsReporting: false, autoSynth: false, outdir });
	const { stackName } = make(app);
	const assembly = app.synth();
	// CDK's parameter and rule require a bootstrapped account, which most accounts are not.
	const { Parameters, Rules, ...own } = assembly.getStackByName(stackName).template;
	rmSync(outdir, { recursive: true });
	const template = JSON.stringify(own);
	if (template.length > LONGEST_TEMPLATE) {
		throw new Error(
			`the template of a StackSet has ${template.length} bytes, and AWS allows ${LONGEST_TEMPLATE}; ` +
				'list fewer ARNs in containment.protectedPrincipals',
		);
	}
	return template;
}
