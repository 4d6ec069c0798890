import type { Table } from '../../shared/runtime/dynamodb-table.ts';

/**
 * Counts rounds of calls: the calls of one round were made at the same time, and the next round
 * waited for them.
 */
export interface RoundCounter {
	readonly rounds: () => number;
	/** Every call in order, with the name of its command and the number of its round. */
	readonly calls: readonly { readonly name: string; readonly round: number }[];
	/** The round of the first call with this name. Throws if there was none. */
	roundOf(name: string): number;
	/**
	 * An SDK client whose requests are answered only when no more calls can be made without an
	 * answer.
	 */
	watch<Client extends object>(client: Client): Client;
	/** The same for anything else that counts as a call. */
	inTurn<T>(name: string, call: () => Promise<T>): Promise<T>;
}

type Next = (args: unknown) => Promise<unknown>;

/** The common part of all commands of the AWS SDK. */
interface Command {
	readonly middlewareStack: { readonly add: (...args: unknown[]) => void };
}

/**
 * Fetching credentials is a call before the request, not within it. The document client adds the
 * middlewares of a command twice; `override` keeps one.
 */
const INNERMOST = {
	step: 'deserialize',
	priority: 'low',
	name: 'countRounds',
	override: true,
} as const;

/** A counter at zero. */
export function roundCounter(): RoundCounter {
	const calls: { name: string; round: number }[] = [];
	let rounds = 0;
	let running = 0;
	let waiting: (() => void)[] = [];

	function open(): void {
		if (running > 0 || waiting.length === 0) return;
		rounds++;
		running = waiting.length;
		for (const go of waiting) go();
		waiting = [];
	}

	async function inTurn<T>(name: string, call: () => Promise<T>): Promise<T> {
		await new Promise<void>((go) => {
			waiting.push(go);
			setImmediate(open);
		});
		calls.push({ name, round: rounds });
		try {
			return await call();
		} finally {
			running--;
			setImmediate(open);
		}
	}

	return {
		rounds: () => rounds,
		calls,
		roundOf: (name) => {
			const call = calls.find((one) => one.name === name);
			if (call === undefined) throw new Error(`there was no call ${name}`);
			return call.round;
		},
		watch: (client) => watched(client, inTurn),
		inTurn,
	};
}

function watched<Client extends object>(client: Client, inTurn: RoundCounter['inTurn']): Client {
	return new Proxy(client, {
		get: (policy, name) => {
			const value: unknown = Reflect.get(policy, name);
			if (name !== 'send' || typeof value !== 'function') return value;
			return (command: Command, ...others: unknown[]) => {
				const call = command.constructor.name.replace(/Command$/, '');
				command.middlewareStack.add(
					(next: Next): Next =>
						(args) =>
							inTurn(call, () => next(args)),
					INNERMOST,
				);
				return Reflect.apply(value, policy, [command, ...others]);
			};
		},
	});
}

/** A table whose calls are counted in rounds. */
export function countRounds(table: Table): { table: Table; rounds: () => number } {
	const counter = roundCounter();
	return { table: { ...table, client: counter.watch(table.client) }, rounds: counter.rounds };
}
