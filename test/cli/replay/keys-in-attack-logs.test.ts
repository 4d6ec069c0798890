import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeLog } from '../../../cli/replay/judge-log.ts';
import { scanFile, scanningOf } from '../../../cli/replay/scan-file.ts';
import { SortedSignIns } from '../../../cli/replay/sorted-sign-ins.ts';
import type { Case } from '../../../shared/case/case.ts';
import type { CasePlan } from '../../../shared/case/case-plan.ts';
import { MemoryOwnAccounts } from '../../../shared/history/memory-own-accounts.ts';
import { mostTellingFirst } from '../../../shared/verdict/telling-actions.ts';
import { needsRealLogs, needsStoryLogs, REAL_LOGS, STORY_LOGS } from '../../support/needs.ts';
import { replaySettings } from '../../support/some-settings.ts';

interface Told {
	readonly theCase: Case;
	readonly plan: CasePlan;
}

/** The cases of a log that are told, in mode `contain`. */
async function toldIn(file: string, use: object): Promise<readonly Told[]> {
	const settings = replaySettings({ use, containment: { mode: 'contain' } });
	const sorted = new SortedSignIns();
	const accounts = new MemoryOwnAccounts();
	const scanning = scanningOf(settings.configuration, { thread: 0, threads: 1 });
	for await (const { signIns, repeated, groups } of scanFile(0, file, scanning)) {
		for (const group of groups) sorted.addGroup(group);
		for (const found of [...signIns, ...repeated]) {
			accounts.addDelivery(sorted.read(found));
			sorted.add({ file: 0, ...found });
		}
	}
	const told: Told[] = [];
	const sink = {
		followed() {},
		async line() {},
		async closed(theCase: Case, plan: CasePlan) {
			if (theCase.needsMessage) told.push({ theCase, plan });
		},
		async summarised() {},
	};
	await judgeLog(sorted.sorted(), { settings, accounts }, sink);
	return told;
}

/** The credentials that a case names: of its uses, and of the sign-in that its card shows. */
function credentialsOf({ uses, lead }: Case): readonly string[] {
	return [...(uses?.credentials ?? []), lead.signIn.clues.accessKeyId ?? ''];
}

/** The most telling action of a case: of its uses, else of its sign-ins. */
function actionOf({ uses, events }: Case): string | undefined {
	const actions = uses === null ? Object.keys(events) : Object.keys(uses.actions);
	return mostTellingFirst(actions)[0];
}

/**
 * The logs of Stratus Red Team, each with the most telling action of the key in it, and that of the
 * session, where somebody goes on with one.
 */
