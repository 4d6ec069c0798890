import { sha256 } from '../runtime/sha256.ts';

/**
 * Ten hexadecimal digits: enough to tell a year's cases apart, short enough to be read aloud. `opening` tells apart the
 * cases under one key: when it began, or its number. Two judges that open the same case at once agree on it.
 */
export function caseId(key: string, opening: number): string {
	return sha256(`${key}|${opening}`).slice(0, 10);
}
