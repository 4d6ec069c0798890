import { type Cidr, isPrivate, readCidr } from './cidr.ts';
import type { TrustedNetwork } from './configuration.ts';

/** A range that can decide whether an address is trusted, with the name of its network. */
export interface NamedRange {
	readonly name: string;
	readonly cidr: Cidr;
}

/**
 * Gives the ranges of checked networks that can decide, in their order. A CIDR that the check
 * refuses throws. Private ranges are left out: they never appear in `sourceIPAddress` or
 * `aws:SourceIp` of a call that crossed the internet.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
 */
export function publicRanges(networks: readonly TrustedNetwork[]): NamedRange[] {
	const ranges = networks.flatMap(({ name, cidrs }) =>
		cidrs.map((text) => {
			const cidr = readCidr(text);
			if ('problem' in cidr) throw new Error(`network "${name}": ${cidr.problem}`);
			return { name, cidr };
		}),
	);
	return ranges.filter(({ cidr }) => !isPrivate(cidr.address));
}
