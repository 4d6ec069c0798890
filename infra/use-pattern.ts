import type { UseSettings } from '../shared/configuration/configuration.ts';
import { HOST_PREFIX, LIST_TEXT } from '../shared/network/left-out.ts';
import { AWS_SOURCE, butSignIns, DETAIL_TYPES, type EventPattern } from './event-patterns.ts';

/** What the pattern of credential uses leaves out. In addresses and endpoints `*` is a wildcard. */
export interface Exclusion {
	/** Texts of `sourceIPAddress`; at least one. */
	readonly addresses: readonly string[];
	/** The ids of VPC endpoints, and what AWS prints in their place; at least one. */
	readonly endpoints: readonly string[];
	/** ARNs of IAM users, and of roles whose sessions are meant. */
	readonly users: readonly string[];
	readonly roles: readonly string[];
}

/**
 * Matches every API call with a key of the configured kind, of any service, that the judge would not
 * ignore and `signInPattern` does not match. It may match more, never less: where the exclusion has
 * no room for a network, the judge drops its uses. Null if no credential use is to be seen.
 *
 * It is one pattern, because a second rule would deliver everything that the first leaves out. It
 * needs two alternatives: from where, and which call. They are two `$or`, one beside `detail` and one
 * within, as event-ruler's README shows ("Parallel Or"); no field is named in two places. A test
 * asks event-ruler itself.
 * https://github.com/aws/event-ruler#rule-examples-with-or-primitive
 */
export function usePattern(use: UseSettings, exclusion: Exclusion): EventPattern | null {
	const prefixes = [...(use.keys ? ['AKIA'] : []), ...(use.sessions ? ['ASIA'] : [])];
	if (prefixes.length === 0) return null;
	return {
		source: [{ prefix: AWS_SOURCE }],
		'detail-type': [DETAIL_TYPES[0]],
		$or: fromElsewhere(exclusion).map((detail) => ({ detail })),
		detail: {
			// Old records do not say it, and data events are no management events.
			managementEvent: [true, MISSING],
			userIdentity: {
				accessKeyId: prefixes.map((prefix) => ({ prefix })),
				...otherThan('arn', exclusion.users),
				...(exclusion.roles.length > 0 && {
					sessionContext: { sessionIssuer: otherThan('arn', exclusion.roles) },
				}),
			},
			$or: butSignIns(),
		},
	};
}

const MISSING = { exists: false };

/**
 * A call through a VPC endpoint is ours if the endpoint is, whatever its address. So a thief's endpoint
 * is seen, although the address behind it is a private one.
 */
function fromElsewhere({ addresses, endpoints }: Exclusion): object[] {
	return [
		{
			sourceIPAddress: [
				{ 'anything-but': { wildcard: addresses } },
				{ wildcard: LIST_TEXT },
				{ prefix: HOST_PREFIX },
				MISSING,
			],
		},
		{ vpcEndpointId: [{ 'anything-but': { wildcard: endpoints } }] },
	];
}

function otherThan(key: string, values: readonly string[]): object {
	return values.length === 0 ? {} : { [key]: [{ 'anything-but': values }, MISSING] };
}
