import type { DispositionRule } from '../../evidence.ts';

/** Neither who nor from where: there is nothing to judge and nobody to tell about. */
export const nobodyNowhere: DispositionRule = ({ signIn, known }) =>
	signIn.principal.kind === 'unknown' && known.person === null && signIn.address === null
		? { disposition: 'odd', counts: false, weighed: true, reasons: [{ code: 'nobody-nowhere' }] }
		: null;
