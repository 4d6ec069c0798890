import type { TrustedNetwork } from '../../configuration/configuration.ts';
import type { PolicyId } from '../containment.ts';
import type { ProtectedPrincipal } from '../protected-principal.ts';

/** What rendering and validating a deny document need. `now`: milliseconds since 1970, UTC. */
export interface DenyDocumentOptions {
	readonly policy: PolicyId;
	/** The configured networks. They must be valid: a malformed CIDR throws. */
	readonly networks: readonly TrustedNetwork[];
	readonly now: number;
	readonly protectedPrincipals: readonly ProtectedPrincipal[];
}
