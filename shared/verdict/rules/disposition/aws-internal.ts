import type { DispositionRule } from '../../evidence.ts';
import { recordReason } from '../../make-reason.ts';

/**
 * `AWS Internal` means that the console's backend acts. The person's address is on SwitchRole or
 * ConsoleLogin.
 */
export const awsInternal: DispositionRule = ({ signIn, network, known }) => {
	if (network.classification !== 'not-judged') return null;
	const step = known.stepOf === null ? [] : [recordReason('step-of', known.stepOf)];
	// A role switch has its own SwitchRole record; a portal sign-in has only this record.
	const isEcho = signIn.event.startsWith('AssumeRole');
	return {
		disposition: 'record',
		counts: !isEcho && signIn.outcome === 'success',
		reasons: [...step, { code: 'address-not-a-persons' }],
	};
};
