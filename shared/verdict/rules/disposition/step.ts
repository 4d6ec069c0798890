import type { DispositionRule } from '../../evidence.ts';
import { recordReason } from '../../make-reason.ts';
import type { Reason } from '../../verdict.ts';

/**
 * These events recover or change the password of the root user. They do not obtain a session, but
 * they must be reported at once.
 */
const ROOT_STEPS = new Set([
	'PasswordUpdated',
	'PasswordRecoveryRequested',
	'PasswordRecoveryCompleted',
]);

/** Handles MFA checks, challenges, and what is done to the password of the root user. */
export const step: DispositionRule = ({ signIn, known }) => {
	if (signIn.part !== 'step') return null;
	const reason: Reason = ROOT_STEPS.has(signIn.event)
		? { code: 'root-credentials-changed', detail: signIn.event }
		: recordReason('step-of', known.stepOf);
	const isRoots = reason.code === 'root-credentials-changed' && signIn.principal.kind === 'root';
	return { disposition: 'record', counts: false, weighed: isRoots, reasons: [reason] };
};
