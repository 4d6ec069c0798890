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

/** Who is denied by one statement: everybody of one reach, one key and one end. `end` is in milliseconds, UTC. */
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

/** `UntrustedPerson20261103T12Z`: what, whom and until when, in the letters that IAM allows. Tells statements apart. */
export function statementId({ denyScope, key, end }: StatementHead): string {
	return `${SCOPE_WORD[denyScope]}${KEY_WORD[key]}${isoTime(end).slice(0, 13).replaceAll('-', '')}Z`;
}

/** One statement for all who share reach, key and rounded end; the same set in any order gives the same list. */
export function denyStatements(
	containments: readonly ActiveContainment[],
	{
		policy,
		trusted,
		hours,
	}: { readonly policy: PolicyId; readonly trusted: PolicyNetworks; readonly hours: Rounding },
) {
	const entries = needed(containments.map((containment) => entryOf(containment, hours)));
	return [...Map.groupBy(entries, statementId)]
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.flatMap(([, group]) => {
			const values = new Set(group.flatMap((entry) => valuesInText(entry, policy)));
			return group.slice(0, 1).map((head) => denyStatement(head, [...values].sort(), trusted));
		});
}

function entryOf({ selector, denyScope, until }: ActiveContainment, hours: Rounding): Entry {
	return { denyScope, key: selector.key, value: selector.value, end: roundUp(until, hours) };
}

/** Of what denies one principal, the last to end wins, and `everything` stands for `outside` as long as it lasts. */
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

/** One statement as it stands in the text; the order of members is part of the form that the validation demands. */
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
 * Exact operators, so that a reader sees at once that nothing is matched by pattern. `StringLike` stands only where
 * `111122223333:*` does: two operators on one key are ANDed, so its neighbours must share it, and their alphabet has
 * no wildcard. Never an `…IfExists`: it would be true for everybody without the key.
 */
function selectorCondition(key: SelectorKey, values: readonly string[]) {
	if (key === 'aws:PrincipalArn') return { ArnEquals: { [key]: values } };
	if (values.some((value) => value.endsWith('*'))) return { StringLike: { [key]: values } };
	return { StringEquals: { [key]: values } };
}
