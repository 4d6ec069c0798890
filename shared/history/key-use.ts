import type { NetworkClassification } from '../network/network.ts';

/** How one access key was used from one network, as far as a source knows. */
export interface KeyUse {
	/** The name of the trusted network, otherwise the address (for IPv6 its /64). */
	readonly network: string;
	readonly classification: NetworkClassification;
	/** `userAgent` of the last use. Whoever holds the key chooses it. */
	readonly agent: string | null;
	/** The first part of the event source, such as `s3`, and the call, such as `GetObject`. */
	readonly service: string;
	readonly action: string;
	/** Milliseconds since 1970, UTC. */
	readonly lastAt: number;
}

/** Remembers from which networks each access key was used. Calling it again changes nothing. */
export interface KeyUses {
	remember(keyId: string, use: KeyUse): Promise<void>;
	/** Gives one use for each network, the latest first; empty if none is known. */
	of(keyId: string): Promise<readonly KeyUse[]>;
}
