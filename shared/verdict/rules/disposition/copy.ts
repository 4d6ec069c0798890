import type { DispositionRule } from '../../evidence.ts';
import { pointing } from '../../pointing.ts';

/** A record delivered again, the other account's copy of a call, or the other account's view of a role switch. */
export const copy: DispositionRule = ({ known }) =>
	known.copyOf === null
		? null
		: { disposition: 'record', counts: false, reasons: [pointing('copy-of', known.copyOf)] };
