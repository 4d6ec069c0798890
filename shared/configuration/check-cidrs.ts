import { type Cidr, isAllPrivate, isImpossible, isPrivate, readCidr } from './cidr.ts';

/** A CIDR of the configuration, and the name of its network for messages. */
export interface CidrEntry {
	readonly path: string;
	readonly network: string;
	readonly cidr: Cidr;
}

/** Nobody is given more than this, so a wider range trusts strangers. */
const WIDEST = { ipv4: 8, ipv6: 16 } as const;
/** A range wider than this seldom belongs to one company. */
const WIDE = { ipv4: 16, ipv6: 19 } as const;

/** Reads a list of CIDRs. Each error and each warning names the setting and says what to do. */
export function checkCidrs(
	path: string,
	network: string,
	cidrs: readonly string[],
): { entries: CidrEntry[]; errors: string[]; warnings: string[] } {
	const checked: ReturnType<typeof checkCidrs> = { entries: [], errors: [], warnings: [] };
	cidrs.forEach((text, at) => {
		const place = `${path}.${at}`;
		const cidr = readCidr(text);
		if ('problem' in cidr) checked.errors.push(`${place}: ${cidr.problem}`);
		else {
			checked.entries.push({ path: place, network, cidr });
			checked.errors.push(...strangers(place, cidr));
			checked.warnings.push(...doubtful(place, cidr));
		}
	});
	return checked;
}

function strangers(path: string, cidr: Cidr): string[] {
	if (isAllPrivate(cidr)) return [];
	if (isImpossible(cidr.address)) {
		return [`${path}: ${cidr.text} has addresses that no caller can have; list your public ranges`];
	}
	const widest = WIDEST[cidr.address.kind()];
	if (cidr.bits < widest) {
		return [
			`${path}: ${cidr.text} is wider than /${widest}, so strangers would be trusted; list the ranges that are yours`,
		];
	}
	return isPrivate(cidr.address)
		? [`${path}: ${cidr.text} holds private and public addresses; list only the public ranges`]
		: [];
}

function doubtful(path: string, cidr: Cidr): string[] {
	if (isAllPrivate(cidr)) {
		return [
			`${path}: ${cidr.text} is private and has no effect. AWS prints such an address only for calls through a VPC endpoint, and any VPC can use it: to trust an endpoint, list its id under networks, in vpcEndpoints`,
		];
	}
	const wide = WIDE[cidr.address.kind()];
	if (cidr.bits >= wide) return [];
	return [`${path}: ${cidr.text} is wider than /${wide}; check that all of it is yours`];
}
