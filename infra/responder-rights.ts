import { Aws } from 'aws-cdk-lib';
import { Effect, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { ROLE_PATH } from '../shared/runtime/names.ts';

/** Whoever carries it is never contained, whatever the configuration says. */
export const PROTECTED_TAG = { key: 'eyes:protected', value: 'true' } as const;

export interface ResponderScope {
	/** ARN of the account's containment policy. */
	readonly policy: string;
	readonly protectedPrincipals: readonly string[];
}

const ATTACHING = [
	'iam:AttachUserPolicy',
	'iam:DetachUserPolicy',
	'iam:AttachRolePolicy',
	'iam:DetachRolePolicy',
] as const;
/** Taking the policy off stays allowed everywhere: it gives back what a deny took. */
const ATTACHES = ['iam:AttachUserPolicy', 'iam:AttachRolePolicy'] as const;

/**
 * Exactly what publishing asks of IAM. The text of a version cannot be restricted: whoever holds this role could write
 * an `Allow` into the one policy. Therefore nobody but the publishing function may take it, and it can give the policy
 * to no role of ours.
 */
export function responderRights({
	policy,
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
			// Anybody may turn out to be an intruder.
			resources: [iamArn('user/*'), iamArn('role/*')],
			conditions: { ArnEquals: { 'iam:PolicyARN': policy } },
		},
		// Finds the roles of permission sets. IAM knows no narrower resource for it.
		{ sid: 'FindsPermissionSets', actions: ['iam:ListRoles'], resources: ['*'] },
		{
			sid: 'NeverTouchesThese',
			effect: Effect.DENY,
			actions: [...ATTACHING],
			resources: [
				iamArn(`role${ROLE_PATH}*`),
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

/** Only ARNs of users and roles can be named to IAM; ids and names are refused by the validation of the text. */
function identityArns(entry: string): string[] {
	return /^arn:[\w*-]+:iam::[\d*]+:(user|role)\/.+$/.test(entry) ? [entry] : [];
}

function iamArn(resource: string): string {
	return `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:${resource}`;
}
