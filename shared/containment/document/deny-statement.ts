import type { ActiveContainment, DenyScope, PolicyId, SelectorKey } from '../containment.ts';
import { isWholeRole, valuesInText } from '../selector-form.ts';
import { isoTime, type Rounding, roundUp, roundUpToSecond } from './round-ends.ts';
import { type PolicyNetworks, untrustedCondition } from './untrusted-condition.ts';

/** What the principals in one statement have in common. Times are milliseconds since 1970, UTC. */
export interface StatementHead {
	readonly denyScope: DenyScope;
	readonly key: SelectorKey;
	readonly end: number;
	/** Set for whole roles: when the denied sessions were issued at the latest. */
	readonly issuedBefore?: number;
}

interface Entry extends StatementHead {
	readonly value: string;
}

const SCOPE_WORD: Readonly<Record<DenyScope, string>> = {
	'untrusted-networks': 'Untrusted',
	'aws-mcp': 'AwsMcp',
	everything: 'Everything',
};
const KEY_WORD: Readonly<Record<SelectorKey, string>> = {
	'identitystore:UserId': 'Person',
	'aws:userid': 'Session',
	'aws:PrincipalArn': 'Root',
};

/**
 * `UntrustedPerson20261103T12Z`, or `UntrustedRole20261103T12ZBefore20261103T000130Z`: the scope,
 * kind and times of a statement, which identify it.
 */
export function statementId({ denyScope, key, end, issuedBefore }: StatementHead): string {
	const kind = issuedBefore === undefined ? KEY_WORD[key] : 'Role';
	const until = `${compact(isoTime(end).slice(0, 13))}Z`;
	const before = issuedBefore === undefined ? '' : `Before${compact(isoTime(issuedBefore))}`;
	return `${SCOPE_WORD[denyScope]}${kind}${until}${before}`;
}

function compact(time: string): string {
	return time.replaceAll(/[-:]/g, '');
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
	const groups = Map.groupBy(entries, statementId);
	return [...groups.values()]
		.flatMap((group) => {
			const values = new Set(group.flatMap((entry) => valuesInText(entry, policy)));
			return group.slice(0, 1).map((head) => denyStatement(head, [...values].sort(), trusted));
		})
		.sort((one, other) => (one.Sid < other.Sid ? -1 : 1));
}

function entryOf(
	{ selector, denyScope, until, issuedBefore }: ActiveContainment,
	hours: Rounding,
): Entry {
	const { key, value } = selector;
	const entry = { denyScope, key, value, end: roundUp(until, hours) };
	if (!isWholeRole(selector) || issuedBefore === undefined) return entry;
	return { ...entry, issuedBefore: roundUpToSecond(issuedBefore) };
}

/** Of several entries of one principal those are not needed that another one includes. */
function needed(entries: readonly Entry[]): Entry[] {
	const groups = Map.groupBy(entries, ({ key, value }) => `${key} ${value}`);
	return [...groups.values()].flatMap((group) =>
		group.filter((entry, at) => !group.some((other, n) => includes(other, entry, n < at))),
	);
}

/** True if one entry denies at least what the other denies. Of two equal ones the earlier does. */
function includes(one: Entry, other: Entry, isEarlier: boolean): boolean {
	const isAsWide = one.denyScope === other.denyScope || one.denyScope === 'everything';
	const isAsLong = one.end >= other.end;
	const isAsMany = latestIssue(one) >= latestIssue(other);
	return isAsWide && isAsLong && isAsMany && (isEarlier || !isSame(one, other));
}

function isSame(one: Entry, other: Entry): boolean {
	return statementId(one) === statementId(other);
}

function latestIssue({ issuedBefore = Number.POSITIVE_INFINITY }: Entry): number {
	return issuedBefore;
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
			...scopeCondition(head.denyScope, trusted),
			DateLessThan: dateCondition(head),
		},
	};
}

/**
 * It is not documented which address a call through an MCP server of AWS has, nor whether
 * `aws:ViaAWSService` is true for it, so that scope names no network. `Bool` is false where the key
 * is missing: other calls are not denied.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-viaawsmcpservice
 */
function scopeCondition(denyScope: DenyScope, trusted: PolicyNetworks) {
	switch (denyScope) {
		case 'untrusted-networks':
			return untrustedCondition(trusted);
		case 'aws-mcp':
			return { Bool: { 'aws:ViaAWSMCPService': 'true' } };
		case 'everything':
			return {};
	}
}

/**
 * Long-term keys have no `aws:TokenIssueTime`, so a role's statement never applies to them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-tokenissuetime
 */
function dateCondition({ end, issuedBefore }: StatementHead) {
	return {
		'aws:CurrentTime': isoTime(end),
		...(issuedBefore === undefined ? {} : { 'aws:TokenIssueTime': isoTime(issuedBefore) }),
	};
}

/**
 * The operators are exact, so that a reader sees that nothing is matched by a pattern. `StringLike`
 * is used only with `111122223333:*` and `AROA…:*`. IAM combines two operators on one key with AND,
 * so the other values must use it too; they contain no wildcard. An `…IfExists` operator is never
 * used, because it is true for everybody whose request lacks the key.
 */
function selectorCondition(key: SelectorKey, values: readonly string[]) {
	if (key === 'aws:PrincipalArn') return { ArnEquals: { [key]: values } };
	if (values.some((value) => value.endsWith('*'))) return { StringLike: { [key]: values } };
	return { StringEquals: { [key]: values } };
}
