import type { DispositionRule } from '../../evidence.ts';
import { networkReason } from '../../make-reason.ts';

/**
 * AWS added a call to a sign-in service after our list was written. It may be a new way to a
 * session, so it is told, but nobody is contained for what is not understood.
 */
export const unknownEvent: DispositionRule = (evidence) => {
	const { part, event, eventSource } = evidence.signIn;
	if (part !== 'unknown') return null;
	const reason = { code: 'unknown-event', detail: `${eventSource} ${event}` } as const;
	return {
		disposition: 'odd',
		counts: false,
		weighed: true,
		reasons: [reason, networkReason(evidence)],
	};
};
