import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aws, CfnStackSet, type Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DeploymentTargets } from '../shared/configuration/configuration.ts';
import { NAMED_STACK_SETS, UNIT_STACK_SETS } from '../shared/runtime/names.ts';
import type { AccountPartProps } from './account-part.ts';
import { MemberAccountStack, MemberRegionStack } from './member-stacks.ts';
import { OPERATION_PREFERENCES } from './operation-preferences.ts';
import type { Watching } from './region-part.ts';

export interface StackSetsProps {
	/** What each account gets once. */
	readonly part: AccountPartProps;
	readonly watching: Watching;
	/** The id of the root, `r-…`. */
	readonly root: string;
	readonly targets: DeploymentTargets;
	/** The watched Regions, the hub's Region first. */
	readonly regions: readonly [string, ...string[]];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const LONGEST_TEMPLATE = 51_200;

type Instances = CfnStackSet.StackInstancesProperty;

/**
 * Deploys the account's part and the Regions' part to the targets: one pair of StackSets for units
 * (or the root) and the accounts that join them later, one for the accounts that are named. They are
 * two pairs, because automatic deployment is a setting of a whole StackSet, and the named accounts
 * are targeted as a part of the root: with automatic deployment a new account anywhere could get the
 * stacks. AWS leaves out only the management account.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/account-level-targets.html
 *
 * The pair of the named accounts is always there, if need be without instances, and is updated
 * first. So an account that was named alone loses its stacks before its unit or the root brings them
 * again: two stacks with the same role names cannot be in one account.
 */
export class StackSets extends Construct {
	private readonly parts: Parts;

	constructor(scope: Construct, id: string, { targets, root, ...props }: StackSetsProps) {
		super(scope, id);
		const { part, watching, regions } = props;
		this.parts = {
			account: templateOf((app) => new MemberAccountStack(app, 'Member', part)),
			region: templateOf(
				(app) => new MemberRegionStack(app, 'Member', { busArn: part.hub.busArn, watching }),
			),
			regions,
		};
		const { units, accounts } = placesOf(targets, root);
		const named = this.pair('Named', {
			names: NAMED_STACK_SETS,
			target: accounts.length === 0 ? null : { ...only(accounts), organizationalUnitIds: [root] },
			isAutomatic: false,
		});
		const ofUnits = this.pair('', {
			names: UNIT_STACK_SETS,
			target: units.length === 0 ? null : { organizationalUnitIds: [...units] },
			isAutomatic: true,
		});
		ofUnits.accounts.addResourceDependency(named.regions);
	}

	/** The rules use a role of the account's part, also in an account that joins later. */
	private pair(id: string, { names, target, isAutomatic }: PairProps): Pair {
		const { account, region, regions } = this.parts;
		const accounts = new CfnStackSet(this, `${id}Accounts`, {
			...SETTINGS,
			...instances(target, [regions[0]]),
			...automatic(isAutomatic),
			stackSetName: names.accounts,
			description: 'Roles and containment policy of eyes-system',
			// Its roles and its policy have fixed names, because other accounts and permission sets
			// must know them.
			capabilities: ['CAPABILITY_NAMED_IAM'],
			templateBody: account,
		});
		const others = new CfnStackSet(this, `${id}Regions`, {
			...SETTINGS,
			...instances(target, regions),
			...automatic(isAutomatic, [arnOf(accounts)]),
			stackSetName: names.regions,
			description: 'Forwards sign-ins, credential uses and alarms of AWS to the hub of eyes-system',
			templateBody: region,
		});
		others.addResourceDependency(accounts);
		return { accounts, regions: others };
	}
}

interface Parts {
	/** The templates of an account's part and of a Region's part. */
	readonly account: string;
	readonly region: string;
	readonly regions: StackSetsProps['regions'];
}

interface PairProps {
	readonly names: typeof UNIT_STACK_SETS;
	/** Null if there is nothing to deploy to. */
	readonly target: CfnStackSet.DeploymentTargetsProperty | null;
	readonly isAutomatic: boolean;
}

interface Pair {
	readonly accounts: CfnStackSet;
	readonly regions: CfnStackSet;
}

const SETTINGS = {
	permissionModel: 'SERVICE_MANAGED',
	callAs: 'SELF',
	managedExecution: { Active: true },
	operationPreferences: OPERATION_PREFERENCES,
} as const;

function placesOf(targets: DeploymentTargets, root: string) {
	return targets.root === true ? { units: [root], accounts: [] } : targets;
}

/** CloudFormation supports no UNION when it creates instances, so units and accounts are apart. */
function only(accounts: readonly string[]) {
	return { accounts: [...accounts], accountFilterType: 'INTERSECTION' };
}

function instances(
	deploymentTargets: PairProps['target'],
	regions: readonly string[],
): { stackInstancesGroup: Instances[] } {
	if (deploymentTargets === null) return { stackInstancesGroup: [] };
	return { stackInstancesGroup: [{ deploymentTargets, regions: [...regions] }] };
}

/**
 * `dependsOn` holds for automatic deployment only.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
function automatic(enabled: boolean, dependsOn: string[] = []) {
	if (!enabled) return { autoDeployment: { enabled } };
	return {
		autoDeployment: {
			...{ enabled, retainStacksOnAccountRemoval: false },
			...(dependsOn.length > 0 && { dependsOn }),
		},
	};
}

/**
 * CloudFormation's id of a StackSet is `NAME:UUID`; its ARN has the same at the end.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html
 */
function arnOf(stackSet: CfnStackSet): string {
	const { PARTITION, REGION, ACCOUNT_ID } = Aws;
	return `arn:${PARTITION}:cloudformation:${REGION}:${ACCOUNT_ID}:stackset/${stackSet.attrStackSetId}`;
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
