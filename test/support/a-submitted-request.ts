import type { ContainmentRequest, PolicyBinding } from '../../shared/containment/containment.ts';
import type { Actor, Decision, SubmittedRequest } from '../../shared/containment/ledger/ledger.ts';

const HOUR = 3_600_000;
/** The time of the requests in the tests, and when their containments end by default. */
export const REQUESTED_AT = Date.parse('2026-03-03T04:35:21Z');
export const REQUESTED_UNTIL = REQUESTED_AT + 12 * HOUR;

export const MANAGEMENT = 'iam:999988887777';
export const RULE: Actor = { kind: 'rule', name: 'judge-sign-in' };
export const RESPONDER: Actor = { kind: 'person', arn: 'arn:aws:iam::111122223333:user/sora' };

/** A request of a rule about a session of `bora`, denied by the SCP. */
export function aSubmittedRequest({
	request = {},
	...over
}: Partial<Omit<SubmittedRequest, 'request'>> & {
	request?: Partial<ContainmentRequest>;
} = {}): SubmittedRequest {
	return {
		request: {
			person: 'user:111122223333/bora',
			selector: { key: 'aws:userid', value: 'AROADEPLOYEXAMPLE001:bora' },
			denyScope: 'untrusted-networks',
			policies: [{ policy: 'scp', account: '111122223333', attachment: null }],
			until: REQUESTED_UNTIL,
			reason: 'untrusted-sign-in',
			...request,
		},
		...{
			occasion: '3fa9c1d07e',
			caseId: '3fa9c1d07e',
			state: 'requested',
			by: RULE,
			note: null,
			at: REQUESTED_AT,
		},
		...over,
	};
}

/**
 * The policies of a directory user: the SCP, and what the management account's permission sets must
 * reference.
 */
export const TWO_POLICIES: readonly PolicyBinding[] = [
	{ policy: 'scp', account: null, attachment: null },
	{
		policy: MANAGEMENT,
		account: '999988887777',
		attachment: { kind: 'permission-set-role', name: 'AWSReservedSSO_*' },
	},
];

/** The decision of a responder, `minutes` after the request. */
export function aDecision(minutes = 10, why = 'it was me, from the airport'): Decision {
	return { by: RESPONDER, why, at: REQUESTED_AT + minutes * 60_000 };
}
