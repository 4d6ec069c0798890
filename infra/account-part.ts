import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ProtectedEntry } from '../shared/configuration/configuration.ts';
import {
	CONTAIN_ROLE,
	FORWARDER_ROLE,
	JUDGE_ROLE,
	policyArn,
	READER_ROLE,
	RECONCILE_ROLE,
	REPORT_READER_ROLE,
	REPORT_ROLE,
	RESPONDER_ROLE,
	ROLE_PATH,
	roleArn,
	STACK_SETS,
	USE_JUDGE_ROLE,
} from '../shared/runtime/names.ts';
import { ContainmentPolicy } from './containment-policy.ts';
import { responderRights } from './responder-rights.ts';
import { acknowledgeWildcards } from './wildcards.ts';

/** Which hub may act in an account, and where the account's events go. */
export interface Hub {
	/** Twelve digits, or `AWS::AccountId` if the hub is this account. */
	readonly account: string;
	/** The ARN of the bus on which the accounts' events arrive. */
	readonly busArn: string;
	/** The organization's id, `o-…`; null for a single account. */
	readonly organizationId: string | null;
}

export interface AccountPartProps {
	readonly hub: Hub;
	/**
	 * The protected principals as configured. IAM refuses the responder to contain those that are
	 * ARNs of users or roles.
	 */
	readonly protectedPrincipals: readonly ProtectedEntry[];
	/**
	 * True if people are denied here by the account's own policy: in a single account, in a management
	 * account that the configuration names, and everywhere if the policies are of type `iam`. An account
	 * where only the SCP denies gets neither the policy nor the role that writes it.
	 */
	readonly hasPolicy: boolean;
	/** Only the management account has StackSets, and only they bring this part to members. */
	readonly kind: 'single-account' | 'management' | 'member';
}

/**
 * Creates what every account has once, in any Region: the policy that denies, and the roles with
 * which the hub publishes it, reads the age of keys, reads the credential report, and receives the
 * account's events. Names and paths are fixed, because both sides must know them.
 *
 * The credential report has a reader role of its own. A role's rights are the same for everybody who
 * assumes it. With one role for both, judge-sign-in, which parses what an attacker writes, could
 * list every user of every account with the ages of their credentials; now it can only ask about a
 * user whose name it knows, when they, their keys and their password were made, and whose a key is
 * of which it knows the id. It also reads the account's events of the last 90 days: CloudTrail cannot
 * limit that right to the events of one key. They hold no secrets, and nothing can be changed with it.
 * In the management account it also lists in which accounts and Regions our StackSets have instances.
 */
export class AccountPart extends Construct {
	constructor(scope: Construct, id: string, props: AccountPartProps) {
		super(scope, id);
		const { hub, hasPolicy, kind } = props;
		const hasStackSets = kind === 'management';
		const stackSets = hasStackSets ? STACK_SETS.map(stackSetArn) : [];
		if (hasPolicy) this.respond(props);
		new iam.Role(this, 'Forwarder', {
			...named(
				FORWARDER_ROLE,
				"Puts this account's events about credentials on the bus of the hub",
			),
			assumedBy: ownRules(),
			inlinePolicies: only({ actions: ['events:PutEvents'], resources: [hub.busArn] }),
		});
		const reader = new iam.Role(this, 'Reader', {
			...named(
				READER_ROLE,
				'Reads when users, access keys and passwords were made, and whose and where used',
			),
			assumedBy: functionsOf(hub, [JUDGE_ROLE, USE_JUDGE_ROLE, RECONCILE_ROLE]),
			inlinePolicies: only(
				{
					actions: ['iam:ListAccessKeys', 'iam:GetUser', 'iam:GetLoginProfile'],
					resources: [arnOf('user/*')],
				},
				// An alarm of AWS names a key, not its user.
				{ actions: ['iam:GetAccessKeyLastUsed'], resources: ['*'] },
				// Where a key at work was used before. It takes no resource and has no condition.
				{ actions: ['cloudtrail:LookupEvents'], resources: ['*'] },
				...(stackSets.length === 0
					? []
					: [{ actions: ['cloudformation:ListStackInstances'], resources: stackSets }]),
			),
		});
		const reportReader = new iam.Role(this, 'ReportReader', {
			...named(REPORT_READER_ROLE, 'Reads which credentials there are, how old, and when used'),
			assumedBy: functionsOf(hub, [REPORT_ROLE]),
			inlinePolicies: only(...REPORT_READER_RIGHTS),
		});
		acknowledgeWildcards(
			reader,
			[arnOf('user/*')],
			'It is not known beforehand whose key is in a record.',
		);
		acknowledgeWildcards(
			reader,
			['*'],
			'The requests name a key, and no user; CloudTrail supports no resource.',
		);
		if (hasStackSets)
			acknowledgeWildcards(
				reader,
				stackSets,
				'CloudFormation chooses the id at the end of the ARN of a StackSet.',
			);
		acknowledgeWildcards(
			reportReader,
			[arnOf('user/*')],
			'The report is about all users, and they come and go.',
		);
		acknowledgeWildcards(
			reportReader,
			['*'],
			'These actions only read, and their requests name no user.',
		);
	}

