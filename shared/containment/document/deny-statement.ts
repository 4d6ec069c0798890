import type {
	ActiveContainment,
	DenyScope,
	PolicyId,
	Selector,
	SelectorKey,
} from '../containment.ts';
import { valuesInText } from '../selector-form.ts';
import { isoTime, type Rounding, roundUp } from './round-ends.ts';
import { type PolicyNetworks, untrustedCondition } from './untrusted-condition.ts';

/** What the principals in one statement have in common. `end`: milliseconds since 1970, UTC. */
export interface StatementHead {
	readonly denyScope: DenyScope;
	readonly key: SelectorKey;
	readonly end: number;
}

interface Entry extends StatementHead {
	readonly value: string;
}

const SCOPE_WORD: Readonly<Record<DenyScope, string>> = {
	'untrusted-networks': 'Untrusted',
	everything: 'Everything',
};
const KEY_WORD: Readonly<Record<SelectorKey, string>> = {
	'identitystore:UserId': 'Person',
	'aws:userid': 'Session',
	'aws:PrincipalArn': 'Root',
};

/** `UntrustedPerson20261103T12Z`: the scope, kind and end of a statement, which identify it. */
export function statementId({ denyScope, key, end }: StatementHead): string {
	return `${SCOPE_WORD[denyScope]}${KEY_WORD[key]}${isoTime(end).slice(0, 13).replaceAll('-', '')}Z`;
}

/**
 * One statement for all principals with the same deny scope, key and rounded end, in a fixed order.
 */
export function denyStatements(
	containments: readonly ActiveContainment[],
	{
		policy,
		trusted,
		hours,
	}: { readonly policy: PolicyId; readonly trusted: PolicyNetworks; readonly hours: Rounding },
) {
	const entries = needed(containments.map((containment) => entryOf(containment, hours)));
	const groups = Map.groupBy(entries, ({ denyScope, key, end }) => `${denyScope} ${key} ${end}`);
	return [...groups.values()]
		.flatMap((group) => {
			const values = new Set(group.flatMap((entry) => valuesInText(entry, policy)));
			return group.slice(0, 1).map((head) => denyStatement(head, [...values].sort(), trusted));
		})
		.sort((one, other) => (one.Sid < other.Sid ? -1 : 1));
}

function entryOf({ selector, denyScope, until }: ActiveContainment, hours: Rounding): Entry {
	return { denyScope, key: selector.key, value: selector.value, end: roundUp(until, hours) };
}

/**
 * Of several entries of one principal only the last to end is needed, and `everything` includes
 * `untrusted-networks` until it ends.
 */
function needed(entries: readonly Entry[]): Entry[] {
	const last = new Map<string, Entry>();
	for (const entry of entries) {
		const known = last.get(name(entry.denyScope, entry));
		if (known === undefined || known.end < entry.end) last.set(name(entry.denyScope, entry), entry);
	}
	return [...last.values()].filter((entry) => {
		const wider =
			entry.denyScope === 'untrusted-networks' ? last.get(name('everything', entry)) : undefined;
		return wider === undefined || wider.end < entry.end;
	});
}

function name(denyScope: DenyScope, { key, value }: Selector): string {
	return `${denyScope} ${key} ${value}`;
}

/** One statement as it is in the text. The validation demands this order of members. */
export function denyStatement(
	head: StatementHead,
	values: readonly string[],
	trusted: PolicyNetworks,
) {
	return {
		Sid: statementId(head),
		Effect: 'Deny',
		Action: '*',
		Resource: '*',
		Condition: {
			...selectorCondition(head.key, values),
			...(head.denyScope === 'untrusted-networks' ? untrustedCondition(trusted) : {}),
			DateLessThan: { 'aws:CurrentTime': isoTime(head.end) },
		},
	};
}

/**
 * The operators are exact, so that a reader sees that nothing is matched by a pattern. `StringLike`
 * is used only with `111122223333:*`. IAM combines two operators on one key with AND, so the other
 * values must use it too; they contain no wildcard. An `…IfExists` operator is never used, because
 * it is true for everybody whose request lacks the key.
 */
function selectorCondition(key: SelectorKey, values: readonly string[]) {
	if (key === 'aws:PrincipalArn') return { ArnEquals: { [key]: values } };
	if (values.some((value) => value.endsWith('*'))) return { StringLike: { [key]: values } };
	return { StringEquals: { [key]: values } };
}
