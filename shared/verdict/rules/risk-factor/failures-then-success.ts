import type { RiskFactorRule } from '../../evidence.ts';

/** Guessing that ended well for the guesser. Failures of others count only where they share no office. */
export const failuresThenSuccess: RiskFactorRule = ({ signIn, network, known, settings }) => {
	if (signIn.outcome !== 'success') return null;
	const others = network.classification === 'trusted' ? 0 : known.addressFailures;
	const failures = Math.max(known.personFailures, others);
	if (failures < settings.configuration.limits.failuresBeforeSuccess) return null;
	return {
		reason: { code: 'failures-then-success', detail: String(failures) },
		raise: 1,
		atLeast: 'medium',
	};
};
