import type { CasePlan } from '../../../shared/case/case-plan.ts';

/**
 * What the chosen mode would have done about a case. `denied`: the principal would be denied;
 * `asked`: a human would be asked; `held`: the circuit breaker would stop it; `observed`: only the
 * mode `observe` keeps it from being denied; `impossible`: nobody could be denied, in any mode;
 * `none`: it is no reason to deny anybody.
 */
export const FATES = ['denied', 'asked', 'held', 'observed', 'impossible', 'none'] as const;
export type Fate = (typeof FATES)[number];

/** Claims a denial only if nothing speaks against it, in the order in which cards say it. */
export function fateOf({ requests, notContained }: CasePlan): Fate {
	if (requests.length === 0) return notContained.length === 0 ? 'none' : 'impossible';
	if (notContained.includes('mode-observe')) return 'observed';
	if (notContained.includes('breaker-open')) return 'held';
	return notContained.includes('mode-ask') ? 'asked' : 'denied';
}
