import type { Case } from '../../shared/case/case.ts';
import type { Principal } from '../../shared/sign-in/sign-in.ts';
import { aCase, aJudgedSignIn } from './a-case.ts';

const MINUTE = 60_000;

/** A key of an IAM user, stolen and used from elsewhere, in two accounts. */
export function stolenKeyCase(): Case {
	const lead = aJudgedSignIn({
		signIn: {
			event: 'AssumeRole',
			eventSource: 'sts.amazonaws.com',
			account: '444455556666',
			principal: {
				kind: 'iam-user',
				name: 'taeho.lim',
				id: 'AIDAEXAMPLETAEHOLIM01',
				arn: 'arn:aws:iam::444455556666:user/dev/taeho.lim',
				account: '444455556666',
			},
			session: {
				userId: 'AROAEXAMPLEDEPLOYER01:cli',
				roleArn: 'arn:aws:iam::444455556666:role/harbor-dev-deployer',
				name: 'cli',
				issuedAt: 0,
				endsAt: null,
			},
			userAgent: 'aws-cli/2.34.1 md/awscrt#0.29.0 os/linux#6.8 md/command#sts.assume-role',
		},
		verdict: {
			severity: 'high',
			credential: {
				kind: 'access-key',
				ageDays: 412,
				mfa: 'no',
				keyId: 'AKIAEXAMPLETAEHO7Q2M',
				password: false,
			},
			reasons: [
				{ code: 'untrusted-network', detail: '192.0.2.77' },
				{ code: 'new-network', detail: '192.0.2.77' },
				{ code: 'mfa-absent' },
				{ code: 'credential-too-old', detail: '412' },
			],
		},
	});
	return aCase({
		lead,
		openedAt: lead.signIn.time - 2 * MINUTE,
		lastAt: lead.signIn.time + 7 * MINUTE,
		successes: 4,
		events: { AssumeRole: 3, GetFederationToken: 1 },
		accounts: ['111122223333', '444455556666'],
	});
}

/** Root of production, without MFA. */
export function rootCase(): Case {
	const principal: Principal = {
		kind: 'root',
		name: 'root',
		id: '111122223333',
		arn: 'arn:aws:iam::111122223333:root',
		account: '111122223333',
	};
	const lead = aJudgedSignIn({
		signIn: { principal, region: 'us-east-1' },
		verdict: {
			severity: 'critical',
			credential: { kind: 'password', ageDays: null, mfa: 'no', keyId: null, password: true },
			reasons: [
				{ code: 'untrusted-network', detail: '198.51.100.214' },
				{ code: 'root' },
				{ code: 'mfa-absent' },
			],
			origin: { address: '198.51.100.214', kind: 'public', vpcEndpointId: null },
			network: { classification: 'untrusted', name: null, key: '198.51.100.214' },
		},
	});
	return aCase({ lead });
}

/** The token of a login at the office, fetched by somebody else from another network. */
export function phishedCase(): Case {
	return aCase({
		lead: aJudgedSignIn({
			signIn: {
				event: 'CreateToken',
				eventSource: 'sso.amazonaws.com',
				account: '777788889999',
				principal: {
					kind: 'identity-center-user',
					name: 'hyunwoo.jo',
					id: '90676abcde-0123-4567-89ab-cdef01234567',
					arn: null,
					account: '777788889999',
				},
				userAgent: 'Boto3/1.40 md/Botocore#1.40 ua/2.1 os/linux',
			},
			verdict: {
				severity: 'critical',
				origin: { address: '2001:db8:ffff:51::a9', kind: 'public', vpcEndpointId: null },
				network: { classification: 'untrusted', name: null, key: '2001:db8:ffff:51::/64' },
				credential: { kind: 'portal', ageDays: null, mfa: 'unknown', keyId: null, password: false },
				reasons: [
					{ code: 'untrusted-network', detail: '2001:db8:ffff:51::/64' },
					{ code: 'token-from-elsewhere', detail: 'seoul-hq' },
				],
			},
		}),
	});
}

