import { Aws } from 'aws-cdk-lib';

/**
 * What the hub may do in Organizations: write the text of one SCP, and find out above whom it stands. The rest is up
 * to the rights of the hub's own roles. An organization has one such policy, for all its delegations.
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
				// Accounts and OUs come and go, and it only reads.
				Resource: '*',
			},
		],
	};
}
