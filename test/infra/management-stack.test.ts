import { createHash } from 'node:crypto';
import { Tags } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { ALARM_RULES } from '../../infra/alarm-rules.ts';
import { guardScp } from '../../infra/guard-scp.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { PLACEHOLDER } from '../../shared/containment/document/placeholder.ts';
import type { JsonObject } from '../../shared/record/json-object.ts';
import { organizationsRegion } from '../../shared/runtime/global-region.ts';
import { cfnLint } from '../support/cfn-lint.ts';
import {
	at,
	BREAK_GLASS,
	deployed,
	HUB,
	MAIN,
	MANAGEMENT,
	MEMBER,
	managementApp,
	managementTemplate,
	memberTemplates,
	ORGANIZATION,
	ROOT,
	resourcesOf,
	SCP_ARN,
	templatesOf,
} from '../support/infra-templates.ts';
import { needsCfnLint } from '../support/needs.ts';

const main = managementTemplate();
const BUS = {
	'Fn::Join': [
		'',
		['arn:', { Ref: 'AWS::Partition' }, `:events:ap-northeast-2:${HUB}:event-bus/eyes-hub`],
	],
};

const LISTING = 'cloudformation:ListStackInstances';

/** A role without the right to list instances of StackSets. */
function withoutListing(role: JsonObject): unknown {
	return JSON.parse(JSON.stringify(role), (_, value) =>
		Array.isArray(value) ? value.filter((one) => one?.Action !== LISTING) : value,
	);
}

function scps(template: JsonObject) {
	const [containment, guard, ...others] = resourcesOf(template, 'AWS::Organizations::Policy');
	expect(others).toEqual([]);
	if (containment === undefined || guard === undefined) throw new Error('an SCP is missing');
	return { containment, guard };
}

/**
 * Gives what a later deployment must not change, with the ids by which CloudFormation identifies
 * it.
 */
function livePolicies(template: JsonObject): [string, unknown][] {
	const isLive = (text: string) => /"(ManagedPolicyName|Name)":"eyes-containment"/.test(text);
	return Object.entries(at(template, 'Resources')).filter(([, one]) => isLive(JSON.stringify(one)));
}

describe('the containment SCP', () => {
	it('has only its name and the placeholder, and is attached to nothing', () => {
		expect(scps(main).containment).toEqual({
			Name: 'eyes-containment',
			Type: 'SERVICE_CONTROL_POLICY',
			Content: JSON.parse(PLACEHOLDER),
		});
	});

	it('goes with its stack, so that the next deployment does not find its name in use', () => {
		expect(livePolicies(main)[0]?.[1]).toMatchObject({ DeletionPolicy: 'Delete' });
	});

	it('is an output for the hub', () => {
		const [[key = ''] = []] = livePolicies(main);
		expect(at(main, 'Outputs').ContainmentScpArn).toEqual({
			Value: { 'Fn::GetAtt': [key, 'Arn'] },
		});
	});

	it('refuses tags, which would make CloudFormation write its text again', () => {
		const { app } = managementApp();
		Tags.of(app).add('team', 'platform');
		expect(() => templatesOf(app)).toThrow(/Remove the tags of the stack eyes-system-management/);
	});
});

