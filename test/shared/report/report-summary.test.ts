import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINDING_SEVERITIES } from '../../../shared/report/finding-codes.ts';
import { notesOf, readSummary, summaryOf } from '../../../shared/report/report-summary.ts';
import { aFinding, anActivity, aReport, aReportedKey } from '../../support/a-report.ts';

const masked = { fullKeyIds: false };

describe('summaryOf', () => {
	it('holds what somebody must act on, and neither hints nor users who are gone', () => {
		const credentials = [
			aReportedKey({ user: 'old' }),
			aReportedKey({ user: 'hint', findings: [aFinding({ severity: 'info' })] }),
			aReportedKey({ user: 'gone', isGone: true }),
		];
		const { more, ...summary } = summaryOf(aReport({ credentials }), masked);
		expect(summary.credentials.map(({ user }) => user)).toEqual(['old']);
		expect(more).toBe(0);
	});

	it('shows the oldest first, and those without an age last', () => {
		const credentials = [100, null, 3000, 0].map((ageDays) => aReportedKey({ ageDays }));
		const ages = summaryOf(aReport({ credentials }), masked).credentials.map((one) => one.ageDays);
		expect(ages).toEqual([3000, 100, 0, null]);
	});

	it('counts what does not fit', () => {
		const credentials = Array.from({ length: 75 }, () => aReportedKey());
		const summary = summaryOf(aReport({ credentials }), masked);
		expect([summary.credentials.length, summary.more]).toEqual([60, 15]);
	});

	it('masks key ids unless it is told otherwise', () => {
		expect(JSON.stringify(summaryOf(aReport(), masked))).not.toContain('AKIAEXAMPLEDEPLO7Q2M');
		const [whole] = summaryOf(aReport(), { fullKeyIds: true }).credentials;
		expect(whole?.credential).toBe('AKIAEXAMPLEDEPLO7Q2M');
	});

	it('gives each note with its account', () => {
		const report = aReport();
		const accounts = report.accounts.map((one) => ({ ...one, notes: ['no tags', 'no keys'] }));
		expect(notesOf({ accounts })).toEqual([
			{ account: '111122223333', why: 'no tags' },
			{ account: '111122223333', why: 'no keys' },
		]);
		expect(summaryOf({ ...report, accounts }, masked).notes).toHaveLength(2);
	});
});

describe('readSummary', () => {
	const someText = fc.string({ unit: 'binary' });
	const someKey = fc
		.record({
			...{ user: someText, ageDays: fc.option(fc.nat()), isNew: fc.boolean() },
			...{ owner: someText, severity: fc.constantFrom(...FINDING_SEVERITIES), detail: someText },
		})
		.map(({ owner, severity, detail, ...given }) =>
			aReportedKey({
				...given,
				owner: { value: owner, source: 'tag', tag: owner },
				findings: [aFinding({ severity, detail })],
				use: { iam: null, history: anActivity({ programs: [owner] }), trail: null },
			}),
		);
	const someReport = fc
		.record({
			credentials: fc.array(someKey, { maxLength: 70 }),
			failed: fc.array(fc.record({ account: someText, why: someText }), { maxLength: 5 }),
			previousAgeBands: fc.option(fc.array(fc.nat(), { minLength: 5, maxLength: 5 })),
		})
		.map((given) => aReport(given));

	it('gives every summary back after it was kept as JSON', () => {
		fc.assert(
			fc.property(someReport, fc.boolean(), (report, fullKeyIds) => {
				const summary = summaryOf(report, { fullKeyIds });
				expect(readSummary(JSON.stringify(summary))).toEqual(summary);
			}),
			{ numRuns: 50 },
		);
	});

	const good = summaryOf(aReport(), masked);
	it.each([
		['nothing', ''],
		['an empty object', '{}'],
		['a list', '[]'],
		['a part of the JSON', JSON.stringify(good).slice(0, -1)],
		['too few age bands', JSON.stringify({ ...good, ageBands: [1, 2, 3, 4] })],
		['credentials that are texts', JSON.stringify({ ...good, credentials: ['deploy'] })],
		['credentials that are nothing', JSON.stringify({ ...good, credentials: [null] })],
		['credentials without findings', JSON.stringify({ ...good, credentials: [{ user: 'x' }] })],
		['a count that is a text', JSON.stringify({ ...good, more: '3' })],
	])('refuses %s', (_, text) => {
		expect(() => readSummary(text)).toThrow();
	});
});
