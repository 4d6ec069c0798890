import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
	CONTAIN_ROLE,
	FORWARDER_ROLE,
	JUDGE_ROLE,
	policyArn,
	READER_ROLE,
	RECONCILE_ROLE,
	RESPONDER_ROLE,
	ROLE_PATH,
	roleArn,
} from '../shared/runtime/names.ts';
import { ContainmentPolicy } from './containment-policy.ts';
import { responderRights } from './responder-rights.ts';
import { excuseWildcards } from './wildcards.ts';

/** Who may come into an account, and where its events go. */
export interface Hub {
	/** Twelve digits, or `AWS::AccountId` where the hub is this very account. */
	readonly account: string;
	/** ARN of the bus on which the accounts' events arrive. */
	readonly busArn: string;
	/** `o-…`; null for a single account. */
	readonly organizationId: string | null;
}

export interface AccountPartProps {
	readonly hub: Hub;
	/** As configured: those that are ARNs of users and roles are refused to the responder by IAM, too. */
	readonly protectedPrincipals: readonly string[];
}

/**
 * What every account has once, in whichever Region: the policy that denies, and the roles by which the hub publishes
 * it, reads the age of keys, and gets the account's events. Names and paths are fixed, for both sides must know them.
 */
export class AccountPart extends Construct {
	constructor(scope: Construct, id: string, { hub, protectedPrincipals }: AccountPartProps) {
		super(scope, id);
		new ContainmentPolicy(this, 'Containment');
		new iam.Role(this, 'Forwarder', {
			...named(FORWARDER_ROLE, "Puts this account's sign-in events on the bus of the hub"),
			assumedBy: ownRules(),
			inlinePolicies: only({ actions: ['events:PutEvents'], resources: [hub.busArn] }),
		});
		const responder = new iam.Role(this, 'Responder', {
			...named(
				RESPONDER_ROLE,
				"Publishes this account's containment policy, and attaches only that one",
			),
			assumedBy: functionsOf(hub, [CONTAIN_ROLE]),
			inlinePolicies: only(
				...responderRights({
					policy: policyArn(Aws.PARTITION, Aws.ACCOUNT_ID),
					protectedPrincipals,
				}),
			),
		});
		const reader = new iam.Role(this, 'Reader', {
			...named(READER_ROLE, 'Reads when access keys were made'),
			assumedBy: functionsOf(hub, [JUDGE_ROLE, RECONCILE_ROLE]),
			inlinePolicies: only({ actions: ['iam:ListAccessKeys'], resources: [arnOf('user/*')] }),
		});
		excuseWildcards(
			reader,
			[arnOf('user/*')],
			'Whose key turns up in a record is not known beforehand.',
		);
		excuseWildcards(
			responder,
			[arnOf('user/*'), arnOf('role/*')],
			'Anybody may turn out to be an intruder; the condition lets it attach one policy only, which denies.',
		);
		excuseWildcards(
			responder,
			['*'],
			'ListRoles knows no narrower resource, and the other one is a deny.',
		);
	}
}

function named(roleName: string, description: string) {
	return { roleName, description, path: ROLE_PATH };
}

function only(
	...statements: readonly iam.PolicyStatementProps[]
): Record<string, iam.PolicyDocument> {
	return {
		Rights: new iam.PolicyDocument({
			statements: statements.map((props) => new iam.PolicyStatement(props)),
		}),
	};
}

function arnOf(resource: string): string {
	return `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:${resource}`;
}

/**
 * EventBridge, for this account.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
 */
function ownRules(): iam.IPrincipal {
	return new iam.ServicePrincipal('events.amazonaws.com', {
		conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
	});
}

/**
 * Functions of the hub, by their roles' whole ARNs. IAM would turn an ARN under `Principal` into the id of a role that
 * must exist by then, and a hub deployed anew would be a stranger; a condition compares names. No external id: that
 * keeps a third party from being talked into using its role for somebody else, and here both sides are one company.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function functionsOf({ account, organizationId }: Hub, roles: readonly string[]): iam.IPrincipal {
	const arns = roles.map((role) => roleArn(Aws.PARTITION, account, role));
	return new iam.AccountPrincipal(account).withConditions({
		ArnEquals: { 'aws:PrincipalArn': arns },
		...(organizationId !== null && { StringEquals: { 'aws:PrincipalOrgID': organizationId } }),
	});
}
