import type { Evidence } from './evidence.ts';

/**
 * True if the call came through a VPC endpoint that the configuration does not list, but that
 * belongs to one of our accounts, as AWS says.
 */
export function isOwnEndpoint({ signIn, origin, network, settings }: Evidence): boolean {
	const isUnlisted = origin.kind === 'vpc-endpoint' && network.classification === 'untrusted';
	// A stored sign-in of an older version lacks the account.
	return isUnlisted && settings.ownAccounts.has(signIn.vpcEndpointAccount ?? '');
}
