import { isThroughMcp } from '../network/acting-for.ts';
import type { Evidence } from './evidence.ts';

/**
 * True if the call came through a VPC endpoint that the configuration does not list, but that
 * belongs to one of our accounts, as AWS says. A call through an MCP server came through the
 * endpoint through which its session was obtained.
 */
export function isOwnEndpoint(evidence: Evidence): boolean {
	const account = endpointAccountOf(evidence);
	if (account == null || evidence.network.classification !== 'untrusted') return false;
	return evidence.settings.ownAccounts.has(account);
}

/** A stored sign-in of an older version lacks the account. */
function endpointAccountOf({ signIn, origin, known }: Evidence): string | null | undefined {
	if (isThroughMcp(signIn)) return known.sessionOrigin?.endpointAccount;
	return origin.kind === 'vpc-endpoint' ? signIn.vpcEndpointAccount : null;
}
