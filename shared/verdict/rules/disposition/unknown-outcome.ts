import type { DispositionRule } from '../../evidence.ts';

/**
 * The record does not say whether it succeeded. It is shown and counted, but the outcome is never
 * guessed.
 */
export const unknownOutcome: DispositionRule = ({ signIn }) =>
	signIn.outcome === 'unknown'
		? { disposition: 'odd', counts: false, weighed: true, reasons: [{ code: 'outcome-unknown' }] }
		: null;
