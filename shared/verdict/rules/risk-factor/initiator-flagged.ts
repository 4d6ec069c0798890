import type { RiskFactorRule } from '../../evidence.ts';

/** A session that was obtained with a stolen key is as dangerous as the key. */
export const initiatorFlagged: RiskFactorRule = ({ network, known }) =>
	known.initiator?.flagged === true && network.classification !== 'trusted'
		? { reason: { code: 'initiator-flagged', detail: known.initiator.name }, atLeast: 'high' }
		: null;
