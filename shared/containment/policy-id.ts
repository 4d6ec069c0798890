import type { PolicyId } from './containment.ts';

/**
 * The most characters that the text of a policy may have. An SCP counts every character, a managed
 * policy does not count white space; our texts contain none.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const SIZE_LIMITS = { scp: 10_240, iam: 6_144 } as const;

/** True if the text, such as that of a hint, is the id of a policy. */
export function isPolicyId(text: string): text is PolicyId {
	return /^(scp|iam:\d{12})$/.test(text);
}

/** Gives the size limit of a policy's text, in characters. */
export function sizeLimit(policy: PolicyId): number {
	return policy === 'scp' ? SIZE_LIMITS.scp : SIZE_LIMITS.iam;
}

/** Gives the account of an account's policy; null for the SCP. */
export function accountOf(policy: PolicyId): string | null {
	return policy === 'scp' ? null : policy.slice('iam:'.length);
}

/**
 * Gives every policy that these containments name. A policy that several name comes several times.
 */
export function policiesOf(
	containments: readonly { readonly policies: readonly { readonly policy: PolicyId }[] }[],
): PolicyId[] {
	return containments.flatMap(({ policies }) => policies.map(({ policy }) => policy));
}
