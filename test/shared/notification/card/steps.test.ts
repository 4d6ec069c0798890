import { describe, expect, it } from 'vitest';
import type { Case } from '../../../../shared/case/case.ts';
import type { ContainmentState } from '../../../../shared/containment/ledger/containment-state.ts';
import { type Step, stepsOf, workloadLine } from '../../../../shared/notification/card/steps.ts';
import type { PrincipalKind } from '../../../../shared/sign-in/sign-in.ts';
import { aCase, aJudgedSignIn } from '../../../support/a-case.ts';
import * as cases from '../../../support/telling-cases.ts';

const CI_ROLE = 'arn:aws:iam::111122223333:role/harbor-prod-ci-deploy';

function caseOfKind(
	kind: PrincipalKind,
	arn: string | null = null,
	callerIssuer: string | null = null,
): Case {
	const principal = { kind, name: 'x', id: null, arn, account: null };
	return aCase({ principal, lead: aJudgedSignIn({ signIn: { principal, callerIssuer } }) });
}

function because(theCase: Case, ...codes: Case['reasons'][number]['code'][]): Case {
	return { ...theCase, reasons: codes.map((code) => ({ code })) };
}

describe('stepsOf', () => {
	it.each([
		['root', cases.rootCase(), ['ask-root-owner', 'secure-root']],
		['phishing', cases.phishedCase(), ['ask-device-code', 'stop-portal']],
		['an exemption', cases.exemptCase(), ['ask-exempt-reason', 'stop-user']],
		['a workload', cases.workloadCase(), ['ask-workload', 'stop-role', 'add-workload']],
		['guessing', cases.guessingCase(), ['look-for-success']],
		['a sign-in from an unknown network', cases.unknownNetworkCase(), ['ask-person', 'stop-user']],
		['a trusted sign-in', cases.trustedCase(), ['nothing']],
		['a trusted sign-in without MFA', because(cases.trustedCase(), 'mfa-absent'), ['enrol-mfa']],
		[
			'an old key in a trusted network',
			because(cases.trustedCase(), 'credential-too-old'),
			['renew-credential'],
		],
		[
			'an old credential in an untrusted network',
			because(aCase(), 'credential-too-old'),
			['ask-person', 'stop-user', 'use-vpn', 'renew-credential'],
		],
		['an external account', because(aCase(), 'external-account'), ['ask-trust', 'cut-trust']],
		['a few failures of one person', { ...aCase(), successes: 0, failures: 2 }, ['ask-attempt']],
		[
			'failures of hidden names',
			{ ...aCase({ subject: 'address' }), successes: 0, failures: 2 },
			['look-for-success'],
		],
	] satisfies [string, Case, Step[]][])('says what to do about %s', (_, theCase, steps) => {
		expect(stepsOf(theCase, [])).toEqual(steps);
	});

	it('includes the sessions that a stolen key obtained', () => {
		expect(stepsOf(cases.stolenKeyCase(), [])).toEqual([
			'ask-person',
			'stop-key',
			'stop-entered-role',
			'stop-vended',
			'use-vpn',
		]);
	});

	it('stops both roles of a chain', () => {
		const session = {
			userId: null,
			roleArn: 'arn:aws:iam::1:role/terraform',
			name: null,
			issuedAt: 0,
			endsAt: null,
		};
		const principal = caseOfKind(
			'role-session',
			'arn:aws:sts::1:assumed-role/operator/x',
		).principal;
		const chained = aCase({ principal, lead: aJudgedSignIn({ signIn: { session } }) });
		expect(stepsOf(chained, [])).toEqual([
			'ask-person',
			'stop-role',
			'stop-entered-role',
			'use-vpn',
		]);
	});

	it.each([
		['iam-user', null, 'stop-user'],
		['role-session', 'arn:aws:sts::111122223333:assumed-role/ops/minji', 'stop-role'],
		[
			'role-session',
			'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/x',
			'stop-role',
		],
		['identity-center-user', null, 'stop-portal'],
		['federated-user', null, 'stop-user'],
		['saml-user', null, 'stop-role'],
		['web-identity', null, 'stop-role'],
		['aws-account', null, 'cut-trust'],
		['unknown', null, 'stop-other'],
	] satisfies [PrincipalKind, string | null, Step][])(
		'stops the session of a %s (%s) by %s',
		(kind, arn, stop) => {
			expect(stepsOf(caseOfKind(kind, arn), [])).toEqual(['ask-person', stop, 'use-vpn']);
		},
	);

	it('stops the session of a permission set in the portal, if its role has the path that only AWS can use', () => {
		const role = 'AWSReservedSSO_Admin_0123456789abcdef';
		const issuer = `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/${role}`;
		const session = `arn:aws:sts::111122223333:assumed-role/${role}/minji`;
		expect(stepsOf(caseOfKind('role-session', session, issuer), [])).toEqual([
			'ask-person',
			'stop-portal',
			'use-vpn',
		]);
	});

	it.each([
		['states.amazonaws.com', 'arn:aws:sts::1:assumed-role/flow/3f2a', 'ask-service'],
		['ssm.amazonaws.com', 'arn:aws:sts::1:assumed-role/patching/3f2a', 'ask-service'],
		['aws-mcp.amazonaws.com', 'arn:aws:sts::1:assumed-role/ops/minji', 'ask-person'],
	] satisfies [string, string, Step][])(
		'asks whom the session belongs to that called through %s',
		(invokedBy, arn, ask) => {
			const { principal } = caseOfKind('role-session', arn);
			const { lead } = cases.unknownNetworkCase();
			const event = { event: 'AssumeRole', eventSource: 'sts.amazonaws.com' } as const;
			const signIn = { ...lead.signIn, ...event, principal, invokedBy };
			const theCase = aCase({ principal, lead: { ...lead, signIn } });
			expect(stepsOf(theCase, [])).toEqual([ask, 'stop-role']);
		},
	);

	it('does not ask again for a workload that the configuration lists', () => {
		const listed = [{ role: 'arn:aws:iam::111122223333:role/ci/harbor-*', reason: 'CI' }];
		expect(stepsOf(cases.workloadCase(), listed)).toEqual(['ask-workload', 'stop-role']);
	});
});

