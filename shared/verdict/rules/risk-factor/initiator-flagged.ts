import type { RiskFactorRule } from '../../evidence.ts';

/** What a thief made of a stolen key is as stolen as the key. */
export const initiatorFlagged: RiskFactorRule = ({ network, known }) =>
	known.initiator?.flagged === true && network.classification !== 'trusted'
		? { reason: { code: 'initiator-flagged', detail: known.initiator.name }, atLeast: 'high' }
		: null;
