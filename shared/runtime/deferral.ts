/** Makes a message come back later than its queue would deliver it again. */
export interface Deferral {
	/**
	 * Hides the message for so long from now on, at least a second. The message then counts as
	 * received once more.
	 */
	defer(receiptHandle: string, ms: number): Promise<void>;
}
