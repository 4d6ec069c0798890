import type { Verdict } from './verdict.ts';

/**
 * Gives the verdict of a use that repeats a judged one: what `judge` answers once history knows that
 * the credential was told at this network.
 */
export function verdictOfRepeat(verdict: Verdict): Verdict {
	return {
		...verdict,
		...{ disposition: 'record', severity: 'info', posted: false, inSummary: false },
		...{ weights: [], reasons: [{ code: 'use-again' }] },
	};
}
