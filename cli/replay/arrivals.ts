import type { Message } from './worker-task.ts';

/** The workers' messages, kept until their turn comes. */
export interface Arrivals {
	put(message: Message): void;
	/** Nothing more will come: whoever waits is told why. */
	fail(error: Error): void;
	/** The next message of a stretch. Rejects where none has arrived and something has failed. */
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