describe('workloadLine', () => {
	it('can be pasted', () => {
		expect(workloadLine(cases.workloadCase())).toBe(
			`workloads: [{ role: '${CI_ROLE}', reason: '…' }]`,
		);
	});

	it.each([
		["arn:aws:iam::111122223333:role/x', reason: '' }], monitorRoles: ['*"],
		['arn:aws:iam::111122223333:role/x\n'],
		['not an ARN'],
	])('is not made from %j, which would run as code', (roleArn) => {
		const { signIn } = cases.workloadCase().lead;
		const session = { userId: null, roleArn, name: null, issuedAt: 0, endsAt: null };
		expect(
			workloadLine(aCase({ lead: aJudgedSignIn({ signIn: { ...signIn, session } }) })),
		).toBeNull();
	});
});

describe('stepsOf, with a containment', () => {
	const rest: readonly Step[] = ['stop-key', 'stop-entered-role', 'stop-vended'];

	it.each([
		['effective', ['ask-person', 'decide-release', 'keep-contained', ...rest]],
		['asked', ['ask-person', 'decide-contain', ...rest, 'use-vpn']],
		['held', ['check-office', 'ask-person', 'decide-contain', ...rest, 'use-vpn']],
		['failed', ['fix-containment', 'ask-person', ...rest, 'use-vpn']],
		['released', ['nothing']],
		['expired', ['ask-person', ...rest, 'use-vpn']],
	] satisfies [ContainmentState, Step[]][])('says what to do while it is %s', (state, steps) => {
		expect(stepsOf(cases.stolenKeyCase(), [], state)).toEqual(steps);
	});

	it.each([
		['effective', ['ask-trust', 'release-intended', 'keep-unintended', 'cut-trust']],
		['asked', ['ask-trust', 'contain-unintended', 'cut-trust']],
	] satisfies [ContainmentState, Step[]][])(
		'asks no company to use our VPN: %s',
		(state, steps) => {
			const outsider = because(aCase(), 'external-account');
			expect(stepsOf(outsider, [], state)).toEqual(steps);
		},
	);

	it('always begins with asking the person', () => {
		expect(stepsOf(cases.guessingCase(), [], 'effective')[0]).toBe('ask-person');
		expect(stepsOf(cases.rootCase(), [], 'effective')[0]).toBe('ask-root-owner');
	});

	it('still renews an old credential after a release', () => {
		const old = because(aCase(), 'credential-too-old');
		expect(stepsOf(old, [], 'released')).toEqual(['renew-credential']);
	});
});
