import { type Cidr, contains } from '../../configuration/cidr.ts';
import type { TrustedNetwork } from '../../configuration/configuration.ts';
import { publicRanges } from '../../configuration/public-ranges.ts';

/** The trusted networks as a policy contains them: public CIDRs and ids of VPC endpoints. */
export interface PolicyNetworks {
	readonly cidrs: readonly string[];
	readonly vpcEndpoints: readonly string[];
}

/** The network condition. An empty list would match nobody or everybody, so it is left out. */
export interface UntrustedCondition {
	readonly NotIpAddress?: { readonly 'aws:SourceIp': readonly string[] };
	readonly StringNotEquals?: { readonly 'aws:SourceVpce': readonly string[] };
	readonly BoolIfExists: { readonly 'aws:ViaAWSService': 'false' };
}

/** Collects valid networks, sorted and without repetition. A malformed CIDR throws. */
export function policyNetworks(networks: readonly TrustedNetwork[]): PolicyNetworks {
	const ranges = publicRanges(networks).map(({ cidr }) => cidr);
	const widest = ranges.filter(
		(range, at) => !ranges.some((other, n) => covers(other, range, n < at)),
	);
	return {
		cidrs: widest.map(canonicalCidr).sort(),
		vpcEndpoints: [...new Set(networks.flatMap(({ vpcEndpoints }) => vpcEndpoints))].sort(),
	};
}

function covers(other: Cidr, range: Cidr, isEarlier: boolean): boolean {
	return contains(other, range) && (isEarlier || other.bits < range.bits);
}

/**
 * Always with the prefix length: IAM reads an address without it as a /32, which is a huge range in
 * IPv6.
 */
export function canonicalCidr({ address, bits }: Cidr): string {
	return `${address.toString()}/${bits}`;
}

/**
 * Matches a request from an untrusted network. Negated operators are true if the key is missing, so
 * a request without any network key counts as untrusted too. `Bool` would be false without the key
 * and allow the request, so it must be `BoolIfExists`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function untrustedCondition({ cidrs, vpcEndpoints }: PolicyNetworks): UntrustedCondition {
	return {
		...(cidrs.length > 0 && { NotIpAddress: { 'aws:SourceIp': cidrs } }),
		...(vpcEndpoints.length > 0 && { StringNotEquals: { 'aws:SourceVpce': vpcEndpoints } }),
		BoolIfExists: { 'aws:ViaAWSService': 'false' },
	};
}
