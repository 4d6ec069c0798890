import { Aws } from 'aws-cdk-lib';
import { Effect, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import type { ProtectedEntry } from '../shared/configuration/configuration.ts';
import { ACCOUNT_ROLES, FUNCTION_ROLES, roleArn } from '../shared/runtime/names.ts';

/** A user or role with this tag is never contained, whatever the configuration says. */
export const PROTECTED_TAG = { key: 'eyes:protected', value: 'true' } as const;

export interface ResponderScope {
	/** The ARN of the account's containment policy. */
	readonly policy: string;
	/** Twelve digits, or `AWS::AccountId` if the hub is this account. */
	readonly hubAccount: string;
	readonly protectedPrincipals: readonly ProtectedEntry[];
}

const ATTACHING = [
	'iam:AttachUserPolicy',
	'iam:DetachUserPolicy',
	'iam:AttachRolePolicy',
	'iam:DetachRolePolicy',
] as const;
/** Only attaching is denied: detaching is always allowed, because it ends a denial. */
const ATTACHES = ['iam:AttachUserPolicy', 'iam:AttachRolePolicy'] as const;

/**
 * Gives exactly the permissions that publishing needs in IAM. The text of a version cannot be
 * restricted: a person with this role could write an `Allow` into the one policy. Therefore only
 * the publishing function may assume it, and it cannot attach the policy to any of our roles.
 */
export function responderRights({
	policy,
	hubAccount,
	protectedPrincipals,
}: ResponderScope): PolicyStatementProps[] {
	return [
		{
			sid: 'PublishesOnePolicy',
			actions: [
				'iam:GetPolicy',
				'iam:GetPolicyVersion',
				'iam:ListPolicyVersions',
				'iam:CreatePolicyVersion',
				'iam:DeletePolicyVersion',
				'iam:ListEntitiesForPolicy',
			],
			resources: [policy],
		},
		{
			sid: 'AttachesThatOne',
			actions: [...ATTACHING],
			// Any user or role may have to be contained.
			resources: [iamArn('user/*'), iamArn('role/*')],
			conditions: { ArnEquals: { 'iam:PolicyARN': policy } },
		},
		// This finds the roles of permission sets, and the name of an id after somebody has renamed
		// it. IAM does not support a narrower resource for it.
		{ sid: 'FindsByListing', actions: ['iam:ListRoles', 'iam:ListUsers'], resources: ['*'] },
		{
			sid: 'NeverTouchesThese',
			effect: Effect.DENY,
			// All of them are roles.
			actions: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
			resources: [
				...ownRoles(hubAccount),
				iamArn('role/aws-service-role/*'),
				iamArn('role/aws-reserved/sso.amazonaws.com/*'),
			],
		},
		{
			sid: 'NeverContainsProtected',
			effect: Effect.DENY,
			actions: [...ATTACHES],
			resources: ['*'],
			conditions: {
				StringEquals: { [`iam:ResourceTag/${PROTECTED_TAG.key}`]: PROTECTED_TAG.value },
			},
		},
		...neverContains(protectedPrincipals.flatMap(identityArns)),
	];
}

function neverContains(resources: readonly string[]): PolicyStatementProps[] {
	if (resources.length === 0) return [];
	return [
		{
			sid: 'NeverContainsConfigured',
			effect: Effect.DENY,
			actions: [...ATTACHES],
			resources: [...resources],
		},
	];
}

/**
 * Gives the exact ARNs of our roles: in an account without our guard SCP anybody who may create
 * roles may create them under our path too.
 */
function ownRoles(hubAccount: string): string[] {
	return [
		...ACCOUNT_ROLES.map((role) => roleArn(Aws.PARTITION, Aws.ACCOUNT_ID, role)),
		...FUNCTION_ROLES.map((role) => roleArn(Aws.PARTITION, hubAccount, role)),
	];
}

/** IAM can only refuse ARNs of users and roles; for ids the validation of the text refuses. */
function identityArns(entry: ProtectedEntry): string[] {
	if (typeof entry !== 'string') {
		const kinds = ['user', 'user/*', 'role', 'role/*'];
		return kinds.map((kind) => `arn:${Aws.PARTITION}:iam::${entry.account}:${kind}/${entry.name}`);
	}
	return /^arn:[\w*-]+:iam::[\d*]+:(user|role)\/.+$/.test(entry) ? [entry] : [];
}

function iamArn(resource: string): string {
	return `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:${resource}`;
}
