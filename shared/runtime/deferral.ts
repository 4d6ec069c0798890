/** Has a message come back later than its queue would give it. */
export interface Deferral {
	/** The message is hidden for so long from now on, at least a second. It counts as received once more. */
	defer(receiptHandle: string, ms: number): Promise<void>;
}
