import type { DispositionRule } from '../../evidence.ts';
import { recordReason } from '../../make-reason.ts';

/**
 * The record was delivered again, is the other account's copy of a call, or is the other account's
 * view of a role switch.
 */
export const copy: DispositionRule = ({ known }) =>
	known.copyOf === null
		? null
		: { disposition: 'record', counts: false, reasons: [recordReason('copy-of', known.copyOf)] };
