import { matchesPattern } from '../configuration/pattern.ts';
import type { Selector, SelectorKey } from './containment.ts';
import { DIRECTORY_USER } from './selector-form.ts';

/**
 * A principal that may never be contained: break-glass users, the monitor's own roles, deployment
 * roles. `value` is what the key holds in that principal's requests; `*` stands for any characters,
 * so `AROA…:*` is every session of a role.
 */
export interface ProtectedPrincipal {
	readonly key: SelectorKey;
	readonly value: string;
}

/** Gives the first configured entry that matches one of these names; undefined if none does. */
export function protectedBy(
	names: readonly string[],
	entries: readonly string[],
): string | undefined {
	return entries.find((pattern) => names.some((name) => matchesPattern(pattern, name)));
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
export function protectedIds(entries: readonly string[]): ProtectedPrincipal[] {
	return entries.flatMap((value): ProtectedPrincipal[] => {
		if (/^A(IDA|ROA)[A-Z0-9]/.test(value)) return [{ key: 'aws:userid', value }];
		if (DIRECTORY_USER.test(value)) return [{ key: 'identitystore:UserId', value }];
		return /^arn:[\w-]+:iam::[\d*]+:root$/.test(value) ? [{ key: 'aws:PrincipalArn', value }] : [];
	});
}
