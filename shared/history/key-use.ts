import type { NetworkClassification } from '../network/network.ts';
import { isCredentialRefused } from '../sign-in/used-credential.ts';
import type { Facts } from './history.ts';
import type { KeyPlace } from './key-past.ts';
import { isShown } from './session-origins.ts';

/** How one access key was used from one network, as far as a source knows. */
export interface KeyUse {
	/** The name of the trusted network, otherwise the address (for IPv6 its /64). */
	readonly network: string;
	readonly classification: NetworkClassification;
	/** `userAgent` of the last use. The holder of the key chooses it. */
	readonly agent: string | null;
	/** The first part of the event source, such as `s3`, and the call, such as `GetObject`. */
	readonly service: string;
	readonly action: string;
	/** Milliseconds since 1970, UTC. */
	readonly lastAt: number;
}

/** The latest use of a key from one network, and when it was first seen there. */
export interface SeenKeyUse extends KeyUse {
	/** Milliseconds since 1970, UTC. */
	readonly firstAt: number;
}

/** Remembers from which networks each access key was used. Calling it again changes nothing. */
export interface KeyUses {
	remember(keyId: string, use: KeyUse): Promise<void>;
	/** Gives one use for each network, the latest first; empty if none is known. */
	of(keyId: string): Promise<readonly SeenKeyUse[]>;
}

/** Gives the place of uses; null for an address that shows no place, such as a private one. */
export function keyPlaceOf({
	network,
	classification,
	firstAt,
}: Pick<SeenKeyUse, 'network' | 'classification' | 'firstAt'>): KeyPlace | null {
	const isPlace = classification === 'trusted' || classification === 'untrusted';
	return isPlace ? { network, isTrusted: classification === 'trusted', firstAt } : null;
}

/**
 * Gives what a sign-in shows about the use of a long-term access key, or null. A failed call is a
 * use too, unless AWS refused the key itself: the person who made it holds the key.
 */
export function keyUseOf({
	signIn,
	network,
	credential,
}: Pick<Facts, 'signIn' | 'network' | 'credential'>): {
	readonly keyId: string;
	readonly use: KeyUse;
} | null {
	const { keyId, kind } = credential;
	if (kind !== 'access-key' || keyId === null) return null;
	const isUsed = signIn.part !== 'alarm' && !isCredentialRefused(signIn);
	if (!isUsed || !isShown({ signIn, network })) return null;
	const [service = ''] = signIn.eventSource.split('.');
	return {
		keyId,
		use: {
			network: network.key,
			classification: network.classification,
			agent: signIn.userAgent,
			...{ service, action: signIn.event, lastAt: signIn.time },
		},
	};
}
