import type { OperateDeps } from '../../../cli/operate/deps.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import {
	aDecisionWorld,
	type DecisionWorld,
	eachKindOfStores,
	type Stores,
} from '../../support/decision-world.ts';

/** A world in which somebody works at a terminal. */
export interface World extends DecisionWorld {
	readonly deps: DecisionWorld['deps'] & Pick<OperateDeps, 'tell' | 'confirm' | 'sleep' | 'screen'>;
	/** The questions that were asked; each is answered with `answers`, and no answer is an error. */
	readonly asked: string[];
	readonly answers: boolean[];
	/** Gives everything that was printed since the last call. */
	readonly printed: () => string;
}

export function aWorld(over?: Partial<ConfigurationInput>, stores?: Stores): World {
	const lines: string[] = [];
	const world = aDecisionWorld(over, stores === undefined ? {} : { stores });
	const tell = async (line: string) => {
		lines.push(line);
	};
	const asked: string[] = [];
	const answers: boolean[] = [];
	const confirm = async (question: string) => {
		asked.push(question);
		const answer = answers.shift();
		if (answer === undefined) throw new UsageError(`${question} no terminal: add --yes`);
		return answer;
	};
	const sleep = async (ms: number) => world.wait(ms / 60_000);
	const screen = { isTerminal: false, stopSignal: () => AbortSignal.abort() };
	return {
		...world,
		deps: { ...world.deps, tell, confirm, sleep, screen },
		...{ asked, answers },
		printed: () => lines.splice(0).join('\n'),
	};
}

/** For each kind of store its name, and the function that makes a world on it. */
export function eachWorld(): [string, () => Promise<World>][] {
	return eachKindOfStores().map(([name, make]) => [
		name,
		async () => aWorld(undefined, await make()),
	]);
}
