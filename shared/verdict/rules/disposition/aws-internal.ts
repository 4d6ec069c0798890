import type { DispositionRule } from '../../evidence.ts';
import { recordReason } from '../../make-reason.ts';

/** `AWS Internal`: the console's backend acts, and the person's address stands on SwitchRole or ConsoleLogin. */
export const awsInternal: DispositionRule = ({ signIn, network, known }) => {
	if (network.classification !== 'not-judged') return null;
	const step = known.stepOf === null ? [] : [recordReason('step-of', known.stepOf)];
	// A role switch has its own SwitchRole; a portal sign-in has nothing but this record.
	const isEcho = signIn.event.startsWith('AssumeRole');
	return {
		disposition: 'record',
		counts: !isEcho && signIn.outcome === 'success',
		reasons: [...step, { code: 'address-not-a-persons' }],
	};
};
