import type { Table } from '../../shared/runtime/dynamodb-table.ts';

/** Counts the rounds in which calls were made: those of one round were made at once, the next round waited for it. */
export interface RoundCounter {
	readonly rounds: () => number;
	/** Every call in order, by the name of its command, with the number of its round. */
	readonly calls: readonly { readonly name: string; readonly round: number }[];
	/** Of the first call with this name; throws where there was none. */
	roundOf(name: string): number;
	/** An SDK client whose requests are answered only when everybody who can ask has asked. */
	watch<Client extends object>(client: Client): Client;
	/** The same for anything that stands for a call. */
	inTurn<T>(name: string, call: () => Promise<T>): Promise<T>;
}

type Next = (args: unknown) => Promise<unknown>;

/** What every command of the AWS SDK has; their middlewares differ in types that do not matter here. */
interface Command {
	readonly middlewareStack: { readonly add: (...args: unknown[]) => void };
}

/**
 * Credentials that are fetched on the way are calls before a request, not within it. The document client puts a
 * command's middlewares in twice, of which `override` leaves one.
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
