import type { Evidence } from './evidence.ts';
import type { ReasonCode } from './reasons.ts';
import type { Reason } from './verdict.ts';

/** Why the network was judged as it was, with the network or address as evidence. */
export function networkReason({ network, origin }: Evidence): Reason {
	return { code: codeOf(network.verdict, origin.kind), detail: network.name ?? network.key };
}

function codeOf(verdict: Evidence['network']['verdict'], kind: Evidence['origin']['kind']): ReasonCode {
	switch (verdict) {
		case 'trusted':
			return 'trusted-network';
		case 'external':
			return kind === 'vpc-endpoint' ? 'foreign-vpc-endpoint' : 'external-network';
		case 'unknown':
			return kind === 'unknown' ? 'unreadable-address' : 'private-address';
		case 'not-judged':
			return 'address-not-a-persons';
	}
}
