import { callingRole } from '../sign-in/machine.ts';
import type { Facts } from './history.ts';
import type { Place } from './history-places.ts';

/**
 * Gives the place that tells whether the credential (an access key, or a role) was used through a
 * VPC endpoint of the same account before. Null without an endpoint, and if its account is the
 * principal's own.
 */
export function endpointAccountPlace({ signIn, credential }: Facts): Place | null {
	const { vpcEndpointAccount: owner, principal } = signIn;
	if (owner == null || owner === principal.account) return null;
	const used = credential.kind === 'access-key' ? credential.keyId : callingRole(signIn);
	return { kind: 'endpoint-account', key: `${used ?? principal.id}|${owner}` };
}
