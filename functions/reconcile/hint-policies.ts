import type { PolicyId } from '../../shared/containment/containment.ts';
import type { ReconcileDeps } from './deps.ts';

/** Asks for each policy once, however many containments name it. */
export async function hintPolicies(
	policies: Iterable<PolicyId>,
	now: number,
	{ hints }: ReconcileDeps,
): Promise<void> {
	const each = [...new Set(policies)];
	await hints.toContain(
		each.map((policy) => ({ policy })),
		`reconcile ${now}`,
	);
}
