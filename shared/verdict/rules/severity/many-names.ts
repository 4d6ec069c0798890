import type { SeverityRule } from '../../evidence.ts';

/** One address going through a list of names. Colleagues behind one office address are not that. */
export const manyNames: SeverityRule = ({ signIn, network, known, settings }) => {
	if (signIn.outcome === 'unknown' || network.verdict === 'trusted') return null;
	const names = new Set(known.addressNames);
	if (signIn.outcome === 'failure') names.add(known.person ?? 'hidden');
	if (names.size < settings.configuration.limits.namesPerAddress) return null;
	return { reason: { code: 'many-names', detail: String(names.size) }, raise: 1 };
};
