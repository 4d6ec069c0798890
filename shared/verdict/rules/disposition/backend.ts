import { backendOf } from '../../backend.ts';
import type { DispositionRule } from '../../evidence.ts';
import { recordReason } from '../../make-reason.ts';

/**
 * Identity Center's backend acts for a person whose own act has another record. An assertion of the
 * directory that nobody asked for in the portal is told. A token for the console is judged by its
 * address, like every other sign-in.
 */
export const backend: DispositionRule = (evidence) => {
	const { signIn, known } = evidence;
	const what = backendOf(evidence);
	if (what === 'shown') {
		const other = known.witness ?? known.stepOf;
		return { disposition: 'record', counts: false, reasons: [recordReason('step-of', other)] };
	}
	if (what === 'not-watched')
		return { disposition: 'record', counts: false, reasons: [{ code: 'directory-not-watched' }] };
	if (what === null || signIn.event !== 'AssumeRoleWithSAML') return null;
	const reasons = [{ code: 'no-portal-record' } as const];
	return { disposition: 'alert', counts: false, weighed: true, reasons };
};
