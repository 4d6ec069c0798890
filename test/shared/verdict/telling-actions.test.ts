import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unwrapRecords } from '../../../shared/record/unwrap-record.ts';
import { actionOf } from '../../../shared/sign-in/used-credential.ts';
import {
	isTelling,
	isTellingAction,
	isWorthNaming,
	mostTellingFirst,
} from '../../../shared/verdict/telling-actions.ts';
import { needsRealLogs, REAL_LOGS } from '../../support/needs.ts';

/** What each public log of an attack is about, as its name says. */
const ATTACKS: Readonly<Record<string, string>> = {
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
const OBTAINS_ONLY = 'persistence.sts-federation-token';

describe('the most telling action', () => {
	it('is what each public log of an attack is about', (context) => {
		needsRealLogs(context);
		const folder = join(REAL_LOGS, 'stratus-red-team');
		const found = readdirSync(folder)
			.filter((name) => name.endsWith('.json') && !name.includes(OBTAINS_ONLY))
			.map((name) => [
				name.slice('aws.'.length, -'.json'.length),
				mostTellingIn(join(folder, name)),
			]);
		expect(Object.fromEntries(found)).toEqual(ATTACKS);
	});

	it('stands before the others, which keep their order', () => {
		const actions = ['sts:GetCallerIdentity', 'cloudtrail:StopLogging', 'ec2:X', 'iam:CreateUser'];
		expect(mostTellingFirst(actions)).toEqual([
			...['iam:CreateUser', 'cloudtrail:StopLogging'],
			...['sts:GetCallerIdentity', 'ec2:X'],
		]);
	});
});

function mostTellingIn(file: string): string | undefined {
	const calls = unwrapRecords(JSON.parse(readFileSync(file, 'utf8'))).flatMap((unwrapped) => {
		if (unwrapped.kind !== 'record') return [];
		const { eventSource, eventName } = unwrapped.record;
		return [{ eventSource: String(eventSource), event: String(eventName) }];
	});
	const [first, ...others] = mostTellingFirst(calls.map(actionOf));
	expect(calls.filter(isWorthNaming).map(actionOf)).toContain(first);
	expect(others.length).toBeLessThan(calls.length);
	return first;
}

describe('isTelling', () => {
	it.each([
		['lambda.amazonaws.com', 'AddPermission20150331v2', true],
		['lambda.amazonaws.com', 'UpdateFunctionCode20150331v2', false],
		['iam.amazonaws.com', 'CreateUser', true],
		['identitystore.amazonaws.com', 'CreateUser', true],
		['cognito-idp.amazonaws.com', 'CreateUser', false],
		['secretsmanager.amazonaws.com', 'GetSecretValue', false],
		['sts.amazonaws.com', 'GetCallerIdentity', false],
	])('%s %s: %s', (eventSource, event, expected) => {
		expect(isTelling({ eventSource, event })).toBe(expected);
	});

	it('asks for the action in the form of IAM', () => {
		expect(isTellingAction('iam:CreateUser')).toBe(true);
		expect(isTellingAction('constructor')).toBe(false);
	});
});

describe('actionOf', () => {
	it.each([
		['lambda.amazonaws.com', 'AddPermission20150331v2', 'lambda:AddPermission'],
		['lambda.amazonaws.com', 'PublishLayerVersion20181031', 'lambda:PublishLayerVersion'],
		['cloudfront.amazonaws.com', 'CreateDistribution2020_05_31', 'cloudfront:CreateDistribution'],
		['lambda.amazonaws.com', 'CreateFunctionUrlConfig', 'lambda:CreateFunctionUrlConfig'],
		['route53domains.amazonaws.com', 'Get2020', 'route53domains:Get2020'],
		['iot.amazonaws.com', 'CreateThing12345678', 'iot:CreateThing12345678'],
		['lambda.amazonaws.com', '20150331', 'lambda:20150331'],
	])('%s %s is %s', (eventSource, event, action) => {
		expect(actionOf({ eventSource, event })).toBe(action);
	});
});
