import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../shared/record/json-object.ts';
import { unwrapRecords } from '../../shared/record/unwrap-record.ts';
import { REAL_LOGS } from './needs.ts';

/** What each public log of an attack is about, as its name says. */
export const ATTACKS: Readonly<Record<string, string>> = {
	'credential-access.ec2-get-password-data': 'ec2:GetPasswordData',
	'credential-access.ec2-steal-instance-credentials': 'ssm:SendCommand',
	'credential-access.secretsmanager-batch-retrieve-secrets': 'secretsmanager:BatchGetSecretValue',
	'credential-access.secretsmanager-retrieve-secrets': 'secretsmanager:GetSecretValue',
	'credential-access.ssm-retrieve-securestring-parameters': 'ssm:GetParameters',
	'defense-evasion.cloudtrail-delete': 'cloudtrail:DeleteTrail',
	'defense-evasion.cloudtrail-event-selectors': 'cloudtrail:PutEventSelectors',
	'defense-evasion.cloudtrail-stop': 'cloudtrail:StopLogging',
	'defense-evasion.dns-delete-logs': 'route53resolver:DeleteResolverQueryLogConfig',
	'defense-evasion.organizations-leave': 'organizations:LeaveOrganization',
	'defense-evasion.vpc-remove-flow-logs': 'ec2:DeleteFlowLogs',
	'discovery.ec2-download-user-data': 'ec2:DescribeInstanceAttribute',
	'execution.ec2-launch-unusual-instances': 'ec2:RunInstances',
	'execution.ec2-user-data': 'ec2:ModifyInstanceAttribute',
	'execution.ssm-send-command': 'ssm:SendCommand',
	'execution.ssm-start-session': 'ssm:StartSession',
	'exfiltration.ec2-security-group-open-port-22-ingress': 'ec2:AuthorizeSecurityGroupIngress',
	'exfiltration.ec2-share-ami': 'ec2:ModifyImageAttribute',
	'exfiltration.ec2-share-ebs-snapshot': 'ec2:ModifySnapshotAttribute',
	'exfiltration.rds-share-snapshot': 'rds:ModifyDBSnapshotAttribute',
	'lateral-movement.ec2-instance-connect': 'ec2-instance-connect:SendSSHPublicKey',
	'lateral-movement.ec2-serial-console-send-ssh-public-key': 'ec2:EnableSerialConsoleAccess',
	'persistence.iam-backdoor-role': 'iam:UpdateAssumeRolePolicy',
	'persistence.iam-backdoor-user': 'iam:CreateAccessKey',
	'persistence.iam-create-admin-user': 'iam:CreateAccessKey',
	'persistence.iam-create-backdoor-role': 'iam:CreateRole',
	'persistence.iam-create-user-login-profile': 'iam:CreateLoginProfile',
	'persistence.lambda-backdoor-function': 'lambda:AddPermission',
	'persistence.lambda-layer-extension': 'lambda:UpdateFunctionConfiguration',
	'persistence.lambda-overwrite-code': 'lambda:UpdateFunctionCode',
	'persistence.rolesanywhere-create-trust-anchor': 'rolesanywhere:CreateTrustAnchor',
	'privilege-escalation.iam-update-user-login-profile': 'iam:UpdateLoginProfile',
};
/** It obtains a session, so it is a sign-in; the use after it is an ordinary one. */
export const OBTAINS_ONLY = 'persistence.sts-federation-token';

/** The records of each of these logs, by the name of the attack. */
export function publicAttacks(): readonly (readonly [string, readonly JsonObject[]])[] {
	const folder = join(REAL_LOGS, 'stratus-red-team');
	return readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.map((file) => {
			const read = unwrapRecords(JSON.parse(readFileSync(join(folder, file), 'utf8')));
			const records = read.flatMap((one) => (one.kind === 'record' ? [one.record] : []));
			return [file.slice('aws.'.length, -'.json'.length), records];
		});
}
