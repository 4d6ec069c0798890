import { oneLine } from '../operate/containment-text.ts';
import type { Place } from './place.ts';
import type { VerifyDeps } from './verify-deps.ts';

/**
 * `differs`: AWS answered something else than expected. `not checked`: nobody knows yet. `doubt`: a
 * person must decide whether it is right.
 */
export const MARKS = ['differs', 'not checked', 'doubt', 'ok'] as const;
export type Mark = (typeof MARKS)[number];

/** One answer. Its text is one line without control characters. */
export interface Finding {
	readonly mark: Mark;
	/** What was found, and what was expected if it differs. */
	readonly says: string;
	/** Commands, or sentences, that help; none if nothing must be done. */
	readonly help: readonly string[];
}

/** One thing that a program can ask. It only reads. */
export interface Check {
	/** In whose account it can be asked. */
	readonly places: readonly Place[];
	/** How a person asks the same. */
	readonly byHand: string;
	readonly ask: (deps: VerifyDeps) => Promise<readonly Finding[]>;
}

/** One of the looks of docs/first-deployment.md, in its order. */
export interface Look {
	/** The heading there, without its number. */
	readonly title: string;
	readonly checks: readonly Check[];
	/** What a person must still look at; null if the checks are enough. */
	readonly human: string | null;
	/** True if a single account has nothing of it that a person must look at. */
	readonly isOfOrganization?: true;
}

/** Texts may contain what AWS or an attacker named, and reports are read in terminals. */
const LONGEST = 1_000;

export function ok(says: string): Finding {
	return { mark: 'ok', says: oneLine(says, LONGEST), help: [] };
}

export function differs(says: string, ...help: readonly string[]): Finding {
	return { ...ok(says), mark: 'differs', help: help.map((one) => oneLine(one, LONGEST)) };
}

export function doubt(says: string, ...help: readonly string[]): Finding {
	return { ...differs(says, ...help), mark: 'doubt' };
}

export function notChecked(says: string, ...help: readonly string[]): Finding {
	return { ...differs(says, ...help), mark: 'not checked' };
}
