import type { DispositionRule } from '../../evidence.ts';

/**
 * The record has neither a principal nor an address, so there is nothing to judge and nobody to
 * alert about.
 */
export const nobodyNowhere: DispositionRule = ({ signIn, known }) =>
	signIn.principal.kind === 'unknown' && known.person === null && signIn.address === null
		? { disposition: 'odd', counts: false, weighed: true, reasons: [{ code: 'nobody-nowhere' }] }
		: null;
