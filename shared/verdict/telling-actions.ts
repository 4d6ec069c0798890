import type { SignIn } from '../sign-in/sign-in.ts';
import { actionOf } from '../sign-in/used-credential.ts';

/**
 * What an attacker does with a stolen credential and a job of ours hardly ever does from a network
 * that is not ours. The most telling kind comes first, and in it the most telling action. The
 * techniques are public: https://attack.mitre.org/matrices/enterprise/cloud/iaas/ and, with the
 * records that they leave, https://stratus-red-team.cloud/attack-techniques/AWS/
 */
const TELLING_ACTIONS = [
	// A way back in: a user, a key, a password, a trust
	'iam:CreateAccessKey',
	'iam:CreateUser',
	'iam:CreateLoginProfile',
	'iam:UpdateLoginProfile',
	'iam:UpdateAssumeRolePolicy',
	'rolesanywhere:CreateTrustAnchor',
	'rolesanywhere:UpdateTrustAnchor',
	'rolesanywhere:EnableTrustAnchor',
	'iam:CreateSAMLProvider',
	'iam:UpdateSAMLProvider',
	'iam:CreateOpenIDConnectProvider',
	'iam:AddClientIDToOpenIDConnectProvider',
	'iam:UpdateOpenIDConnectProviderThumbprint',
	'iam:CreateServiceSpecificCredential',
	'iam:ResetServiceSpecificCredential',
	'iam:UploadSigningCertificate',
	'iam:UploadSSHPublicKey',
	'iam:UpdateAccessKey',
	'iam:DeactivateMFADevice',
	'iam:EnableMFADevice',
	'iam:ResyncMFADevice',
	'sso:CreateAccountAssignment',
	'sso:CreatePermissionSet',
	'identitystore:CreateUser',
	'identitystore:CreateGroupMembership',
	'sso-directory:CreateUser',
	'sso-directory:AddMemberToGroup',
	'sso-directory:UpdatePassword',
	'eks:CreateAccessEntry',
	'lambda:AddPermission',
	'lambda:CreateFunctionUrlConfig',
	'iam:CreateRole',
	// More rights, or fewer limits. Thieves also detach AWSCompromisedKeyQuarantine
	'iam:AttachUserPolicy',
	'iam:PutUserPolicy',
	'iam:AddUserToGroup',
	'iam:AttachGroupPolicy',
	'iam:PutGroupPolicy',
	'iam:AttachRolePolicy',
	'iam:PutRolePolicy',
	'iam:CreatePolicyVersion',
	'iam:SetDefaultPolicyVersion',
	'iam:DetachUserPolicy',
	'iam:DeleteUserPolicy',
	'iam:DetachRolePolicy',
	'iam:DeleteRolePolicy',
	'iam:DetachGroupPolicy',
	'iam:DeleteGroupPolicy',
	'iam:RemoveUserFromGroup',
	'iam:DeleteUserPermissionsBoundary',
	'iam:DeleteRolePermissionsBoundary',
	'iam:PutUserPermissionsBoundary',
	'iam:PutRolePermissionsBoundary',
	'eks:AssociateAccessPolicy',
	'sso:AttachManagedPolicyToPermissionSet',
	'sso:PutInlinePolicyToPermissionSet',
	// Hides traces, or leaves our control
	'cloudtrail:StopLogging',
	'cloudtrail:DeleteTrail',
	'cloudtrail:UpdateTrail',
	'cloudtrail:PutEventSelectors',
	'cloudtrail:DeleteEventDataStore',
	'cloudtrail:StopEventDataStoreIngestion',
	// By these rules the records arrive here
	'events:DisableRule',
	'events:DeleteRule',
	'events:PutRule',
	'events:RemoveTargets',
	'organizations:LeaveOrganization',
	'organizations:RemoveAccountFromOrganization',
	'organizations:MoveAccount',
	'organizations:UpdatePolicy',
	'organizations:DeletePolicy',
	'organizations:DetachPolicy',
	'organizations:DisablePolicyType',
	'guardduty:DeleteDetector',
	'guardduty:UpdateDetector',
	'guardduty:StopMonitoringMembers',
	'guardduty:DisassociateMembers',
	'guardduty:DisassociateFromAdministratorAccount',
	'guardduty:DisassociateFromMasterAccount',
	'guardduty:CreateIPSet',
	'guardduty:CreateFilter',
	'securityhub:DisableSecurityHub',
	'config:StopConfigurationRecorder',
	'config:DeleteConfigurationRecorder',
	'config:DeleteDeliveryChannel',
	'access-analyzer:DeleteAnalyzer',
	'macie2:DisableMacie',
	'inspector2:Disable',
	'ec2:DeleteFlowLogs',
	'route53resolver:DeleteResolverQueryLogConfig',
	'route53resolver:DisassociateResolverQueryLogConfig',
	'bedrock:DeleteModelInvocationLoggingConfiguration',
	'logs:DeleteLogGroup',
	'logs:DeleteLogStream',
	// Gives data to others
	'ec2:ModifySnapshotAttribute',
	'ec2:ModifyImageAttribute',
	'rds:ModifyDBSnapshotAttribute',
	'rds:ModifyDBClusterSnapshotAttribute',
	's3:DeleteBucketPublicAccessBlock',
	's3:DeleteAccountPublicAccessBlock',
	's3:PutBucketReplication',
	'ram:CreateResourceShare',
	'secretsmanager:PutResourcePolicy',
	'ssm:ModifyDocumentPermission',
	// Destroys, or uses what we pay for
	'kms:ScheduleKeyDeletion',
	'kms:DisableKey',
	'kms:PutKeyPolicy',
	'organizations:CloseAccount',
	'account:EnableRegion',
	'servicequotas:RequestServiceQuotaIncrease',
	'ses:PutAccountDetails',
	'bedrock:CreateFoundationModelAgreement',
	'bedrock:PutFoundationModelEntitlement',
	'bedrock:PutUseCaseForModelAccess',
	// Opens machines in a way that no job does
	'ec2:GetPasswordData',
	'ec2:EnableSerialConsoleAccess',
	'ec2-instance-connect:SendSerialConsoleSSHPublicKey',
] as const;