const ATTACKS: readonly (readonly [file: string, byKey: string | null, bySession?: string])[] = [
	['credential-access.ec2-get-password-data', 'sts:AssumeRole', 'ec2:GetPasswordData'],
	['credential-access.ec2-steal-instance-credentials', 'ssm:SendCommand'],
	['credential-access.secretsmanager-batch-retrieve-secrets', 'secretsmanager:BatchGetSecretValue'],
	['credential-access.secretsmanager-retrieve-secrets', 'secretsmanager:GetSecretValue'],
	['credential-access.ssm-retrieve-securestring-parameters', 'ssm:GetParameters'],
	['defense-evasion.cloudtrail-delete', 'cloudtrail:DeleteTrail'],
	['defense-evasion.cloudtrail-event-selectors', 'cloudtrail:PutEventSelectors'],
	['defense-evasion.cloudtrail-stop', 'cloudtrail:StopLogging'],
	['defense-evasion.dns-delete-logs', 'route53resolver:DeleteResolverQueryLogConfig'],
	['defense-evasion.organizations-leave', 'AssumeRole', 'organizations:LeaveOrganization'],
	['defense-evasion.vpc-remove-flow-logs', 'ec2:DeleteFlowLogs'],
	['discovery.ec2-download-user-data', 'sts:AssumeRole', 'ec2:DescribeInstanceAttribute'],
	['execution.ec2-launch-unusual-instances', 'AssumeRole', 'ec2:RunInstances'],
	['execution.ec2-user-data', 'ec2:ModifyInstanceAttribute'],
	['execution.ssm-send-command', 'ssm:SendCommand'],
	['execution.ssm-start-session', 'ssm:StartSession'],
	['exfiltration.ec2-security-group-open-port-22-ingress', 'ec2:AuthorizeSecurityGroupIngress'],
	['exfiltration.ec2-share-ami', 'ec2:ModifyImageAttribute'],
	['exfiltration.ec2-share-ebs-snapshot', 'ec2:ModifySnapshotAttribute'],
	['exfiltration.rds-share-snapshot', 'rds:ModifyDBSnapshotAttribute'],
	['lateral-movement.ec2-instance-connect', 'ec2-instance-connect:SendSSHPublicKey'],
	[
		'lateral-movement.ec2-serial-console-send-ssh-public-key',
		null,
		'ec2:EnableSerialConsoleAccess',
	],
	['persistence.iam-backdoor-role', 'iam:UpdateAssumeRolePolicy'],
	['persistence.iam-backdoor-user', 'iam:CreateAccessKey'],
	['persistence.iam-create-admin-user', 'iam:CreateAccessKey'],
	['persistence.iam-create-backdoor-role', 'iam:CreateRole'],
	['persistence.iam-create-user-login-profile', 'iam:CreateLoginProfile'],
	['persistence.lambda-backdoor-function', 'lambda:AddPermission'],
	['persistence.lambda-layer-extension', 'lambda:UpdateFunctionConfiguration'],
	['persistence.lambda-overwrite-code', 'lambda:UpdateFunctionCode'],
	['persistence.rolesanywhere-create-trust-anchor', 'rolesanywhere:CreateTrustAnchor'],
	['persistence.sts-federation-token', 'GetFederationToken', 'sts:GetCallerIdentity'],
	['privilege-escalation.iam-update-user-login-profile', 'iam:UpdateLoginProfile'],
];

const attackLog = (attack: string) => join(REAL_LOGS, 'stratus-red-team', `aws.${attack}.json`);

describe('a stolen credential in public logs of attacks', () => {
	it.for(ATTACKS)('is told with what its key did: %s', async ([attack, byKey], context) => {
		needsRealLogs(context);
		const told = await toldIn(attackLog(attack), {});
		expect(told.map(({ theCase }) => actionOf(theCase))).toEqual(byKey === null ? [] : [byKey]);
		for (const { theCase } of told)
			expect(credentialsOf(theCase)).toContainEqual(expect.stringMatching(/^AKIA/));
	});

	it.for(ATTACKS)('is told with what its session did: %s', async (attack, context) => {
		needsRealLogs(context);
		const [file, byKey, bySession = byKey] = attack;
		const told = await toldIn(attackLog(file), { sessions: true });
		expect(told.map(({ theCase }) => actionOf(theCase))).toEqual([bySession]);
		for (const { theCase } of told)
			expect(credentialsOf(theCase)).toContainEqual(expect.stringMatching(/^A(KIA|ROA)/));
	});

	it('is never contained where the address is masked, as in 20 of the logs', async (context) => {
		needsRealLogs(context);
		const told = await Promise.all(ATTACKS.map(([attack]) => toldIn(attackLog(attack), {})));
		const masked = told
			.flat()
			.filter(({ theCase: { lead } }) => lead.verdict.network.classification === 'unknown');
		expect(masked).toHaveLength(20);
		expect(masked.map(({ plan }) => plan.requests)).toEqual(masked.map(() => []));
	});
});

describe('a stolen key in invented logs', () => {
	it.for([
		[
			'redteam/logs/stolen-key-used-directly.json',
			'bora',
			'AKIABORAEXAMPLE1',
			'iam:CreateAccessKey',
		],
		['newcomer/stolen-key-used-directly.jsonl', 'deploy', 'AKIAEXAMPLE000000001', 'iam:CreateUser'],
	] as const)('is told: %s', async ([file, name, key, action], context) => {
		needsStoryLogs(context);
		const told = await toldIn(join(STORY_LOGS, file), {});
		const of = told.filter(({ theCase }) => theCase.uses !== null);
		expect(of.map(({ theCase }) => [theCase.name, theCase.severity])).toEqual([[name, 'high']]);
		expect(of.map(({ theCase }) => theCase.uses?.credentials)).toEqual([[key]]);
		expect(of.map(({ theCase }) => actionOf(theCase))).toEqual([action]);
	});
});
