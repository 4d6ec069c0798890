import type { OtherRecord } from '../history/history.ts';
import { mayHideAddress } from '../network/acting-for.ts';
import type { NetworkClassification, OriginKind } from '../network/network.ts';
import { backendOf } from './backend.ts';
import type { Evidence } from './evidence.ts';
import { isOwnEndpoint } from './own-endpoint.ts';
import type { ReasonCode } from './reasons.ts';
import type { Reason } from './verdict.ts';

/** Makes a reason that names another record, if the id of that record is known. */
export function recordReason(code: ReasonCode, other: OtherRecord | null): Reason {
	return other?.eventId ? { code, eventId: other.eventId } : { code };
}

/** Makes the reason that names the error of a failed attempt. */
export function failureReason({ signIn: { error } }: Pick<Evidence, 'signIn'>): Reason {
	return { code: 'failed-attempt', ...(error === null ? {} : { detail: error }) };
}

/** Makes the reason why the network was judged as it was, with the network or address as detail. */
export function networkReason(evidence: Evidence): Reason {
	const { signIn, network, origin } = evidence;
	if (isOwnEndpoint(evidence)) return { code: 'own-vpc-endpoint', detail: network.key };
	const mayHide = mayHideAddress(signIn) || backendOf(evidence) === 'unknown';
	const isHidden = network.classification === 'unknown' && mayHide;
	const code = isHidden ? 'network-hidden' : codeOf(network.classification, origin.kind);
	return { code, detail: network.name ?? network.key };
}

function codeOf(classification: NetworkClassification, kind: OriginKind): ReasonCode {
	switch (classification) {
		case 'trusted':
			return 'trusted-network';
		case 'untrusted':
			return kind === 'vpc-endpoint' ? 'untrusted-vpc-endpoint' : 'untrusted-network';
		case 'unknown':
			return kind === 'unknown' ? 'unreadable-address' : 'private-address';
		case 'not-judged':
			return 'address-not-a-persons';
	}
}
