import type { RiskFactorRule } from '../../evidence.ts';

/** One address tries a list of names. Colleagues behind one office address do not count as that. */
export const manyNames: RiskFactorRule = ({ signIn, network, known, settings }) => {
	if (signIn.outcome === 'unknown' || network.classification === 'trusted') return null;
	const names = known.addressNames + (signIn.outcome === 'failure' && known.isNameNewHere ? 1 : 0);
	if (names < settings.configuration.limits.namesPerAddress) return null;
	return { reason: { code: 'many-names', detail: String(names) }, raise: 1 };
};
