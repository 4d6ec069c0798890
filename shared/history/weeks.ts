import type { Facts } from './history.ts';

const DAY = 86_400_000;
/** 1970 began on a Thursday; weeks begin on Monday, UTC. */
const THURSDAY = 3;

/** One text per credential and calendar week: an old credential is said once a week, not at every call. */
export function credentialWeek({ signIn, credential }: Facts, person: string | null): string {
	const week = Math.floor((signIn.time / DAY + THURSDAY) / 7);
	return `${credential.keyId ?? person}|${week}`;
}
