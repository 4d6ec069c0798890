import type {
	ActiveContainment,
	DenyScope,
	PolicyId,
	Selector,
} from '../../shared/containment/containment.ts';
import type { DenyDocumentOptions } from '../../shared/containment/document/deny-document-options.ts';
import { NETWORKS } from './request-contexts.ts';

export const HOUR = 3_600_000;
/** When the documents in the tests are rendered, and when their containments end by default. */
export const NOW = Date.parse('2026-03-03T03:20:00Z');
export const END = Date.parse('2026-03-03T15:00:00Z');

let made = 0;

/** A containment that ends at END by default. Each is newer than the one before. */
export function aContainment(
	selector: Selector,
	over: Partial<Omit<ActiveContainment, 'selector'>> = {},
): ActiveContainment {
	made++;
	return {
		id: `containment-${made}`,
		selector,
		denyScope: 'untrusted-networks',
		until: END,
		requestedAt: NOW + made,
		...over,
	};
}

/** A containment by `aws:userid`. */
export function aSession(
	value: string,
	denyScope: DenyScope = 'untrusted-networks',
	until = END,
): ActiveContainment {
	return aContainment({ key: 'aws:userid', value }, { denyScope, until });
}

/** Options with the office and the endpoint of NETWORKS by default. */
export function someOptions(
	policy: PolicyId = 'scp',
	over: Partial<DenyDocumentOptions> = {},
): DenyDocumentOptions {
	return { policy, networks: NETWORKS, now: NOW, protectedPrincipals: [], ...over };
}
