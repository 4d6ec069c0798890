/** One call that was answered. */
export interface WatchedCall {
	readonly name: string;
	/** How many calls, this one included, had to follow each other until it was answered. */
	readonly depth: number;
}

/** Counts how many calls follow each other: a call that begins after another was answered is one deeper. */
export interface SequentialDepth {
	watch<T>(name: string, send: () => Promise<T>): Promise<T>;
	/** Has every request that a client sends watched, by the name of its command, until it is told to stop. */
	watchClient(client: WatchableClient): () => void;
	/** In the order of their answers. */
	readonly calls: readonly WatchedCall[];
	/** Of the first call with this name; throws where there was none. */
	depthOf(name: string): number;
}

type Next = (args: unknown) => Promise<unknown>;

/** What every client of the AWS SDK has; their middlewares differ in types that do not matter here. */
export interface WatchableClient {
	readonly middlewareStack: {
		readonly add: (...args: never[]) => void;
		readonly remove: (name: string) => boolean;
	};
}

/** Credentials that are fetched on the way are calls before a request, not within it. */
const INNERMOST = { step: 'deserialize', priority: 'low', name: 'sequentialDepth' } as const;

export function sequentialDepth(): SequentialDepth {
	const calls: WatchedCall[] = [];
	let deepest = 0;
	const watch = async <T>(name: string, send: () => Promise<T>): Promise<T> => {
		const depth = deepest + 1;
		try {
			return await send();
		} finally {
			deepest = Math.max(deepest, depth);
			calls.push({ name, depth });
		}
	};
	return {
		watch,
		watchClient: ({ middlewareStack }) => {
			const middleware =
				(next: Next, { commandName }: { readonly commandName?: string }): Next =>
				(args) =>
					watch(`${commandName}`.replace(/Command$/, ''), () => next(args));
			Reflect.apply(middlewareStack.add, middlewareStack, [middleware, INNERMOST]);
			return () => void middlewareStack.remove(INNERMOST.name);
		},
		calls,
		depthOf: (name) => {
			const call = calls.find((one) => one.name === name);
			if (call === undefined) throw new Error(`there was no call ${name}`);
			return call.depth;
		},
	};
}
