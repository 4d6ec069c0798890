import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnStackSet, type Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { NAME_PREFIX } from '../shared/runtime/names.ts';
import type { Hub } from './account-part.ts';
import { MemberAccountStack, MemberRegionStack } from './member-stacks.ts';

export interface StackSetsProps {
	readonly hub: Hub;
	readonly protectedPrincipals: readonly string[];
	/** `r-…`: all accounts below it, those that come later too. */
	readonly root: string;
	/** The hub's Region first. */
	readonly regions: readonly [string, ...string[]];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const LONGEST_TEMPLATE = 51_200;

/**
 * Brings the account's part and the Regions' part to every account of the organization, and to those that join it.
 * Only the management account is left out by AWS.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export class StackSets extends Construct {
	constructor(
		scope: Construct,
		id: string,
		{ hub, protectedPrincipals, root, regions }: StackSetsProps,
	) {
		super(scope, id);
		const accounts = new CfnStackSet(this, 'Accounts', {
			...everywhere(root, [regions[0]]),
			stackSetName: `${NAME_PREFIX}accounts`,
			description: 'Roles and containment policy of eyes-system',
			// Its roles and its policy have names, for other accounts and permission sets must know them.
			capabilities: ['CAPABILITY_NAMED_IAM'],
			templateBody: templateOf(
				(app) => new MemberAccountStack(app, 'Member', { hub, protectedPrincipals }),
			),
		});
		const others = new CfnStackSet(this, 'Regions', {
			...everywhere(root, regions),
			stackSetName: `${NAME_PREFIX}regions`,
			description: 'Forwards sign-ins to the hub of eyes-system',
			templateBody: templateOf(
				(app) => new MemberRegionStack(app, 'Member', { busArn: hub.busArn }),
			),
		});
		// The rules hand their events to a role of the accounts' part.
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
			// A few accounts may have a Region closed or a name taken; a mistake of ours must not pass for a success.
			failureTolerancePercentage: 20,
			concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
		},
	};
}

/** The template of a stack that stands alone. It is put into another one, so it must be short and need no files. */
function templateOf(make: (app: App) => Stack): string {
	// In a folder of its own: `cdk` names one in the environment for the app around this one.
	const outdir = mkdtempSync(join(tmpdir(), 'eyes-stack-set-'));
	const app = new App({ analyticsReporting: false, autoSynth: false, outdir });
	const { stackName } = make(app);
	const assembly = app.synth();
	// CDK's parameter and rule ask for a bootstrapped account, which most are not.
	const { Parameters, Rules, ...own } = assembly.getStackByName(stackName).template;
	rmSync(outdir, { recursive: true });
	const template = JSON.stringify(own);
	if (template.length > LONGEST_TEMPLATE) {
		throw new Error(
			`the template of a StackSet has ${template.length} bytes, and AWS takes ${LONGEST_TEMPLATE}; ` +
				'name fewer ARNs in containment.protectedPrincipals',
		);
	}
	return template;
}
