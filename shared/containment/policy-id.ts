import type { PolicyId } from './containment.ts';

/**
 * Characters that the text of a policy may have: an SCP counts every character, a managed policy all but white space,
 * and there is none in ours.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const SIZE_LIMITS = { scp: 10_240, iam: 6_144 } as const;

/** True for what names a policy, such as the text of a hint. */
export function isPolicyId(text: string): text is PolicyId {
	return /^(scp|iam:\d{12})$/.test(text);
}

/** The size limit of a policy's text, in characters. */
export function sizeLimit(policy: PolicyId): number {
	return policy === 'scp' ? SIZE_LIMITS.scp : SIZE_LIMITS.iam;
}

/** The account of an account's policy; null for the organization. */
export function accountOf(policy: PolicyId): string | null {
	return policy === 'scp' ? null : policy.slice('iam:'.length);
}

/** Every policy that these name, as often as they do. */
export function policiesOf(
	containments: readonly { readonly policies: readonly { readonly policy: PolicyId }[] }[],
): PolicyId[] {
	return containments.flatMap(({ policies }) => policies.map(({ policy }) => policy));
}
