/**
 * What kind of origin `sourceIPAddress` names. `unknown`: the address is missing, masked or
 * impossible.
 */
export type OriginKind =
	| 'public'
	| 'private'
	| 'vpc-endpoint'
	| 'aws-service'
	| 'aws-internal'
	| 'unknown';

/**
 * Where the call came from. `address` is the text of the record; the endpoint id is set if the call
 * came through a VPC endpoint.
 */
export interface Origin {
	readonly address: string | null;
	readonly kind: OriginKind;
	readonly vpcEndpointId: string | null;
}

/**
 * - `trusted`: shown to be a trusted network
 * - `untrusted`: shown to be any other network
 * - `not-judged`: the address is not the person's, because AWS made the call
 * - `unknown`: neither can be shown; such a sign-in is alerted, but never contained
 */
export type NetworkClassification = 'trusted' | 'untrusted' | 'not-judged' | 'unknown';

/**
 * `key` names the network in cases and history: the name of the trusted network, otherwise the
 * address (for IPv6 its /64), or the last of a list of them.
 */
export interface JudgedNetwork {
	readonly classification: NetworkClassification;
	readonly name: string | null;
	readonly key: string;
}

/** True for a network that is not ours, or that cannot be shown to be ours. */
export function isElsewhere({ classification }: Pick<JudgedNetwork, 'classification'>): boolean {
	return classification === 'untrusted' || classification === 'unknown';
}
