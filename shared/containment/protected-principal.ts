import type { ProtectedEntry } from '../configuration/configuration.ts';
import { matchesArn, matchesPattern } from '../configuration/pattern.ts';
import { DIRECTORY_USER } from '../configuration/protected-entry.ts';
import { nameInArn, readArn } from '../sign-in/arn.ts';
import type { Selector, SelectorKey } from './containment.ts';

/**
 * A principal that may never be contained: break-glass users, the monitor's own roles, deployment
 * roles. `value` is what the key holds in that principal's requests; `*` stands for any characters,
 * so `AROA…:*` is every session of a role.
 */
export interface ProtectedPrincipal {
	readonly key: SelectorKey;
	readonly value: string;
}

/**
 * Gives the first configured entry that means one of these ids and ARNs; undefined if none does.
 * Names are not compared: a name says nothing without its account, and callers choose the names of
 * sessions.
 */
export function protectedBy(
	ids: readonly string[],
	entries: readonly ProtectedEntry[],
): ProtectedEntry | undefined {
	return entries.find((entry) => ids.some((id) => isMeant(entry, id)));
}

function isMeant(entry: ProtectedEntry, id: string): boolean {
	if (typeof entry === 'string')
		return entry.startsWith('arn:') ? matchesArn(entry, id) : matchesPattern(entry, id);
	const arn = readArn(id);
	return (
		arn?.service === 'iam' &&
		arn.account === entry.account &&
		/^(user|role)\//.test(arn.resource) &&
		nameInArn(id) === entry.name
	);
}

/** Gives the entry as it stands in the configuration. */
export function entryText(entry: ProtectedEntry): string {
	return typeof entry === 'string'
		? entry
		: `{ name: '${entry.name}', account: '${entry.account}' }`;
}

/**
 * True if some request matches both the selector, whose value may end in `*`, and a protected
 * principal.
 */
export function matchesProtected(
	selector: Selector,
	protectedPrincipals: readonly ProtectedPrincipal[],
): boolean {
	return protectedPrincipals.some(
		({ key, value }) => key === selector.key && overlaps(selector.value, value),
	);
}

function overlaps(value: string, pattern: string): boolean {
	if (!value.endsWith('*')) return matchesPattern(pattern, value);
	const start = value.slice(0, -1);
	const [head = ''] = pattern.split('*');
	return head.startsWith(start) || (pattern.includes('*') && start.startsWith(head));
}

/**
 * Gives the configured entries that are ids: `AIDA…`, `AROA…:*`, a directory user's id, root's ARN.
 * Only these can be checked in the text of a deny document. Names and role ARNs never occur in it,
 * so the planner checks those.
 */
export function protectedIds(entries: readonly ProtectedEntry[]): ProtectedPrincipal[] {
	return entries.flatMap((value): ProtectedPrincipal[] => {
		if (typeof value !== 'string') return [];
		if (/^A(IDA|ROA)[A-Z0-9]/.test(value)) return [{ key: 'aws:userid', value }];
		if (DIRECTORY_USER.test(value)) return [{ key: 'identitystore:UserId', value }];
		return /^arn:[\w-]+:iam::[\d*]+:root$/.test(value) ? [{ key: 'aws:PrincipalArn', value }] : [];
	});
}
