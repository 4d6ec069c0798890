import type { Case } from '../../shared/case/case.ts';
import type { CaseUses } from '../../shared/case/case-uses.ts';
import type { Principal } from '../../shared/sign-in/sign-in.ts';
import { aCase, aJudgedSignIn } from './a-case.ts';

const MINUTE = 60_000;

const KEY_USER: Principal = {
	kind: 'iam-user',
	name: 'taeho.lim',
	id: 'AIDAEXAMPLETAEHOLIM01',
	arn: 'arn:aws:iam::444455556666:user/dev/taeho.lim',
	account: '444455556666',
};

/** A stolen key that is used directly: a user with a key and rights is made, the trail stops. */
export function usedKeyCase(given: Partial<CaseUses> = {}): Case {
	const time = Date.UTC(2026, 2, 3, 4, 35, 21);
	const keyId = 'AKIAEXAMPLETAEHO7Q2M';
	const lead = aJudgedSignIn({
		signIn: {
			event: 'CreateAccessKey',
			eventSource: 'iam.amazonaws.com',
			part: 'use',
			account: '444455556666',
			region: 'us-east-1',
			principal: KEY_USER,
			userAgent: 'aws-cli/2.34.1 md/awscrt#0.29.0 os/linux#6.8 md/command#iam.create-access-key',
			clues: { ...aJudgedSignIn().signIn.clues, accessKeyId: keyId },
		},
		verdict: {
			severity: 'high',
			credential: { kind: 'access-key', ageDays: 412, mfa: 'no', keyId, password: false },
			reasons: [
				{ code: 'untrusted-network', detail: '192.0.2.77' },
				{ code: 'credential-use', detail: 'iam:CreateAccessKey' },
				{ code: 'telling-action', detail: 'iam:CreateAccessKey' },
				{ code: 'key-known-elsewhere' },
				{ code: 'credential-too-old', detail: '412' },
			],
		},
	});
	const uses: CaseUses = {
		calls: 42,
		denied: 4,
		credentials: [keyId],
		services: ['sts', 'iam', 's3', 'cloudtrail', 'ec2'],
		actions: {
			'sts:GetCallerIdentity': 2,
			'iam:ListUsers': 3,
			's3:ListBuckets': 1,
			'iam:CreateUser': 1,
			'iam:CreateAccessKey': 1,
			'iam:AttachUserPolicy': 1,
			'cloudtrail:StopLogging': 2,
			'ec2:DescribeInstances': 31,
		},
		deniedActions: { 'cloudtrail:StopLogging': 2, 'ec2:DescribeInstances': 2 },
		firstAt: time - 5 * MINUTE,
		lastAt: time + 7 * MINUTE,
		...given,
	};
	return aCase({ lead, uses });
}

/** The first call of somebody who tries a key. */
export function firstUseCase(): Case {
	const { lead } = usedKeyCase();
	const { signIn, verdict } = lead;
	return aCase({
		lead: {
			signIn: { ...signIn, event: 'GetCallerIdentity', eventSource: 'sts.amazonaws.com' },
			verdict: {
				...verdict,
				severity: 'medium',
				credential: { ...verdict.credential, ageDays: null },
				reasons: [
					{ code: 'untrusted-network', detail: '192.0.2.77' },
					{ code: 'credential-use', detail: 'sts:GetCallerIdentity' },
					{ code: 'key-known-nowhere' },
				],
			},
		},
	});
}

/** A job on a machine of ours, whose network is not in the configuration. */
export function keyOfJobCase(): Case {
	const { lead } = usedKeyCase();
	const { signIn, verdict } = lead;
	return aCase({
		lead: {
			signIn: {
				...signIn,
				...{ event: 'DescribeInstances', eventSource: 'ec2.amazonaws.com' },
				principal: {
					...KEY_USER,
					...{ name: 'backup-nas', id: 'AIDAEXAMPLEBACKUPNAS1' },
					arn: 'arn:aws:iam::444455556666:user/backup-nas',
				},
				userAgent: 'Boto3/1.40 md/Botocore#1.40 ua/2.1 os/linux',
			},
			verdict: {
				...verdict,
				severity: 'medium',
				reasons: [
					{ code: 'untrusted-network', detail: '192.0.2.77' },
					{ code: 'credential-use', detail: 'ec2:DescribeInstances' },
					{ code: 'usual-network' },
				],
			},
		},
	});
}

/** The session of a person whose token was carried off to another network. */
export function carriedSessionCase(): Case {
	const arn = 'arn:aws:sts::111122223333:assumed-role/harbor-prod-admin/minji.kim';
	return aCase({
		name: 'minji.kim',
		lead: aJudgedSignIn({
			signIn: {
				event: 'GetSecretValue',
				eventSource: 'secretsmanager.amazonaws.com',
				part: 'use',
				principal: {
					kind: 'role-session',
					name: 'minji.kim',
					id: 'AROAEXAMPLEPRODADMIN1:minji.kim',
					arn,
					account: '111122223333',
				},
				callerIssuer: 'arn:aws:iam::111122223333:role/harbor-prod-admin',
				userAgent: 'Boto3/1.40 md/Botocore#1.40 ua/2.1 os/linux',
				clues: { ...aJudgedSignIn().signIn.clues, accessKeyId: 'ASIAEXAMPLEMINJI0001' },
			},
			verdict: {
				severity: 'high',
				credential: {
					kind: 'session',
					ageDays: 0.1,
					mfa: 'yes',
					keyId: 'ASIAEXAMPLEMINJI0001',
					password: false,
				},
				reasons: [
					{ code: 'untrusted-network', detail: '192.0.2.77' },
					{ code: 'credential-use', detail: 'secretsmanager:GetSecretValue' },
					{ code: 'session-elsewhere', detail: 'seoul-hq' },
				],
			},
		}),
	});
}