/** A CI job that assumes its role by OIDC from an address that is not listed. */
export function workloadCase(): Case {
	const role = 'arn:aws:iam::111122223333:role/harbor-prod-ci-deploy';
	return aCase({
		subject: 'workload',
		name: 'harbor-prod-ci-deploy',
		lead: aJudgedSignIn({
			signIn: {
				event: 'AssumeRoleWithWebIdentity',
				eventSource: 'sts.amazonaws.com',
				principal: {
					kind: 'web-identity',
					name: 'repo:harbor/shop:ref:refs/heads/main',
					id: null,
					arn: null,
					account: null,
				},
				session: {
					userId: 'AROAEXAMPLECIDEPLOY01:ci',
					roleArn: role,
					name: 'ci',
					issuedAt: 0,
					endsAt: null,
				},
				userAgent: 'aws-sdk-js/3.900.0',
				workload: 'web-identity',
			},
			verdict: {
				workload: true,
				credential: {
					kind: 'web-identity',
					ageDays: null,
					mfa: 'at-identity-provider',
					keyId: null,
					password: false,
				},
				reasons: [
					{ code: 'untrusted-network', detail: '192.0.2.77' },
					{ code: 'workload', detail: 'web-identity' },
				],
			},
		}),
	});
}

/** One address with twelve failures, and names that AWS hides because no user has them. */
export function guessingCase(): Case {
	const lead = aJudgedSignIn({
		signIn: {
			outcome: 'failure',
			error: 'No username found in supplied account',
			principal: {
				...{ kind: 'iam-user', name: null, id: null, arn: null, account: '111122223333' },
				isHidden: true,
			},
			region: 'us-east-1',
		},
		verdict: {
			disposition: 'watch',
			severity: 'medium',
			credential: { kind: 'password', ageDays: null, mfa: 'unknown', keyId: null, password: true },
			origin: { address: '198.51.100.203', kind: 'public', vpcEndpointId: null },
			network: { classification: 'untrusted', name: null, key: '198.51.100.203' },
			reasons: [
				{ code: 'untrusted-network', detail: '198.51.100.203' },
				{ code: 'failed-attempt', detail: 'No username found in supplied account' },
				{ code: 'many-names', detail: '7' },
				{ code: 'watch-threshold', detail: '12' },
			],
		},
	});
	return aCase({
		subject: 'address',
		name: '198.51.100.203',
		lead,
		openedAt: lead.signIn.time - 4 * MINUTE,
		failures: 12,
		events: { ConsoleLogin: 12 },
	});
}

/** The break-glass user, used as the configuration allows. */
export function exemptCase(): Case {
	return aCase({
		lead: aJudgedSignIn({
			signIn: {
				principal: {
					kind: 'iam-user',
					name: 'break-glass',
					id: 'AIDAEXAMPLEBREAKGLASS',
					arn: 'arn:aws:iam::111122223333:user/break-glass',
					account: '111122223333',
				},
			},
			verdict: {
				reasons: [
					{ code: 'untrusted-network', detail: '192.0.2.77' },
					{ code: 'exempt', detail: '포털 장애 시 비상 접속' },
				],
			},
		}),
	});
}

/**
 * A private address without an endpoint id, which proves neither a trusted nor an untrusted
 * network.
 */
export function unknownNetworkCase(): Case {
	return aCase({
		lead: aJudgedSignIn({
			verdict: {
				origin: { address: '10.20.1.15', kind: 'private', vpcEndpointId: null },
				network: { classification: 'unknown', name: null, key: '10.20.1.15' },
				reasons: [{ code: 'private-address', detail: '10.20.1.15' }],
			},
		}),
	});
}

/** A login from the office, as `post.internal` shows it. */
export function trustedCase(): Case {
	return aCase({
		lead: aJudgedSignIn({
			verdict: {
				disposition: 'record',
				severity: 'info',
				origin: { address: '203.0.113.24', kind: 'public', vpcEndpointId: null },
				network: { classification: 'trusted', name: 'seoul-hq', key: 'seoul-hq' },
				reasons: [{ code: 'trusted-network', detail: 'seoul-hq' }],
			},
		}),
	});
}
