import { killableCalls } from './killable-calls.ts';

/**
 * An error as the SDK throws it. Its message quotes what was sent, as AWS may, so that a test
 * notices a leak.
 */
export function awsError(name: string, fields: Readonly<Record<string, unknown>> = {}): Error {
	return Object.assign(new Error(`refused: {"Statement":"${SECRET}"}`), { name, ...fields });
}

/**
 * It is in every text that a test publishes and in every error of AWS, and must be in no outcome.
 */
export const SECRET = 'AIDASECRETPERSON';

/**
 * The calls to a stand-in, in order. A test may kill the caller at one of them, or have AWS refuse
 * an operation.
 */
export interface ScriptedCalls {
	readonly names: string[];
	/** Runs the effect of a call, unless the script prevents it. */
	run<T>(name: string, effect: () => T): Promise<T>;
	/** Starts another caller that is killed at its n-th call, before or after the effect. */
	killAt(call: number, when: 'before' | 'after'): void;
	refuse(name: string, error: Error): void;
	/** From now on all calls succeed. */
	recover(): void;
}

/** Calls that succeed until a test changes that. */
export function scriptedCalls(): ScriptedCalls {
	const names: string[] = [];
	const refusals = new Map<string, Error>();
	const calls = killableCalls();
	return {
		names,
		run(name, effect) {
			names.push(name);
			return calls.run(() => {
				const refusal = refusals.get(name);
				if (refusal !== undefined) throw refusal;
				return effect();
			});
		},
		killAt(call, when) {
			calls.restart();
			calls.killAt(call, when);
		},
		refuse: (name, error) => void refusals.set(name, error),
		recover() {
			calls.restart();
			refusals.clear();
		},
	};
}
