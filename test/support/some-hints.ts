import type { Hints } from '../../shared/outbox/hints.ts';

/** The hints that were sent, in order, each with its change. */
export interface SentHints {
	readonly notify: string[];
	readonly contain: string[];
}

/** Makes hint queues that only record what is sent. */
export function someHints(): { readonly hints: Hints; readonly sent: SentHints } {
	const sent: SentHints = { notify: [], contain: [] };
	const hints: Hints = {
		toNotify: async (given, change) => {
			for (const { about, id } of given) sent.notify.push(`${about} ${id} ${change}`);
		},
		toContain: async (given, change) => {
			for (const { policy } of given) sent.contain.push(`${policy} ${change}`);
		},
	};
	return { hints, sent };
}