	/** Creates the policy that denies, and the role that publishes it. */
	private respond({ hub, protectedPrincipals, kind }: AccountPartProps): void {
		const policy = new ContainmentPolicy(this, 'Containment', { outlivesStack: kind !== 'member' });
		const responder = new iam.Role(this, 'Responder', {
			...named(
				RESPONDER_ROLE,
				"Publishes this account's containment policy, and attaches only that one",
			),
			assumedBy: functionsOf(hub, [CONTAIN_ROLE]),
			inlinePolicies: only(
				...responderRights({
					policy: policyArn(Aws.PARTITION, Aws.ACCOUNT_ID),
					hubAccount: hub.account,
					protectedPrincipals,
				}),
			),
		});
		// What depends on something is deleted before it. While the policy is attached, its deletion
		// fails, and then the role stays that can release those who are denied.
		if (kind === 'member') policy.node.addDependency(responder);
		acknowledgeWildcards(
			responder,
			[arnOf('user/*'), arnOf('role/*')],
			'Any user or role may have to be contained; the condition allows only one policy, which denies.',
		);
		acknowledgeWildcards(
			responder,
			['*'],
			'Lists do not support a narrower resource, and the other statement is a deny.',
		);
	}
}

/**
 * Gives exactly the permissions that the credential report needs. None of them shows a secret.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
const REPORT_READER_RIGHTS: readonly iam.PolicyStatementProps[] = [
	{
		sid: 'ReadsTheReport',
		actions: [
			'iam:GenerateCredentialReport',
			'iam:GetCredentialReport',
			'iam:GetAccountSummary',
			// It is asked for all users at once.
			'iam:ListServiceSpecificCredentials',
			// The request names a key, not its user.
			'iam:GetAccessKeyLastUsed',
		],
		resources: ['*'],
	},
	{
		sid: 'ReadsWhoseKeys',
		actions: ['iam:ListAccessKeys', 'iam:ListUserTags', 'iam:ListAttachedUserPolicies'],
		resources: [arnOf('user/*')],
	},
];

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

/**
 * CloudFormation chooses what follows the colon.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html
 */
function stackSetArn(name: string): string {
	const { PARTITION, REGION, ACCOUNT_ID } = Aws;
	return `arn:${PARTITION}:cloudformation:${REGION}:${ACCOUNT_ID}:stackset/${name}:*`;
}

function arnOf(resource: string): string {
	return `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:${resource}`;
}

/**
 * Trusts EventBridge for rules of this account.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
 */
function ownRules(): iam.IPrincipal {
	return new iam.ServicePrincipal('events.amazonaws.com', {
		conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
	});
}

/**
 * Trusts functions of the hub by the full ARNs of their roles. IAM would turn an ARN under
 * `Principal` into the id of a role that must already exist, and a hub that is deployed anew would
 * not be trusted any more; a condition compares names. There is no external id: that keeps a third
 * party from being tricked into using its role for somebody else, and here both sides are one
 * company.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function functionsOf({ account, organizationId }: Hub, roles: readonly string[]): iam.IPrincipal {
	const arns = roles.map((role) => roleArn(Aws.PARTITION, account, role));
	return new iam.AccountPrincipal(account).withConditions({
		ArnEquals: { 'aws:PrincipalArn': arns },
		...(organizationId !== null && { StringEquals: { 'aws:PrincipalOrgID': organizationId } }),
	});
}
