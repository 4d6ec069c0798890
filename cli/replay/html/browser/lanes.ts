import type { Severity } from '../../../../shared/verdict/verdict.ts';
import type { CaseData } from './page-data.ts';

/** A case with its place in the data. */
export interface Placed {
	readonly place: number;
	readonly data: CaseData;
}

/** Cases of one person, workload or address, in the order of time, and the most severe of them. */
export interface Lane {
	readonly cases: readonly Placed[];
	readonly worst: Placed;
}

/** Cases that are too close to be drawn beside each other. */
export interface Cluster extends Lane {
	readonly x: number;
}

const RANKS: Readonly<Record<Severity, number>> = {
	...{ info: 0, low: 1, medium: 2, high: 3, critical: 4 },
};

/** The severity as a number to compare. */
export function rankOf({ severity }: Pick<CaseData, 'severity'>): number {
	return RANKS[severity];
}

/** One lane each, first the one with the most severe case, then the one with the most cases. */
export function lanesOf(cases: readonly Placed[]): readonly Lane[] {
	const byLane = Map.groupBy(cases, ({ data }) => data.lane);
	return [...byLane.values()]
		.flatMap(withWorst)
		.sort(
			(a, b) =>
				rankOf(b.worst.data) - rankOf(a.worst.data) ||
				b.cases.length - a.cases.length ||
				a.worst.data.from - b.worst.data.from,
		);
}

/** Joins cases of a lane that are nearer than `room` pixels. They stay in the order of time. */
export function clustersOf(
	{ cases }: Pick<Lane, 'cases'>,
	xOfTime: (time: number) => number,
	room: number,
): readonly Cluster[] {
	const groups: { readonly start: number; readonly cases: Placed[] }[] = [];
	for (const one of cases) {
		const x = xOfTime(one.data.from);
		const last = groups.at(-1);
		if (last !== undefined && x - last.start < room) last.cases.push(one);
		else groups.push({ start: x, cases: [one] });
	}
	return groups.flatMap(({ start, cases: own }) =>
		withWorst(own).map((lane) => ({ x: start, ...lane })),
	);
}

/** The cases with the first of the most severe ones; nothing if there are none. */
function withWorst(cases: readonly Placed[]): readonly Lane[] {
	const [first, ...others] = cases;
	if (first === undefined) return [];
	const worst = others.reduce((a, b) => (rankOf(b.data) > rankOf(a.data) ? b : a), first);
	return [{ cases, worst }];
}

/** How many cases begin in each of so many equal parts of the width, and how severe they are. */
export function densityOf(
	cases: readonly Placed[],
	xOfTime: (time: number) => number,
	{ width, bar }: { readonly width: number; readonly bar: number },
): readonly Cluster[] {
	const inside = cases.filter(({ data }) => {
		const x = xOfTime(data.from);
		return x >= 0 && x <= width;
	});
	const bins = Map.groupBy(inside, ({ data }) => Math.floor(xOfTime(data.from) / bar));
	return [...bins].flatMap(([bin, own]) =>
		withWorst(own).map((lane) => ({ x: bin * bar, ...lane })),
	);
}
