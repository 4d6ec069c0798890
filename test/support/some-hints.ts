import type { Hints } from '../../shared/outbox/hints.ts';

/** What was hinted at, in order: each hint with the change that it tells of. */
export interface SentHints {
	readonly notify: string[];
	readonly contain: string[];
}

/** Queues of hints that only remember. */
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
