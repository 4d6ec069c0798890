/** Waits this many milliseconds. */
export type Sleep = (ms: number) => Promise<void>;

/**
 * IAM took three to four seconds to show a write everywhere. If it takes longer, the next run
 * checks.
 */
const LOOKS = 5;
const PAUSE_MS = 1_000;

/**
 * Reads until a write is visible. False if it is still not visible; it may have succeeded all the
 * same.
 */
export async function untilSeen(isThere: () => Promise<boolean>, sleep: Sleep): Promise<boolean> {
	for (let look = 1; look < LOOKS; look++) {
		if (await isThere()) return true;
		await sleep(PAUSE_MS);
	}
	return isThere();
}