describe('the policy texts that no deployment may write again', () => {
	/**
	 * If this text changes, every next deployment releases everybody who is contained. Never change
	 * it.
	 */
	it('never change', () => {
		const texts = livePolicies(main).map(([, one]) => JSON.stringify(one));
		const hash = createHash('sha256').update(PLACEHOLDER).digest('hex');
		expect(texts).toHaveLength(2);
		expect(texts.every((text) => text.includes(PLACEHOLDER))).toBe(true);
		expect(hash).toBe('3988d9a6e7871b9a436103f4ce1124e303c858db6e2dc72991bebbc62ae51d1f');
	});

	const networks = [{ name: 'busan', cidrs: ['198.51.100.0/24'] }];
	/** The last value tells whether anything else in the template changes. */
	const changes: readonly [string, Partial<ConfigurationInput>, Record<string, string>, boolean][] =
		[
			['networks', { networks }, {}, true],
			['names of accounts', { accounts: { [HUB]: 'security' } }, {}, false],
			['Regions', { deployment: { regions: ['us-east-1', 'eu-north-1'] } }, {}, true],
			['the Region of the hub', { deployment: { region: 'eu-west-1' } }, {}, true],
			[
				'exempt roles',
				{ deployment: { guardExemptRoles: ['arn:aws:iam::*:role/other'] } },
				{},
				true,
			],
			[
				'the mode and who is protected',
				{
					containment: {
						managementAccount: MANAGEMENT,
						modes: { [MANAGEMENT]: 'ask' },
						policyType: 'scp',
						mode: 'ask',
						protectedPrincipals: [],
					},
					networks,
				},
				{},
				true,
			],
			['the targets', { deployment: { targets: { units: ['ou-ab12-11111111'] } } }, {}, true],
			['the delegation', {}, { delegation: 'by-hand' }, true],
		];

	it.each(changes)(
		'stay the same, including their ids, if this changes: %s',
		(_, over, context, isSeen) => {
			const other = managementTemplate(over, context);
			expect(JSON.stringify(other) !== JSON.stringify(main)).toBe(isSeen);
			expect(livePolicies(other)).toEqual(livePolicies(main));
			expect(livePolicies(memberTemplates(other).accounts)).toEqual(
				livePolicies(memberTemplates(main).accounts),
			);
		},
	);
});

describe('the part of the management account itself', () => {
	const named = (type: string, over: Parameters<typeof managementTemplate>[0] = {}) =>
		resourcesOf(managementTemplate(over), type).map(
			({ RoleName, ManagedPolicyName }) => RoleName ?? ManagedPolicyName,
		);
	const containment = { managementAccount: MANAGEMENT, policyType: 'scp', mode: 'ask' } as const;
	const networks = [{ name: 'busan', cidrs: ['198.51.100.0/24'] }];

	it.each([
		['not named in the modes', {}],
		['only to be observed', { [MANAGEMENT]: 'observe' as const }],
	])('has neither a containment policy nor a responder if it is %s', (_, modes) => {
		const over = { containment: { ...containment, modes }, networks };
		expect(named('AWS::IAM::ManagedPolicy', over)).toEqual([]);
		expect(named('AWS::IAM::Role', over).sort()).toEqual(
			['eyes-forwarder', 'eyes-reader', 'eyes-report-reader'].sort(),
		);
	});

	it('has both if it is named', () => {
		expect(named('AWS::IAM::ManagedPolicy')).toEqual(['eyes-containment']);
		expect(named('AWS::IAM::Role')).toContain('eyes-responder');
	});
});

describe('the guard SCP', () => {
	it('is attached above all accounts and exempts the configured roles', () => {
		const { guard } = scps(main);
		expect(guard).toMatchObject({
			Name: 'eyes-guard',
			Type: 'SERVICE_CONTROL_POLICY',
			TargetIds: [ROOT],
		});
		const content = deployed(guard.Content, MANAGEMENT);
		expect(content).toEqual(expectedGuard());
	});

	function expectedGuard() {
		return guardScp({
			partition: 'aws',
			hubAccount: HUB,
			containmentScp: SCP_ARN,
			guardExemptRoles: [BREAK_GLASS],
		});
	}
});

describe('the delegation', () => {
	it('lets the hub write one SCP and read who is in the organization, and nothing else', () => {
		const [policy] = resourcesOf(main, 'AWS::Organizations::ResourcePolicy');
		const Principal = { AWS: `arn:aws:iam::${HUB}:root` };
		expect(deployed(policy?.Content, MANAGEMENT)).toEqual({
			Version: '2012-10-17',
			Statement: [
				{
					Sid: 'EyesPublishesOneScp',
					Effect: 'Allow',
					Principal,
					Action: [
						'organizations:DescribePolicy',
						'organizations:UpdatePolicy',
						'organizations:ListTargetsForPolicy',
					],
					Resource: SCP_ARN,
				},
				{
					Sid: 'EyesFindsParents',
					Effect: 'Allow',
					Principal,
					Action: 'organizations:ListParents',
					Resource: '*',
				},
				{
					Sid: 'EyesFindsAccounts',
					Effect: 'Allow',
					Principal,
					Action: 'organizations:ListAccounts',
					Resource: '*',
				},
			],
		});
	});

	it('is an output instead if there is already another one', () => {
		const template = managementTemplate({}, { delegation: 'by-hand' });
		expect(resourcesOf(template, 'AWS::Organizations::ResourcePolicy')).toEqual([]);
		expect(JSON.stringify(at(template, 'Outputs').DelegationToAdd)).toContain(
			'EyesPublishesOneScp',
		);
	});
});

