import { sha256 } from '../runtime/sha256.ts';

const OUR_ID = /^[0-9a-f]{6,64}$/;

/**
 * Ten hexadecimal digits: enough to tell a year's cases apart, short enough to be read aloud. `opening` tells apart the
 * cases under one key: when it began, or its number. Two judges that open the same case at once agree on it.
 */
export function caseId(key: string, opening: number): string {
	return sha256(`${key}|${opening}`).slice(0, 10);
}

/** True for ids of cases and containments. Nothing else is put into text that somebody will run. */
export function isOurId(text: string): boolean {
	return OUR_ID.test(text);
}