/**
 * What attackers do too, and jobs of ours do every day. A card names these before other calls, but
 * they make nothing worse.
 */
const WORTH_NAMING = [
	// Runs code, or opens machines
	'ssm:SendCommand',
	'ssm:StartSession',
	'ec2-instance-connect:SendSSHPublicKey',
	'ecs:ExecuteCommand',
	'lambda:UpdateFunctionCode',
	'lambda:UpdateFunctionConfiguration',
	'lambda:CreateFunction',
	'ec2:ModifyInstanceAttribute',
	'ec2:AssociateIamInstanceProfile',
	'ec2:ReplaceIamInstanceProfileAssociation',
	'cloudformation:CreateStack',
	'cloudformation:UpdateStack',
	'cloudformation:ExecuteChangeSet',
	'ssm:StartAutomationExecution',
	'ec2:RunInstances',
	'ec2:RequestSpotInstances',
	'ec2:CreateKeyPair',
	'ec2:ImportKeyPair',
	'ec2:AuthorizeSecurityGroupIngress',
	'ecs:RegisterTaskDefinition',
	'rds:ModifyDBInstance',
	's3:PutBucketPolicy',
	'ses:VerifyEmailIdentity',
	'ses:CreateEmailIdentity',
	// Reads secrets
	'secretsmanager:BatchGetSecretValue',
	'secretsmanager:GetSecretValue',
	'ssm:GetParameters',
	'ssm:GetParameter',
	'ssm:GetParametersByPath',
	'ec2:DescribeInstanceAttribute',
	'kms:Decrypt',
	// Looks around in what a thief wants to know
	'iam:GetAccountAuthorizationDetails',
	'iam:SimulatePrincipalPolicy',
	'iam:ListAttachedUserPolicies',
	'iam:ListUsers',
] as const;

const TELLING: ReadonlySet<string> = new Set(TELLING_ACTIONS);
const RANKS: ReadonlyMap<string, number> = new Map(
	[...TELLING_ACTIONS, ...WORTH_NAMING].map((action, rank) => [action, rank]),
);

/** True for a call by which an attacker settles in, hides, takes data out or destroys. */
export function isTelling(call: Pick<SignIn, 'eventSource' | 'event'>): boolean {
	return isTellingAction(actionOf(call));
}

/** The same for an action, such as `iam:CreateUser`. */
export function isTellingAction(action: string): boolean {
	return TELLING.has(action);
}

/** Gives the actions with the most telling first; the others keep their order behind these. */
export function mostTellingFirst(actions: readonly string[]): readonly string[] {
	const rank = (action: string) => RANKS.get(action) ?? RANKS.size;
	return actions.toSorted((one, other) => rank(one) - rank(other));
}
