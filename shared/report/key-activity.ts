import type { KeyUse } from '../history/key-use.ts';
import type { KeyActivity, UsedNetwork } from './credential-use.ts';
import { machineOf, programOf } from './program.ts';
import { DAY } from './whole-days.ts';

/** So many of each kind are listed. */
const MOST_LISTED = 20;
/**
 * So many different values of each kind are counted. A thief who changes the user agent with every
 * call must not fill the memory.
 */
const MOST_COUNTED = 10_000;
/** Only uses of so many days before the last one decide on what a key runs. */
const RECENT_DAYS = 90;

/**
 * Counts what is seen of one key. Any order of the calls gives the same summary, as long as there are
 * not more different values than are counted.
 */
export class KeyActivityCounter {
	readonly #networks = new Map<string, UsedNetwork>();
	readonly #services = new Map<string, number>();
	readonly #actions = new Map<string, number>();
	readonly #programs = new Map<string, number>();
	/** When each kind of machine was last seen; null stands for no machine. */
	readonly #machines = new Map<string | null, number>();
	readonly #days = new Set<number>();
	#calls = 0;
	#sessions = 0;
	#lastAt: number | null = null;

	/** Adds one call. `madeSession`: it obtained temporary credentials. */
	add({ agent, service, action, lastAt, ...where }: KeyUse, madeSession: boolean): void {
		this.#calls++;
		if (madeSession) this.#sessions++;
		this.#lastAt = Math.max(this.#lastAt ?? lastAt, lastAt);
		this.#days.add(Math.floor(lastAt / DAY));
		keepLatest(this.#networks, where.network, { ...where, lastAt });
		count(this.#services, service);
		count(this.#actions, `${service}:${action}`);
		const program = programOf(agent);
		if (program !== null) count(this.#programs, program);
		const machine = machineOf(agent);
		this.#machines.set(machine, Math.max(this.#machines.get(machine) ?? lastAt, lastAt));
	}

	summary(): KeyActivity {
		return {
			calls: this.#calls,
			networks: sorted(this.#networks).slice(0, MOST_LISTED),
			networkCount: this.#networks.size,
			services: mostFrequent(this.#services),
			actions: mostFrequent(this.#actions),
			programs: mostFrequent(this.#programs),
			runsOn: this.#runsOn(),
			days: this.#days.size,
			sessions: this.#sessions,
			lastAt: this.#lastAt,
		};
	}

	/** The one machine of which all recent user agents speak, or null. */
	#runsOn(): string | null {
		const since = (this.#lastAt ?? 0) - RECENT_DAYS * DAY;
		const recent = [...this.#machines].filter(([, lastAt]) => lastAt >= since);
		return recent.length === 1 ? (recent[0]?.[0] ?? null) : null;
	}
}

/** Summarises what history knows of a key: its latest use at each network. */
export function activityOfUses(uses: readonly KeyUse[]): KeyActivity {
	const counter = new KeyActivityCounter();
	for (const use of uses) counter.add(use, false);
	return counter.summary();
}

function keepLatest(networks: Map<string, UsedNetwork>, key: string, network: UsedNetwork): void {
	const known = networks.get(key);
	const isFull = known === undefined && networks.size >= MOST_COUNTED;
	if (!isFull && (known === undefined || known.lastAt < network.lastAt)) networks.set(key, network);
}

function count(counts: Map<string, number>, name: string): void {
	const known = counts.get(name);
	if (known !== undefined || counts.size < MOST_COUNTED) counts.set(name, (known ?? 0) + 1);
}

/** Untrusted networks come first, so that a long list of others cannot hide them. */
function sorted(networks: ReadonlyMap<string, UsedNetwork>): UsedNetwork[] {
	const rank = ({ classification }: UsedNetwork) => (classification === 'untrusted' ? 0 : 1);
	return [...networks.values()].toSorted(
		(one, other) =>
			rank(one) - rank(other) ||
			other.lastAt - one.lastAt ||
			(one.network < other.network ? -1 : 1),
	);
}

function mostFrequent(counts: ReadonlyMap<string, number>): string[] {
	return [...counts]
		.toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
		.slice(0, MOST_LISTED)
		.map(([name]) => name);
}
