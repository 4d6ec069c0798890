import { isInRange, readCidr } from '../configuration/cidr.ts';
import type { Vendor } from '../configuration/configuration.ts';
import { matchesArn } from '../configuration/pattern.ts';
import { externalAccountIn } from '../history/actor.ts';
import { readAddresses } from '../network/read-origin.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Evidence } from './evidence.ts';

/**
 * Finds the vendor that the configuration expects here: an external account that takes a role, or
 * acts in a role that it has taken. All roles of the record must be listed, and all its addresses
 * must be the vendor's. A session whose initiator was alerted as high is nobody's work.
 */
export function vendorOf({ signIn, origin, known, settings }: Evidence): Vendor | null {
	const account = externalAccountIn(known.actor);
	if (account === null || settings.ownAccounts.has(account) || known.initiator?.flagged === true)
		return null;
	const roles = rolesOf(signIn);
	const found = settings.configuration.vendors.find(
		(vendor) =>
			vendor.account === account &&
			roles.length > 0 &&
			roles.every((role) => vendor.roles.some((pattern) => matchesArn(pattern, role))) &&
			(vendor.networks === null ||
				(origin.kind === 'public' && isFrom(vendor.networks, origin.address ?? ''))),
	);
	return found ?? null;
}

function rolesOf({ callerIssuer, session, attemptedRole }: SignIn): string[] {
	return [callerIssuer, session?.roleArn ?? null, attemptedRole].filter((role) => role !== null);
}

/** What the check refused of these networks contains no address. */
function isFrom(networks: readonly string[], text: string): boolean {
	const cidrs = networks.map(readCidr).flatMap((cidr) => ('problem' in cidr ? [] : [cidr]));
	return (
		readAddresses(text)?.every((address) => cidrs.some((cidr) => isInRange(address, cidr))) ?? false
	);
}
