import type { Exemption } from '../configuration/configuration.ts';
import { matchesPattern } from '../configuration/pattern.ts';
import type { Evidence } from './evidence.ts';

/** The first exemption that names this principal, account and network; null where none does. */
export function exemptionFor({ signIn, known, network, settings }: Evidence): Exemption | null {
	const { principal, account } = signIn;
	const names = [principal.name, principal.arn, known.name].filter((name) => name !== null);
	const found = settings.configuration.exemptions.find(
		(exemption) =>
			names.some((name) => matchesPattern(exemption.principal, name)) &&
			(exemption.account === null || exemption.account === account) &&
			(exemption.network === null || exemption.network === network.name),
	);
	return found ?? null;
}
