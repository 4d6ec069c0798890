import type { Message } from './worker-task.ts';

/** Keeps the workers' messages until it is their turn. */
export interface Arrivals {
	put(message: Message): void;
	/** Call it if nothing more will come: everybody who waits receives the error. */
	fail(error: Error): void;
	/**
	 * Gives the next message of a stretch. Rejects if none has arrived and something has failed.
	 */
	next(stretch: number): Promise<Message>;
}

export function createArrivals(): Arrivals {
	const waiting = new Map<number, Message[]>();
	let failure: Error | null = null;
	let wake = () => {};

	function take(stretch: number): Message | undefined {
		const messages = waiting.get(stretch);
		const message = messages?.shift();
		if (messages?.length === 0) waiting.delete(stretch);
		return message;
	}

	return {
		put(message) {
			const messages = waiting.get(message.stretch);
			if (messages) messages.push(message);
			else waiting.set(message.stretch, [message]);
			wake();
		},
		fail(error) {
			failure ??= error;
			wake();
		},
		async next(stretch) {
			for (;;) {
				const message = take(stretch);
				if (message) return message;
				if (failure) throw failure;
				await new Promise<void>((resolve) => {
					wake = resolve;
				});
			}
		},
	};
}
