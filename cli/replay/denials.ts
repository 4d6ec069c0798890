import { localDay } from '../../shared/runtime/local-time.ts';
import type { JudgedSignIn } from '../../shared/verdict/judged-sign-in.ts';
import { printable } from '../terminal.ts';
import type { PlanOutcome } from './plan-log.ts';

const MOST_NETWORKS = 5;

/**
 * Counts how many people would have been denied in mode `contain`, on which days and from which
 * networks. A team looks at this before it enables containment.
 */
export class Denials {
	readonly #people = new Set<string>();
	readonly #byDay = new Map<string, Set<string>>();
	readonly #byNetwork = new Map<string, Set<string>>();
	readonly #held = new Set<string>();
	readonly #breaker: string[] = [];

	/** Adds one sign-in. Days are those of the time zone. */
	add({ signIn, verdict }: JudgedSignIn, outcome: PlanOutcome, timeZone: string): void {
		if (outcome.breakerOpened === null && outcome.requests.length === 0) return;
		const day = localDay(signIn.time, timeZone);
		if (outcome.breakerOpened !== null) this.#breaker.push(`${day} (${outcome.breakerOpened})`);
		for (const { person } of outcome.requests) {
			if (outcome.notContained === 'breaker-open') this.#held.add(person);
			if (outcome.notContained !== null) continue;
			this.#people.add(person);
			join(this.#byDay, day, person);
			join(this.#byNetwork, verdict.network.key, person);
		}
	}

	/** Gives the lines of the summary; none if nobody would have been denied or held. */
	lines(): string[] {
		return [...this.#deniedLines(), ...this.#breakerLines()];
	}

	#deniedLines(): string[] {
		if (this.#people.size === 0) return [];
		return [
			`would be denied from untrusted networks: ${people(this.#people.size)}`,
			`on which days: ${counts(this.#byDay, Number.POSITIVE_INFINITY)}`,
			`from which networks: ${counts(this.#byNetwork, MOST_NETWORKS)}`,
		];
	}

	/** The breaker may have opened before the period of the summary. */
	#breakerLines(): string[] {
		const held = [...this.#held].filter((person) => !this.#people.has(person)).length;
		if (this.#breaker.length === 0 && held === 0) return [];
		const when = this.#breaker.join(', ') || 'before';
		return [`the circuit breaker would have opened: ${when}; held for a human: ${people(held)}`];
	}
}

function join(map: Map<string, Set<string>>, key: string, person: string): void {
	map.set(key, (map.get(key) ?? new Set()).add(person));
}

function people(count: number): string {
	return count === 1 ? '1 person' : `${count} people`;
}

function counts(map: Map<string, Set<string>>, most: number): string {
	const listed = [...map]
		.slice(0, most)
		.map(([key, persons]) => `${printable(key)} ${persons.size}`);
	const more = map.size > most ? `, and ${map.size - most} more` : '';
	return `${listed.join(', ')}${more}`;
}
