import type { TargetId } from './containment.ts';

/**
 * Characters that the text of a target may have: an SCP counts every character, a managed policy all but white space,
 * and there is none in ours.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const SIZE_LIMITS = { organization: 10_240, account: 6_144 } as const;

/** True for what names a target, such as the text of a hint. */
export function isTargetId(text: string): text is TargetId {
	return /^(organization|account:\d{12})$/.test(text);
}

/** The size limit of a target's text, in characters. */
export function sizeLimit(target: TargetId): number {
	return target === 'organization' ? SIZE_LIMITS.organization : SIZE_LIMITS.account;
}

/** The account of an account's policy; null for the organization. */
export function accountOf(target: TargetId): string | null {
	return target === 'organization' ? null : target.slice('account:'.length);
}

/** Every target that these name, as often as they do. */
export function targetsOf(
	containments: readonly { readonly targets: readonly { readonly target: TargetId }[] }[],
): TargetId[] {
	return containments.flatMap(({ targets }) => targets.map(({ target }) => target));
}
