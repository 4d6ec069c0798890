import { Aws } from 'aws-cdk-lib';

/**
 * Lets the hub write the text of one SCP in Organizations, find out to which accounts it applies,
 * and list the accounts, which are ours and of which the credential report tells. The permissions
 * of the hub's own roles limit it further. An organization has one such
 * policy for all its delegations.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html
 */
export function delegation(hubAccount: string, containmentScp: string) {
	const Principal = { AWS: `arn:${Aws.PARTITION}:iam::${hubAccount}:root` };
	return {
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
				Resource: containmentScp,
			},
			{
				Sid: 'EyesFindsParents',
				Effect: 'Allow',
				Principal,
				Action: 'organizations:ListParents',
				// Accounts and OUs change, and this action only reads.
				Resource: '*',
			},
			{
				Sid: 'EyesFindsAccounts',
				Effect: 'Allow',
				Principal,
				Action: 'organizations:ListAccounts',
				// ListAccounts does not support a narrower resource, and it only reads.
				Resource: '*',
			},
		],
	};
}
