/**
 * What reconcile does with many containments, part by part: `ends` extends and ends them, `repairs`
 * looks at all open ones.
 */
export type PartWork = 'ends' | 'repairs';

/** How far reconcile has come, so that a run that has no time left is continued by the next one. */
export interface PartPositions {
	/** Where the next part begins, as `openPart` takes it; null at the beginning. */
	read(work: PartWork): Promise<string | null>;
	write(work: PartWork, next: string | null): Promise<void>;
}
