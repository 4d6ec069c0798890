import { type Cidr, readCidr } from '../configuration/cidr.ts';
import { matchesPattern } from '../configuration/pattern.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { TrustedNetworks } from './judge-network.ts';
import { textsOfRange } from './texts-of-range.ts';

export const CHINA = '.cn';

/**
 * What CloudTrail prints in place of an address, or of a VPC endpoint, if a service of AWS makes the
 * call. `*` stands for any characters. Names in China end with `.cn`.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const SERVICE_TEXTS: readonly string[] = [
	'*.amazonaws.com',
	`*.amazonaws.com${CHINA}`,
	'AWS Internal*',
];

/**
 * Private ranges. Those of carrier-grade NAT and of IPv6 would take too many texts; without the id of
 * a VPC endpoint they are rare.
 */
const PRIVATE_RANGES: readonly string[] = ['10.0.0.0/8', '192.168.0.0/16', '172.16.0.0/12'];

/** Several addresses in one field may hold one of a stranger, so such a text is never left out. */
export const LIST_TEXT = '*,*';
/** An EC2 instance has such a host name. CloudTrail has never been seen to print it. */
export const HOST_PREFIX = 'ec2-';

/**
 * True if the event pattern leaves out uses of credentials with this address and endpoint, where it
 * has the room. Readable addresses are judged alike. Of the others this leaves out only texts that
 * AWS does not print, such as half an address, so that the functions and replay give the same cases.
 * A caller cannot choose the text.
 */
export function isLeftOut(
	{ address, vpcEndpointId }: Pick<SignIn, 'address' | 'vpcEndpointId'>,
	trusted: TrustedNetworks,
): boolean {
	const isOthers = vpcEndpointId !== null && !isServiceText(vpcEndpointId);
	if (isOthers && !trusted.endpoints.has(vpcEndpointId)) return false;
	if (address === null || address.startsWith(HOST_PREFIX) || matchesPattern(LIST_TEXT, address))
		return false;
	return (
		isServiceText(address) || textsLeftOut(trusted).some((text) => matchesPattern(text, address))
	);
}

function isServiceText(text: string): boolean {
	return SERVICE_TEXTS.some((pattern) => matchesPattern(pattern, text));
}

const known = new WeakMap<TrustedNetworks, readonly string[]>();

function textsLeftOut(trusted: TrustedNetworks): readonly string[] {
	const texts =
		known.get(trusted) ??
		[...privateRanges(), ...trusted.ranges.map(({ cidr }) => cidr)].flatMap(textsOfRange);
	known.set(trusted, texts);
	return texts;
}

/** Gives the private ranges, parsed. */
export function privateRanges(): Cidr[] {
	return PRIVATE_RANGES.map(readCidr).flatMap((cidr) => ('problem' in cidr ? [] : cidr));
}
