import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	clustersOf,
	densityOf,
	lanesOf,
	type Placed,
	rankOf,
} from '../../../../cli/replay/html/browser/lanes.ts';
import { SharedRows } from '../../../../cli/replay/html/card-data.ts';
import { pageCase } from '../../../../cli/replay/html/page-case.ts';
import { SEVERITIES } from '../../../../shared/verdict/verdict.ts';
import { messageSettings } from '../../../support/a-case.ts';
import { manyCases } from '../../../support/a-page.ts';

const context = { settings: messageSettings(), rows: new SharedRows(), lanes: new Map() };
const [one] = manyCases(1, 1).map((planned) => pageCase(planned, context));

const someCases = fc
	.array(
		fc.record({
			from: fc.integer({ min: 0, max: 1_000 }),
			lane: fc.integer({ min: 0, max: 5 }),
			severity: fc.constantFrom(...SEVERITIES),
		}),
	)
	.map((given): readonly Placed[] =>
		given
			.toSorted((a, b) => a.from - b.from)
			.flatMap((fields, place) =>
				one === undefined ? [] : [{ place, data: { ...one, ...fields } }],
			),
	);
const itself = (time: number) => time;

describe('the lanes', () => {
	it('have every case once, the most severe lanes first', () => {
		fc.assert(
			fc.property(someCases, (cases) => {
				const lanes = lanesOf(cases);
				const places = lanes.flatMap((lane) => lane.cases.map(({ place }) => place));
				expect(places.toSorted((a, b) => a - b)).toEqual(cases.map(({ place }) => place));
				const ranks = lanes.map(({ worst }) => rankOf(worst.data));
				expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
			}),
		);
	});

	it('draw no two marks over each other, lose no case, and show the most severe', () => {
		fc.assert(
			fc.property(someCases, (cases) => {
				const clusters = clustersOf({ cases }, itself, 24);
				expect(clusters.flatMap((cluster) => cluster.cases)).toEqual(cases);
				const gaps = clusters.slice(1).map(({ x }, at) => x - (clusters[at]?.x ?? 0));
				expect(gaps.every((gap) => gap >= 24)).toBe(true);
				for (const { worst, cases: own } of clusters)
					expect(rankOf(worst.data)).toBe(Math.max(...own.map(({ data }) => rankOf(data))));
			}),
		);
	});

	it('count every case of the view in the bands', () => {
		fc.assert(
			fc.property(someCases, (cases) => {
				const bins = densityOf(cases, itself, { width: 500, bar: 5 });
				const inView = cases.filter(({ data }) => data.from <= 500);
				expect(bins.flatMap((bin) => bin.cases).length).toBe(inView.length);
			}),
		);
	});
});
