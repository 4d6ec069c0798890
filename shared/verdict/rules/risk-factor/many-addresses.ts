import type { Evidence, RiskFactorRule } from '../../evidence.ts';
import { isAssumeRootDenied } from './assume-root-denied.ts';

/**
 * One name is tried from several addresses, or the hidden names of one account are. Root
 * permissions are nothing that could be guessed.
 */
export const manyAddresses: RiskFactorRule = (evidence, disposition) => {
	const { known, settings } = evidence;
	if (disposition !== 'watch' || isAssumeRootDenied(evidence) || !isFromElsewhere(known))
		return null;
	return 1 + known.personFailures < settings.configuration.limits.watchFailures
		? null
		: { reason: { code: 'many-addresses' }, raise: 1 };
};

/** True if there were failures like this one from other addresses too. */
export function isFromElsewhere({
	personFailures,
	failuresHere,
}: Pick<Evidence['known'], 'personFailures' | 'failuresHere'>): boolean {
	return personFailures > failuresHere;
}
