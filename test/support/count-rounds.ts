import type { Table } from '../../shared/runtime/dynamodb-table.ts';

/** Counts the rounds in which calls were made: those of one round were made at once, the next round waited for it. */
export interface RoundCounter {
	readonly rounds: () => number;
	/** Names of the commands that were sent, in order. */
	readonly commands: string[];
	/** An SDK client that answers only when everybody who can ask has asked. */
	watch<Client extends object>(client: Client): Client;
	/** The same for anything that stands for a call. */
	inTurn<T>(name: string, call: () => Promise<T>): Promise<T>;
}

export function roundCounter(): RoundCounter {
	const commands: string[] = [];
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
		commands.push(name);
		await new Promise<void>((go) => {
			waiting.push(go);
			setImmediate(open);
		});
		try {
			return await call();
		} finally {
			running--;
			setImmediate(open);
		}
	}

	function watch<Client extends object>(client: Client): Client {
		return new Proxy(client, {
			get: (target, name) => {
				const value: unknown = Reflect.get(target, name);
				if (name !== 'send' || typeof value !== 'function') return value;
				return (...args: unknown[]) =>
					inTurn(nameOf(args[0]), async () => Reflect.apply(value, target, args));
			},
		});
	}
	return { rounds: () => rounds, commands, watch, inTurn };
}

function nameOf(command: unknown): string {
	return command?.constructor.name ?? 'unknown';
}

/** A table whose calls are counted in rounds. */
export function countRounds(table: Table): { table: Table; rounds: () => number } {
	const counter = roundCounter();
	return { table: { ...table, client: counter.watch(table.client) }, rounds: counter.rounds };
}
