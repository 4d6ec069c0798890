import type ipaddr from 'ipaddr.js';
import { isImpossible, isPrivate, readAddress } from '../configuration/cidr.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Origin, OriginKind } from './network.ts';
import { isServiceName } from './service-name.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** `AWS Internal` or `AWS Internal/3`, alone: with an address beside it, somebody called from there. */
const AWS_INTERNAL = /^AWS Internal(\/[^,]*)?$/i;

/**
 * Reads where the call came from. A VPC endpoint id decides before the address, except that a
 * service's own endpoint counts as the service.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function readOrigin(signIn: Pick<SignIn, 'address' | 'vpcEndpointId'>): Origin {
	const { address, vpcEndpointId } = signIn;
	const kind = kindOf(address?.trim() ?? '');
	const isService = kind === 'aws-service' || kind === 'aws-internal';
	if (vpcEndpointId === null || isService) return { address, vpcEndpointId, kind };
	// A masked id shows neither which endpoint it was nor that the address is the caller's.
	const isEndpoint = vpcEndpointId.startsWith('vpce-');
	return { address, vpcEndpointId, kind: isEndpoint ? 'vpc-endpoint' : 'unknown' };
}

function kindOf(text: string): OriginKind {
	if (AWS_INTERNAL.test(text)) return 'aws-internal';
	if (isServiceName(text)) return 'aws-service';
	const addresses = readAddresses(text);
	if (addresses === null) return 'unknown';
	const kinds = addresses.map(kindOfAddress);
	if (kinds.includes('public')) return 'public';
	return kinds.includes('unknown') ? 'unknown' : 'private';
}

/**
 * Reads every address of the field, because some services print a forwarding chain; null if one of
 * them cannot be read.
 */
export function readAddresses(text: string): Address[] | null {
	const addresses = text.split(',').map((part) => readAddress(part.trim()));
	return addresses.every((address) => address !== null) ? addresses : null;
}

/** Tells which kind of origin one address is. */
export function kindOfAddress(address: Address): OriginKind {
	if (isPrivate(address)) return 'private';
	return isImpossible(address) ? 'unknown' : 'public';
}
