import type { Table } from '../../shared/runtime/dynamodb-table.ts';

/** The simulated process was killed. */
export class Killed extends Error {
	constructor() {
		super('killed');
	}
}

/** Counts the effects of a simulated process, so that it can be killed between any two of them. */
export interface KillableCalls {
	run<T>(effect: () => T | Promise<T>): Promise<T>;
	/** Kills it at its n-th call from now on, before or after that call takes effect. */
	killAt(call: number, when: 'before' | 'after'): void;
	/** True if it was killed. */
	isKilled(): boolean;
	/** Starts another process in its place. */
	restart(): void;
}

/** The calls of a process that was not killed yet. */
export function killableCalls(): KillableCalls {
	let plan: { readonly call: number; readonly when: 'before' | 'after' } | null = null;
	let sent = 0;
	let killed = false;
	const kill = (): never => {
		killed = true;
		throw new Killed();
	};
	return {
		async run(effect) {
			const call = ++sent;
			const isLast = plan?.call === call;
			if (killed || (isLast && plan?.when === 'before')) return kill();
			// If the call fails, its answer is lost too.
			const [result] = await Promise.allSettled([(async () => effect())()]);
			if (isLast) return kill();
			if (result.status === 'rejected') throw result.reason;
			return result.value;
		},
		killAt(call, when) {
			plan = { call: sent + call, when };
		},
		isKilled: () => killed,
		restart() {
			plan = null;
			killed = false;
		},
	};
}

/** A table on which the process can be killed at every call. */
export function killableTable(table: Table, calls: KillableCalls): Table {
	const client = new Proxy(table.client, {
		get: (original, name) => {
			const value = Reflect.get(original, name);
			if (name !== 'send') return value;
			return (...args: unknown[]) => calls.run(() => Reflect.apply(value, original, args));
		},
	});
	return { ...table, client };
}