/** The StackSets of the units or the root, then those of the named accounts: roles, then rules. */
function stackSetsOf(template: JsonObject): (JsonObject | undefined)[] {
	const sets = resourcesOf(template, 'AWS::CloudFormation::StackSet');
	const names = ['eyes-accounts', 'eyes-regions', 'eyes-accounts-named', 'eyes-regions-named'];
	return names.map((name) => sets.find(({ StackSetName }) => StackSetName === name));
}

function stackSetId(name: string): string {
	const found = Object.entries(at(main, 'Resources')).find(([, one]) =>
		JSON.stringify(one).includes(`"StackSetName":"${name}"`),
	);
	return found?.[0] ?? '?';
}

describe('the StackSets', () => {
	const [accounts, regions] = stackSetsOf(main);

	it('deploy to every account of the organization, and to those that join it', () => {
		for (const stackSet of [accounts, regions]) {
			expect(stackSet).toMatchObject({
				PermissionModel: 'SERVICE_MANAGED',
				CallAs: 'SELF',
				AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
				StackInstancesGroup: [{ DeploymentTargets: { OrganizationalUnitIds: [ROOT] } }],
			});
		}
	});

	it('of a pilot deploy to its units as they grow, and to the named accounts alone', () => {
		const units = ['ou-ab12-11111111', 'ou-ab12-22222222'];
		const pilot = managementTemplate({ deployment: { targets: { units, accounts: [MEMBER] } } });
		const [ofUnits, , named, namedRegions] = stackSetsOf(pilot);
		expect(ofUnits).toMatchObject({
			AutoDeployment: { Enabled: true },
			StackInstancesGroup: [{ DeploymentTargets: { OrganizationalUnitIds: units } }],
		});
		for (const stackSet of [named, namedRegions])
			expect(stackSet).toMatchObject({
				AutoDeployment: { Enabled: false },
				StackInstancesGroup: [
					{
						DeploymentTargets: {
							OrganizationalUnitIds: [ROOT],
							Accounts: [MEMBER],
							AccountFilterType: 'INTERSECTION',
						},
					},
				],
			});
	});

	it('lose a named account before its unit or the root brings the same stacks again', () => {
		const [, , named, namedRegions] = stackSetsOf(main);
		for (const stackSet of [named, namedRegions])
			expect(stackSet).toMatchObject({ StackInstancesGroup: [] });
		expect(at(at(main, 'Resources'), stackSetId('eyes-accounts')).DependsOn).toEqual([
			stackSetId('eyes-regions-named'),
		]);
	});

	it('bring an account that joins its roles before its rules', () => {
		expect(JSON.stringify(at(regions ?? {}, 'AutoDeployment').DependsOn)).toContain(
			JSON.stringify({ 'Fn::GetAtt': [stackSetId('eyes-accounts'), 'StackSetId'] }),
		);
	});

	it('do not roll the stack back because of a few accounts or Regions', () => {
		for (const stackSet of stackSetsOf(main))
			expect(stackSet).toMatchObject({ OperationPreferences: { FailureTolerancePercentage: 100 } });
	});

	it('deploy the roles once and then the rules to each Region', () => {
		expect(accounts).toMatchObject({
			StackSetName: 'eyes-accounts',
			StackInstancesGroup: [{ Regions: ['ap-northeast-2'] }],
		});
		expect(regions).toMatchObject({
			StackSetName: 'eyes-regions',
			StackInstancesGroup: [{ Regions: ['ap-northeast-2', 'us-east-1'] }],
		});
		const inOrder = Object.values(at(main, 'Resources')).filter((one) =>
			JSON.stringify(one).includes('"eyes-regions"'),
		);
		expect(inOrder).toMatchObject([{ DependsOn: [expect.stringMatching(/^StackSetsAccounts/)] }]);
	});

	it('have templates that are short and stand alone', () => {
		for (const stackSet of [accounts, regions]) {
			expect(String(stackSet?.TemplateBody).length).toBeLessThan(51_200);
			expect(Object.keys(JSON.parse(String(stackSet?.TemplateBody)))).toEqual(['Resources']);
		}
		expect(String(regions?.TemplateBody)).not.toMatch(/asset|bootstrap/i);
	});

	it('have templates in which cfn-lint finds nothing', (context) => {
		needsCfnLint(context);
		expect(cfnLint(memberTemplates(main))).toEqual({ stdout: '', status: 0 });
	});

	it('create in members no policy and no role that writes one, because the SCP denies there', () => {
		const member = memberTemplates(main).accounts;
		const names = resourcesOf(member, 'AWS::IAM::Role').map(({ RoleName }) => RoleName);
		expect(names).toEqual(['eyes-forwarder', 'eyes-reader', 'eyes-report-reader']);
		expect(livePolicies(member)).toEqual([]);
	});

	it('create the same roles in members as in the management account, if accounts have policies', () => {
		const containment = {
			managementAccount: MANAGEMENT,
			modes: { [MANAGEMENT]: 'contain' as const },
			policyType: 'iam' as const,
		};
		const template = managementTemplate({ containment });
		const member = memberTemplates(template).accounts;
		const roles = resourcesOf(member, 'AWS::IAM::Role');
		expect(roles).toHaveLength(4);
		const others = resourcesOf(template, 'AWS::IAM::Role');
		expect(others.map(withoutListing)).toEqual(roles.map(withoutListing));
		// Only the management account has StackSets that reconcile looks at.
		expect(JSON.stringify(others)).toContain(LISTING);
		expect(JSON.stringify(roles)).not.toContain(LISTING);
		expect(livePolicies(member)).toHaveLength(1);
	});

	it('create the rules, which forward to the hub', () => {
		const rules = resourcesOf(memberTemplates(main).regions, 'AWS::Events::Rule');
		expect(rules.map(({ Name }) => Name)).toEqual([
			...['eyes-sign-ins', 'eyes-credential-uses'],
			...Object.values(ALARM_RULES),
		]);
		for (const rule of rules) expect(rule).toMatchObject({ Targets: [{ Id: 'Hub', Arn: BUS }] });
	});
});

