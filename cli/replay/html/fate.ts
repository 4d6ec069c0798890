import type { CasePlan } from '../../../shared/case/case-plan.ts';
import {
	onlyPlanned,
	type RehearsedState,
	rehearsedStateOf,
} from '../../../shared/notification/card/standing.ts';

/**
 * What the chosen mode would have done about a case. `denied`: the principals would be denied;
 * `partly`: sessions of theirs would be left; `asked`: a human would be asked; `held`: the circuit
 * breaker would stop it; `observed`: only the mode `observe` keeps them from being denied;
 * `impossible`: nobody could be denied, in any mode; `none`: it is no reason to deny anybody.
 */
export const FATES = [
	'denied',
	'partly',
	'asked',
	'held',
	'observed',
	'impossible',
	'none',
] as const;
export type Fate = (typeof FATES)[number];

const OF_STATE: Readonly<Record<RehearsedState, Fate>> = {
	...{ effective: 'denied', partly: 'partly', asked: 'asked', held: 'held' },
};

/** The same as the card of the case says. */
export function fateOf(plan: CasePlan): Fate {
	const state = rehearsedStateOf(onlyPlanned(plan));
	if (state !== null) return OF_STATE[state];
	if (plan.requests.length > 0) return 'observed';
	return plan.notContained.length === 0 ? 'none' : 'impossible';
}
