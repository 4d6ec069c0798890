import type { OperateDeps } from '../../../cli/operate/deps.ts';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import {
	aDecisionWorld,
	type DecisionWorld,
	eachKindOfStores,
	type Stores,
} from '../../support/decision-world.ts';

/** A world in which somebody works at a terminal. */
export interface World extends DecisionWorld {
	readonly deps: DecisionWorld['deps'] & Pick<OperateDeps, 'tell'>;
	/** Everything printed since the last time this was asked. */
	readonly printed: () => string;
}

export function aWorld(over?: Partial<ConfigurationInput>, stores?: Stores): World {
	const lines: string[] = [];
	const world = aDecisionWorld(over, stores === undefined ? {} : { stores });
	const tell = async (line: string) => {
		lines.push(line);
	};
	return {
		...world,
		deps: { ...world.deps, tell },
		printed: () => lines.splice(0).join('\n'),
	};
}

/** For each kind of store its name, and what makes a world on it. */
export function eachWorld(): [string, () => Promise<World>][] {
	return eachKindOfStores().map(([name, make]) => [
		name,
		async () => aWorld(undefined, await make()),
	]);
}