describe("the management account's stacks", () => {
	const { app } = managementApp();
	const stacks = app.synth().stacks;

	it('are in the Region of Organizations, and in every watched Region', () => {
		expect(stacks.map(({ stackName, environment }) => [stackName, environment.name])).toEqual([
			[MAIN, `aws://${MANAGEMENT}/us-east-1`],
			[`${MAIN}-ap-northeast-2`, `aws://${MANAGEMENT}/ap-northeast-2`],
			[`${MAIN}-us-east-1`, `aws://${MANAGEMENT}/us-east-1`],
		]);
	});

	it('have the same rules for its Regions as the StackSets have for all other accounts', () => {
		const rules = resourcesOf(memberTemplates(main).regions, 'AWS::Events::Rule');
		for (const { template } of stacks.slice(1))
			expect(resourcesOf(template, 'AWS::Events::Rule')).toEqual(rules);
	});

	it('trust the hub of this organization', () => {
		expect(JSON.stringify(resourcesOf(main, 'AWS::IAM::Role'))).toContain(
			`"aws:PrincipalOrgID":"${ORGANIZATION}"`,
		);
	});

	it.each([
		['ap-northeast-2', 'us-east-1'],
		['us-gov-east-1', 'us-gov-west-1'],
		['cn-north-1', 'cn-northwest-1'],
	])('for a hub in %s are in %s', (region, expected) => {
		expect(organizationsRegion(region)).toBe(expected);
	});
});
