/** What kind of thing `sourceIPAddress` names. `unknown`: missing, masked or impossible. */
export type OriginKind =
	| 'public'
	| 'private'
	| 'vpc-endpoint'
	| 'aws-service'
	| 'aws-internal'
	| 'unknown';

/** From where; `address` is the text of the record, an endpoint id beside it where the call came through one. */
export interface Origin {
	readonly address: string | null;
	readonly kind: OriginKind;
	readonly vpcEndpointId: string | null;
}

/**
 * - `trusted`: shown to be inside
 * - `untrusted`: shown to be outside
 * - `not-judged`: the address is not the person's (AWS acting)
 * - `unknown`: neither can be shown; alerted, never contained
 */
export type NetworkClassification = 'trusted' | 'untrusted' | 'not-judged' | 'unknown';

/** `key` names the network for cases and history: the trusted network's name, else the address (v6: its /64). */
export interface JudgedNetwork {
	readonly classification: NetworkClassification;
	readonly name: string | null;
	readonly key: string;
}
