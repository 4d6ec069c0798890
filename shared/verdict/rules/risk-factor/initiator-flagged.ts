import type { SeverityRule } from '../../evidence.ts';

/** What a thief made of a stolen key is as stolen as the key. */
export const makerFlagged: SeverityRule = ({ network, known }) =>
	known.sessionMaker?.flagged === true && network.verdict !== 'trusted'
		? { reason: { code: 'maker-flagged', detail: known.sessionMaker.name }, atLeast: 'high' }
		: null;
