import { App, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { AccountPart, type AccountPartProps } from '../../infra/account-part.ts';
import { FUNCTIONS } from '../../infra/bundle.ts';
import { PLACEHOLDER } from '../../shared/containment/document/placeholder.ts';
import type { JsonObject } from '../../shared/record/json-object.ts';
import { askIam } from '../support/ask-iam.ts';
import {
	at,
	BREAK_GLASS,
	deployed,
	HUB,
	MEMBER,
	ORGANIZATION,
	resourcesOf,
	templatesOf,
} from '../support/infra-templates.ts';

const POLICY = `arn:aws:iam::${MEMBER}:policy/eyes/eyes-containment`;
const BUS = `arn:aws:events:ap-northeast-2:${HUB}:event-bus/eyes-hub`;

function template(
	organizationId: string | null = ORGANIZATION,
	kind: AccountPartProps['kind'] = 'member',
): JsonObject {
	const app = new App({ analyticsReporting: false });
	const stack = new Stack(app, 'one');
	new AccountPart(stack, 'Account', {
		hub: { account: HUB, busArn: BUS, organizationId },
		protectedPrincipals: [
			BREAK_GLASS,
			'arn:aws:iam::111122223333:user/ceo',
			{ name: 'ceo', account: MEMBER },
			'AROAEXAMPLE:*',
		],
		...{ hasPolicy: true, kind },
	});
	return { Resources: deployed(at(at(templatesOf(app), 'one'), 'Resources'), MEMBER) };
}

function role(name: string, from = template()) {
	const found = resourcesOf(from, 'AWS::IAM::Role').find(({ RoleName }) => RoleName === name);
	if (found === undefined) throw new Error(`no role ${name}`);
	return found;
}

function rightsOf(name: string, from = template()): JsonObject {
	const policies = role(name, from).Policies;
	if (!Array.isArray(policies) || policies.length !== 1)
		throw new Error(`${name} has not one policy`);
	return at(policies[0], 'PolicyDocument');
}

describe('the roles in every account', () => {
	it('have fixed names under one path, and only their own permissions', () => {
		const roles = resourcesOf(template(), 'AWS::IAM::Role');
		expect(roles.map(({ Path, RoleName }) => `${Path}${RoleName}`).sort()).toEqual([
			'/eyes/eyes-forwarder',
			'/eyes/eyes-reader',
			'/eyes/eyes-report-reader',
			'/eyes/eyes-responder',
		]);
		expect(roles.filter(({ ManagedPolicyArns }) => ManagedPolicyArns !== undefined)).toEqual([]);
		expect(resourcesOf(template(), 'AWS::IAM::Policy')).toEqual([]);
	});

	it('list in the management account the instances of our StackSets, and of no others', () => {
		const { Statement } = rightsOf('eyes-reader', template(ORGANIZATION, 'management'));
		const [, , , listing, ...others] = Array.isArray(Statement) ? Statement : [];
		expect(others).toEqual([]);
		const names = ['eyes-accounts', 'eyes-regions', 'eyes-accounts-named', 'eyes-regions-named'];
		expect(listing).toEqual({
			...{ Effect: 'Allow', Action: 'cloudformation:ListStackInstances' },
			Resource: names.map((name) =>
				expect.stringMatching(
					new RegExp(`^arn:aws:cloudformation:[^:]+:${MEMBER}:stackset/${name}:\\*$`),
				),
			),
		});
	});

	it('have exactly these permissions', () => {
		expect(rightsOf('eyes-forwarder').Statement).toEqual([
			{ Effect: 'Allow', Action: 'events:PutEvents', Resource: BUS },
		]);
		expect(rightsOf('eyes-reader').Statement).toEqual([
			{
				Effect: 'Allow',
				Action: ['iam:ListAccessKeys', 'iam:GetUser', 'iam:GetLoginProfile'],
				Resource: `arn:aws:iam::${MEMBER}:user/*`,
			},
			{ Effect: 'Allow', Action: 'iam:GetAccessKeyLastUsed', Resource: '*' },
			{ Effect: 'Allow', Action: 'cloudtrail:LookupEvents', Resource: '*' },
		]);
		expect(rightsOf('eyes-report-reader').Statement).toEqual([
			{
				Sid: 'ReadsTheReport',
				Effect: 'Allow',
				Action: [
					'iam:GenerateCredentialReport',
					'iam:GetCredentialReport',
					'iam:GetAccountSummary',
					'iam:ListServiceSpecificCredentials',
					'iam:GetAccessKeyLastUsed',
				],
				Resource: '*',
			},
			{
				Sid: 'ReadsWhoseKeys',
				Effect: 'Allow',
				Action: ['iam:ListAccessKeys', 'iam:ListUserTags', 'iam:ListAttachedUserPolicies'],
				Resource: `arn:aws:iam::${MEMBER}:user/*`,
			},
		]);
		const attaching = [
			'iam:AttachUserPolicy',
			'iam:DetachUserPolicy',
			'iam:AttachRolePolicy',
			'iam:DetachRolePolicy',
		];
		expect(rightsOf('eyes-responder').Statement).toEqual([
			{
				Sid: 'PublishesOnePolicy',
				Effect: 'Allow',
				Action: [
					'iam:GetPolicy',
					'iam:GetPolicyVersion',
					'iam:ListPolicyVersions',
					'iam:CreatePolicyVersion',
					'iam:DeletePolicyVersion',
					'iam:ListEntitiesForPolicy',
				],
				Resource: POLICY,
			},
			{
				Sid: 'AttachesThatOne',
				Effect: 'Allow',
				Action: attaching,
				Resource: [`arn:aws:iam::${MEMBER}:user/*`, `arn:aws:iam::${MEMBER}:role/*`],
				Condition: { ArnEquals: { 'iam:PolicyARN': POLICY } },
			},
			{
				Sid: 'FindsByListing',
				Effect: 'Allow',
				Action: ['iam:ListRoles', 'iam:ListUsers'],
				Resource: '*',
			},
			{
				Sid: 'NeverTouchesThese',
				Effect: 'Deny',
				Action: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
				Resource: [
					...['responder', 'reader', 'report-reader', 'forwarder'].map(
						(name) => `arn:aws:iam::${MEMBER}:role/eyes/eyes-${name}`,
					),
					...FUNCTIONS.map((name) => `arn:aws:iam::${HUB}:role/eyes/eyes-${name}`),
					`arn:aws:iam::${MEMBER}:role/aws-service-role/*`,
					`arn:aws:iam::${MEMBER}:role/aws-reserved/sso.amazonaws.com/*`,
				],
			},
			{
				Sid: 'NeverContainsProtected',
				Effect: 'Deny',
				Action: ['iam:AttachUserPolicy', 'iam:AttachRolePolicy'],
				Resource: '*',
				Condition: { StringEquals: { 'iam:ResourceTag/eyes:protected': 'true' } },
			},
			{
				Sid: 'NeverContainsConfigured',
				Effect: 'Deny',
				Action: ['iam:AttachUserPolicy', 'iam:AttachRolePolicy'],
				Resource: [
					BREAK_GLASS,
					'arn:aws:iam::111122223333:user/ceo',
					...['user', 'user/*', 'role', 'role/*'].map(
						(kind) => `arn:aws:iam::${MEMBER}:${kind}/ceo`,
					),
				],
			},
		]);
	});

	it('trust EventBridge for this account only', () => {
		expect(at(role('eyes-forwarder'), 'AssumeRolePolicyDocument').Statement).toEqual([
			{
				Effect: 'Allow',
				Action: 'sts:AssumeRole',
				Principal: { Service: 'events.amazonaws.com' },
				Condition: { StringEquals: { 'aws:SourceAccount': MEMBER } },
			},
		]);
	});
});

describe('who may assume', () => {
	const takes = (name: string, account: string, path: string, organization = ORGANIZATION) =>
		askIam({
			by: { account, path, organization },
			action: 'sts:AssumeRole',
			resource: `arn:aws:iam::${MEMBER}:role/eyes/${name}`,
			owner: MEMBER,
			resourcePolicy: at(role(name), 'AssumeRolePolicyDocument'),
		});

	it.each([
		['eyes-responder', 'Allowed', "the hub's contain", HUB, '/eyes/eyes-contain'],
		['eyes-responder', 'ImplicitlyDenied', "the hub's judge", HUB, '/eyes/eyes-judge-sign-in'],
		['eyes-responder', 'ImplicitlyDenied', 'an administrator of the hub', HUB, '/admin'],
		['eyes-responder', 'ImplicitlyDenied', 'the name without the path', HUB, '/eyes-contain'],
		[
			'eyes-responder',
			'ImplicitlyDenied',
			'the name in another account',
			'111122223333',
			'/eyes/eyes-contain',
		],
		['eyes-reader', 'Allowed', "the hub's judge", HUB, '/eyes/eyes-judge-sign-in'],
		['eyes-reader', 'Allowed', "the hub's reconcile", HUB, '/eyes/eyes-reconcile'],
		['eyes-reader', 'ImplicitlyDenied', "the hub's contain", HUB, '/eyes/eyes-contain'],
		['eyes-reader', 'ImplicitlyDenied', "the hub's report", HUB, '/eyes/eyes-report-credentials'],
		['eyes-report-reader', 'Allowed', "the hub's report", HUB, '/eyes/eyes-report-credentials'],
		['eyes-report-reader', 'ImplicitlyDenied', "the hub's judge", HUB, '/eyes/eyes-judge-sign-in'],
		['eyes-report-reader', 'ImplicitlyDenied', "the hub's reconcile", HUB, '/eyes/eyes-reconcile'],
		[
			'eyes-report-reader',
			'ImplicitlyDenied',
			'the name in another account',
			'111122223333',
			'/eyes/eyes-report-credentials',
		],
	])('%s: %s to %s', async (name, expected, _, account, path) => {
		expect(await takes(name, account, path)).toBe(expected);
	});

	it('a role: nobody after the hub has left the organization', async () => {
		expect(await takes('eyes-responder', HUB, '/eyes/eyes-contain', 'o-otherorg00')).toBe(
			'ImplicitlyDenied',
		);
	});

	it('a role: no condition on the organization without one', () => {
		const trust = at(role('eyes-responder', template(null)), 'AssumeRolePolicyDocument');
		expect(JSON.stringify(trust)).not.toContain('aws:PrincipalOrgID');
	});
});

describe('the responder', () => {
	const user = `arn:aws:iam::${MEMBER}:user/dev/kim`;
	const iamRole = (path: string) => `arn:aws:iam::${MEMBER}:role/${path}`;
	const pinned = { 'iam:PolicyARN': POLICY };
	const tagged = { ...pinned, 'iam:ResourceTag/eyes:protected': 'true' };
	const admin = { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' };

	it.each([
		['attaches its policy to a user', 'iam:AttachUserPolicy', user, pinned],
		['attaches its policy to a role', 'iam:AttachRolePolicy', iamRole('ops/deploy'), pinned],
		['detaches it from a user', 'iam:DetachUserPolicy', user, pinned],
		['detaches it from a protected user', 'iam:DetachUserPolicy', user, tagged],
		['detaches it from a role', 'iam:DetachRolePolicy', iamRole('ops/deploy'), pinned],
		['writes its policy', 'iam:CreatePolicyVersion', POLICY, {}],
		['deletes a version of its policy', 'iam:DeletePolicyVersion', POLICY, {}],
		['lists roles', 'iam:ListRoles', '*', {}],
		['lists users', 'iam:ListUsers', '*', {}],
	])('%s', async (_, action, resource, context) => {
		expect(await ask(action, resource, context)).toBe('Allowed');
	});

	it.each([
		['attach another policy', 'iam:AttachUserPolicy', user, admin, 'ImplicitlyDenied'],
		['detach another policy', 'iam:DetachUserPolicy', user, admin, 'ImplicitlyDenied'],
		[
			'attach it to a group',
			'iam:AttachGroupPolicy',
			`arn:aws:iam::${MEMBER}:group/dev`,
			pinned,
			'ImplicitlyDenied',
		],
		['write an inline policy of a user', 'iam:PutUserPolicy', user, {}, 'ImplicitlyDenied'],
		[
			'write an inline policy of a role',
			'iam:PutRolePolicy',
			iamRole('ops/deploy'),
			{},
			'ImplicitlyDenied',
		],
		[
			'change a trust policy',
			'iam:UpdateAssumeRolePolicy',
			iamRole('ops/deploy'),
			{},
			'ImplicitlyDenied',
		],
		[
			'write another policy',
			'iam:CreatePolicyVersion',
			`arn:aws:iam::${MEMBER}:policy/other`,
			{},
			'ImplicitlyDenied',
		],
		['delete its policy', 'iam:DeletePolicy', POLICY, {}, 'ImplicitlyDenied'],
		['read a key list', 'iam:ListAccessKeys', user, {}, 'ImplicitlyDenied'],
		[
			'contain itself',
			'iam:AttachRolePolicy',
			iamRole('eyes/eyes-responder'),
			pinned,
			'ExplicitlyDenied',
		],
		[
			'touch a service-linked role',
			'iam:AttachRolePolicy',
			iamRole('aws-service-role/x.amazonaws.com/AWSServiceRoleForX'),
			pinned,
			'ExplicitlyDenied',
		],
		[
			'contain break-glass',
			'iam:AttachRolePolicy',
			iamRole('break-glass'),
			pinned,
			'ExplicitlyDenied',
		],
		['contain a user with the tag', 'iam:AttachUserPolicy', user, tagged, 'ExplicitlyDenied'],
	])('cannot %s', async (_, action, resource, context, expected) => {
		expect(await ask(action, resource, context)).toBe(expected);
	});

	const rights = rightsOf('eyes-responder');

	function ask(action: string, resource: string, context: Readonly<Record<string, string>>) {
		return askIam({
			by: { account: MEMBER, path: '/eyes/eyes-responder' },
			action,
			resource,
			owner: MEMBER,
			context,
			rights,
		});
	}
});

describe('the containment policy', () => {
	const resource = (kind: AccountPartProps['kind']) =>
		Object.values(at(template(ORGANIZATION, kind), 'Resources')).find((one) =>
			JSON.stringify(one).includes('AWS::IAM::ManagedPolicy'),
		);

	it('has only its name and the placeholder, and goes with its stack in a member', () => {
		expect(resource('member')).toEqual({
			Type: 'AWS::IAM::ManagedPolicy',
			// So the role that releases goes only after the policy, which stays while it is attached.
			DependsOn: [expect.stringMatching(/^AccountResponder/)],
			Properties: {
				ManagedPolicyName: 'eyes-containment',
				Path: '/eyes/',
				PolicyDocument: JSON.parse(PLACEHOLDER),
			},
			DeletionPolicy: 'Delete',
			UpdateReplacePolicy: 'Delete',
		});
	});

	it('outlives its stack where eyes destroy can look before it deletes the policy', () => {
		const kept = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
		expect(resource('single-account')).toMatchObject(kept);
		expect(resource('management')).toMatchObject(kept);
		expect(resource('management')).not.toHaveProperty('DependsOn');
	});

	it('keeps the logical id that deployed stacks use', () => {
		expect(Object.keys(at(template(), 'Resources'))).toContain('AccountContainmentPolicy9B740401');
	});
});
