import { checkCidrs } from './check-cidrs.ts';
import type { Configuration } from './configuration.ts';

/** Checks the vendors, and gives each error and each warning as a sentence that says what to do. */
export function checkVendors(configuration: Configuration): {
	errors: string[];
	warnings: string[];
} {
	const checked = configuration.vendors.map(({ account, networks }, at) =>
		checkCidrs(`vendors.${at}.networks`, account, networks ?? []),
	);
	return {
		errors: [...ownAccounts(configuration), ...checked.flatMap(({ errors }) => errors)],
		warnings: checked.flatMap(({ warnings }) => warnings),
	};
}

/**
 * What our own accounts do is judged as ours. `accounts` holds only names, and may name a vendor.
 */
function ownAccounts({ vendors, containment, deployment }: Configuration): string[] {
	const own = [containment.managementAccount, deployment.organization?.hubAccount];
	return vendors.flatMap(({ account }, at) =>
		own.includes(account)
			? [`vendors.${at}.account: ${account} is your own account; a vendor is somebody else`]
			: [],
	);
}
