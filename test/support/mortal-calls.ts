import type { Table } from '../../shared/runtime/dynamodb-table.ts';

/** The process that a test pretends to be died. */
export class Killed extends Error {
	constructor() {
		super('killed');
	}
}

/** Every effect of a pretended process, counted, so that it can be killed between any two of them. */
export interface MortalCalls {
	run<T>(effect: () => T | Promise<T>): Promise<T>;
	/** From now on it dies at its nth call, before or after that has taken effect, and does nothing more. */
	dieAt(call: number, when: 'before' | 'after'): void;
	/** True where it has died. */
	isDead(): boolean;
	/** Another process takes its place. */
	revive(): void;
}

/** The calls of a process that lives. */
export function mortalCalls(): MortalCalls {
	let death: { readonly call: number; readonly when: 'before' | 'after' } | null = null;
	let sent = 0;
	let dead = false;
	const die = (): never => {
		dead = true;
		throw new Killed();
	};
	return {
		async run(effect) {
			const call = ++sent;
			const isLast = death?.call === call;
			if (dead || (isLast && death?.when === 'before')) return die();
			// What fails has had its answer lost as well.
			const [result] = await Promise.allSettled([(async () => effect())()]);
			if (isLast) return die();
			if (result.status === 'rejected') throw result.reason;
			return result.value;
		},
		dieAt(call, when) {
			death = { call: sent + call, when };
		},
		isDead: () => dead,
		revive() {
			death = null;
			dead = false;
		},
	};
}

/** The table, of which every call can be the last. */
export function mortalTable(table: Table, calls: MortalCalls): Table {
	const client = new Proxy(table.client, {
		get: (policy, name) => {
			const value = Reflect.get(policy, name);
			if (name !== 'send') return value;
			return (...args: unknown[]) => calls.run(() => Reflect.apply(value, policy, args));
		},
	});
	return { ...table, client };
}
