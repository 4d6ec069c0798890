import { describe, expect, it } from 'vitest';
import { Summary } from '../../../cli/replay/summary.ts';
import { refuse } from '../../../shared/record/record.ts';
import { aCase } from '../../support/a-case.ts';

const FIRST = Date.UTC(2026, 2, 3, 14, 59, 59);
const SECOND = FIRST + 1000;

function aSummary(): Summary {
	const summary = new Summary();
	summary.coverage.timeZone = 'Asia/Seoul';
	return summary;
}

describe('the summary', () => {
	it('begins with the period of the records in the configured zone, then counts by severity', () => {
		const summary = aSummary();
		for (const time of [SECOND, FIRST]) summary.coverage.add(time);
		for (const severity of ['high', 'high', 'low'] as const)
			summary.addCase({ ...aCase(), severity, needsMessage: true });
		summary.addCase({ ...aCase(), severity: 'critical', needsMessage: false });
		expect(summary.lines().slice(0, 2)).toEqual([
			'period: 2026-03-03 23:59:59 ~ 2026-03-04 00:00:00 (KST)',
			'3 messages: critical 0   high 2   medium 0   low 1   info 0',
		]);
	});

	it('says which time was asked for', () => {
		const summary = aSummary();
		summary.coverage.window = { since: FIRST, until: SECOND };
		expect(summary.lines()).toContain(
			'judged: from 2026-03-03 23:59:59 (KST) up to 2026-03-04 00:00:00 (KST)',
		);
	});

	it.each([
		[1, '1 file (0 skipped), 2.0 MB, 1 record, 1 of the sign-in services, 1 digest'],
		[
			1200,
			'1,200 files (0 skipped), 2.0 MB, 1,200 records, 1,200 of the sign-in services, 1,200 digests',
		],
	])('has the right number: %d', (number, line) => {
		const summary = aSummary();
		Object.assign(summary, { files: number, bytes: 2e6, records: number, signIns: number });
		summary.others.set('digest', number);
		expect(summary.lines()).toContain(line);
	});

	it('names the first damaged files, each with what to do, and counts the others', () => {
		const summary = aSummary();
		for (let file = 0; file < 7; file++)
			for (let time = 0; time < 2; time++)
				summary.addRefusal(`logs/${file}.gz`, refuse('file-damaged', 'gzip: it ends\u001b early'));
		summary.addRefusal('-', refuse('not-json', 'x'.repeat(1000)));
		const lines = summary.lines().slice(-9);
		expect(lines.slice(0, 2)).toEqual([
			expect.stringMatching(/^ {2}not readable: 14 × file-damaged \(the file ends early/),
			'    logs/0.gz: gzip: it ends early',
		]);
		expect(lines.slice(5, 8)).toEqual([
			'    logs/4.gz: gzip: it ends early',
			'    and 2 more files',
			expect.stringContaining('1 × not-json'),
		]);
		expect(lines.at(-1)).toMatch(/^ {4}standard input: x{300}$/);
		expect(summary.refused).toBe(15);
	});
});
