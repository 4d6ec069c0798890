/** Waits this many milliseconds. */
export type Sleep = (ms: number) => Promise<void>;

/** IAM was seen to take three to four seconds until a write shows everywhere; longer is for the next run. */
const LOOKS = 5;
const PAUSE_MS = 1_000;

/** Looks until what was written shows. False when it still does not: it may be so all the same. */
export async function untilSeen(isThere: () => Promise<boolean>, sleep: Sleep): Promise<boolean> {
	for (let look = 1; look < LOOKS; look++) {
		if (await isThere()) return true;
		await sleep(PAUSE_MS);
	}
	return isThere();
}
