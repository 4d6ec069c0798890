import { printable } from '../terminal.ts';

/** Counts by name. A log has few principals, networks and reasons compared with its records. */
export type Tally<Name = string> = Map<Name, number>;

/** How many entries a list of the summary has, unless it says otherwise. */
const MOST = 5;

/** Adds to the number of a name. */
export function count<Name>(tally: Tally<Name>, name: Name, more = 1): void {
	tally.set(name, (tally.get(name) ?? 0) + more);
}

/** All numbers together. */
export function sumOf(tally: ReadonlyMap<unknown, number>): number {
	return [...tally.values()].reduce((sum, one) => sum + one, 0);
}

/** `7,679`. */
export function number(amount: number): string {
	return amount.toLocaleString('en');
}

/** `1 file`, `7,679 records`. */
export function counted(amount: number, one: string, many = `${one}s`): string {
	return `${number(amount)} ${amount === 1 ? one : many}`;
}

/** `a, b, and 3 more`. */
export function listed(entries: readonly string[], most = MOST): string {
	const more = entries.length - most;
	const shown = entries.slice(0, most).join(', ');
	return more > 0 ? `${shown}, and ${number(more)} more` : shown;
}

/** `root 18, minji 16, and 26 more`: the largest first. */
export function largest(tally: Tally, most = MOST): string {
	const sorted = [...tally].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
	return listed(
		sorted.map(([name, amount]) => `${printable(name)} ${number(amount)}`),
		most,
	);
}
