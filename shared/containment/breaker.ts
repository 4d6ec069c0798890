import type { BreakerLimits } from '../configuration/configuration.ts';

/**
 * Who was contained within the window that a sign-in falls into. Sets of people, so that counting twice counts once;
 * sessions made by one caller are that caller.
 */
export interface BreakerWindow {
	readonly people: readonly string[];
	/** The accounts that the people belong to: however many accounts one person touches, it is one. */
	readonly accounts: readonly string[];
	/** Of these, the people known from inside who now come from the network in question. */
	readonly movedPeople: readonly string[];
}

/** Why the breaker opens. */
export const BREAKER_REASONS = {
	people: 'too many people within the window',
	accounts: 'people of too many accounts within the window',
	share: 'too large a share of the staff within the window',
	moved:
		'several people known from inside come from one unknown network: has an office changed its address?',
} as const;
export type BreakerReason = keyof typeof BREAKER_REASONS;

/**
 * One thief with three stolen keys is three people. Whatever opens the breaker must be more than that, or a thief
 * could switch the containment off by being caught; the configuration refuses lower limits for the same reason.
 */
const MOST_PEOPLE_OF_ONE_THIEF = 3;

/** Why rules must stop containing and wait for a human, or null. Never asked for a human's own request. */
export function whyBreakerOpens(
	window: BreakerWindow,
	limits: BreakerLimits,
): BreakerReason | null {
	const people = window.people.length;
	if (people <= MOST_PEOPLE_OF_ONE_THIEF) return null;
	if (window.movedPeople.length >= limits.movedPeople) return 'moved';
	if (people >= limits.people) return 'people';
	if (window.accounts.length >= limits.accounts) return 'accounts';
	return limits.staff !== null && people / limits.staff >= limits.share ? 'share' : null;
}

/** The window that a time falls into, as the number of its beginning: the same for every function that asks. */
export function breakerWindowStart(time: number, limits: BreakerLimits): number {
	const length = limits.minutes * 60_000;
	return Math.floor(time / length) * length;
}
