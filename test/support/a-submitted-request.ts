import type { ContainmentTarget, Wish } from '../../shared/containment/containment.ts';
import type { Actor, Decision, Wishing } from '../../shared/containment/ledger/ledger.ts';

const HOUR = 3_600_000;
/** The time of the wishes of the tests, and when their containments end unless they say otherwise. */
export const WISHED_AT = Date.parse('2026-03-03T04:35:21Z');
export const WISHED_UNTIL = WISHED_AT + 12 * HOUR;

export const MANAGEMENT = 'account:999988887777';
export const RULE: Actor = { kind: 'rule', name: 'judge-sign-in' };
export const RESPONDER: Actor = { kind: 'person', arn: 'arn:aws:iam::111122223333:user/sora' };

/** A wish of a rule about a session of `bora`, denied by the SCP. */
export function aWishing({
	wish = {},
	...over
}: Partial<Omit<Wishing, 'wish'>> & { wish?: Partial<Wish> } = {}): Wishing {
	return {
		wish: {
			person: 'user:111122223333/bora',
			selector: { key: 'aws:userid', value: 'AROADEPLOYEXAMPLE001:bora' },
			reach: 'outside',
			targets: [{ target: 'organization', account: '111122223333', attachment: null }],
			until: WISHED_UNTIL,
			reason: 'external-sign-in',
			...wish,
		},
		...{ occasion: '3fa9c1d07e', caseId: '3fa9c1d07e', state: 'wished', by: RULE, note: null, at: WISHED_AT },
		...over,
	};
}

/** The targets of a directory user: the SCP, and what the management account's permission sets must reference. */
export const TWO_TARGETS: readonly ContainmentTarget[] = [
	{ target: 'organization', account: null, attachment: null },
	{
		target: MANAGEMENT,
		account: '999988887777',
		attachment: { kind: 'permission-set-role', name: 'AWSReservedSSO_*' },
	},
];

/** What a responder says `minutes` after the wish. */
export function aDecision(minutes = 10, why = 'it was me, from the airport'): Decision {
	return { by: RESPONDER, why, at: WISHED_AT + minutes * 60_000 };
}
