import { sha256 } from '../runtime/sha256.ts';

const OUR_ID = /^[0-9a-f]{6,64}$/;

/**
 * The id of a case: ten hexadecimal digits, enough to distinguish the cases of a year and short
 * enough to read aloud. `opening` distinguishes the cases of one key: the time when the case began,
 * or its number. Two functions that open the same case at once get the same id.
 */
export function caseId(key: string, opening: number): string {
	return sha256(`${key}|${opening}`).slice(0, 10);
}

/**
 * True for ids of cases and containments. Nothing else goes into a command that somebody will run.
 */
export function isOurId(text: string): boolean {
	return OUR_ID.test(text);
}
