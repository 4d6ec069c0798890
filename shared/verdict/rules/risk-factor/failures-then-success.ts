import type { RiskFactorRule } from '../../evidence.ts';

/**
 * Somebody may have guessed the password. Failures of other people count only from untrusted
 * networks, because colleagues share an office address.
 */
export const failuresThenSuccess: RiskFactorRule = ({ signIn, network, known, settings }) => {
	if (signIn.outcome !== 'success') return null;
	const others = network.classification === 'trusted' ? 0 : known.addressFailures;
	// The failures of a role are those of all its sessions, so of several people.
	const own = signIn.principal.kind === 'role-session' ? 0 : known.personFailures;
	const failures = Math.max(own, others);
	if (failures < settings.configuration.limits.failuresBeforeSuccess) return null;
	return {
		reason: {
			...{ code: 'failures-then-success', detail: String(failures) },
			of: own < others ? 'address' : 'person',
		},
		raise: 1,
		atLeast: 'medium',
	};
};
