import { matchesPattern } from '../configuration/pattern.ts';
import type { Selector, SelectorKey } from './containment.ts';
import { DIRECTORY_USER } from './selector-form.ts';

/**
 * Somebody who can never be contained: break-glass, the monitor's own roles, deployment roles. `value` is what the key
 * holds in that principal's requests, `*` stands for any characters: `AROA…:*` is every session of a role.
 */
export interface ProtectedPrincipal {
	readonly key: SelectorKey;
	readonly value: string;
}

/** The first configured entry that means somebody by one of these names; undefined where none does. */
export function protectedBy(
	names: readonly string[],
	entries: readonly string[],
): string | undefined {
	return entries.find((pattern) => names.some((name) => matchesPattern(pattern, name)));
}

/** True when the selector, whose value may end in `*`, and a protected principal have a request in common. */
export function matchesProtected(
	selector: Selector,
	protectedPrincipals: readonly ProtectedPrincipal[],
): boolean {
	return protectedPrincipals.some(
		({ key, value }) => key === selector.key && meet(selector.value, value),
	);
}

function meet(value: string, pattern: string): boolean {
	if (!value.endsWith('*')) return matchesPattern(pattern, value);
	const start = value.slice(0, -1);
	const [head = ''] = pattern.split('*');
	return head.startsWith(start) || (pattern.includes('*') && start.startsWith(head));
}

/**
 * The configured entries that are ids, and so can be checked in the text of a document: `AIDA…`, `AROA…:*`, a directory
 * id, a root's ARN. Names and role ARNs never stand in a document; planning checks those.
 */
export function protectedIds(entries: readonly string[]): ProtectedPrincipal[] {
	return entries.flatMap((value): ProtectedPrincipal[] => {
		if (/^A(IDA|ROA)[A-Z0-9]/.test(value)) return [{ key: 'aws:userid', value }];
		if (DIRECTORY_USER.test(value)) return [{ key: 'identitystore:UserId', value }];
		return /^arn:[\w-]+:iam::[\d*]+:root$/.test(value) ? [{ key: 'aws:PrincipalArn', value }] : [];
	});
}
