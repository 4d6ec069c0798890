import { describe, expect, it } from 'vitest';
import { columnWidth } from '../../../../shared/notification/card/column-width.ts';
import { summaryForms, summaryText } from '../../../../shared/notification/card/summary-message.ts';
import { type DailySummary, signInsOf } from '../../../../shared/summary/daily-summary.ts';
import type { Judged } from '../../../../shared/verdict/judged-sign-in.ts';
import { messageSettings } from '../../../support/a-case.ts';
import { anOdd, aWorkload, entryOf, MINUTE, NOON } from '../../../support/a-summary.ts';
import { aTellingDay, summaryOf } from '../../../support/a-telling-day.ts';
import { checkLimits } from '../../../support/check-limits.ts';

const ko = messageSettings();
const en = messageSettings({ locale: 'en' });

function textOf(summary: DailySummary, settings = ko): string {
	return summaryText(summary, settings, { colour: false });
}

describe('the message of the daily summary', () => {
	it('shows each line with who, where, how often, from where and when', () => {
		expect(textOf(aTellingDay()).split('\n')).toEqual([
			'▌ 일일 요약 · 2026-06-02',
			'▌ 바로 알리지 않고 모아 둔 로그인 기록 1,208건입니다.',
			'▌ 해석할 수 없는 기록',
			'▌ ❔ CreateToken (harbor-prod) · minji.kim · 성공 여부가 기록에 없습니다 · 2회 · 192.0.2.77 · 처음 12:00 · 마지막 13:00',
			'▌ ❔ ConsoleLogin (harbor-prod) · minji.kim · 성공 여부가 기록에 없습니다 · 1회 · 192.0.2.77 · 12:00 · 2026-06-01 기록(늦게 도착)',
			'▌ → CloudTrail에서 이벤트와 IP로 찾아 누가 한 작업인지 확인해 주세요.',
			'▌ 등록된 외부 업체',
			'▌ 🤝 210987654321 → partner (harbor-prod) · 1회 · 192.0.2.77 · 12:00',
			'▌ 등록된 워크로드',
			'▌ 🤖 ci-deploy (harbor-prod) · 1,204회 · 네트워크 5개 (198.51.100.0, 198.51.100.1, 198.51.100.2 외 2개) · 처음 09:00 · 마지막 19:01',
		]);
		const english = textOf(aTellingDay(), en);
		expect(english).toContain('Daily summary · 2026-06-02');
		expect(english).toContain('ci-deploy (harbor-prod) · × 1,204 · 5 networks (198.51.100.0,');
		expect(english).toContain('from 2026-06-01, arrived late');
	});

	it('goes on below the text of a line if the terminal is narrow', () => {
		const narrow = summaryText(aTellingDay(), ko, { colour: false, columns: 60 }).split('\n');
		expect(narrow.filter((line) => columnWidth(line) > 60)).toEqual([]);
		expect(narrow.slice(3, 5)).toEqual([
			'▌ ❔ CreateToken (harbor-prod) · minji.kim · 성공 여부가',
			'▌    기록에 없습니다 · 2회 · 192.0.2.77 · 처음 12:00 ·',
		]);
	});

	it('has the same lines in blocks and as plain text, and one line for notifications', () => {
		const [blocks, plain] = summaryForms(aTellingDay(), ko);
		expect(blocks.text).toBe(
			'일일 요약 · 2026-06-02 · 바로 알리지 않고 모아 둔 로그인 기록 1,208건입니다.',
		);
		for (const shown of [JSON.stringify(blocks.blocks), plain.text]) {
			for (const part of ['`ci-deploy` (`harbor-prod`) · 1,204회', '`CreateToken`', '시간대'])
				expect(shown).toContain(part);
		}
		expect(JSON.stringify(blocks)).not.toMatch(/<[@!#]/);
	});

	it('marks a source identity as a claim', () => {
		const entry = { ...entryOf(anOdd('X')), person: 'sourceIdentity:ceo' };
		expect(textOf(summaryOf([entry]))).toContain(' · ceo (호출자 주장) · ');
		expect(textOf(summaryOf([entry]), en)).toContain(' · ceo (claimed by the caller) · ');
	});

	it('shows a reason that this version does not know as it is', () => {
		const entry = { ...entryOf(anOdd('X')), reason: 'from-tomorrow' };
		expect(textOf(summaryOf([entry]))).toContain('from-tomorrow');
	});

	it('stays within Slack’s limits in a flood of long names, and counts what does not fit', () => {
		const name = `<!channel> \`*_~&<>${'x'.repeat(190)}`;
		const long = (n: number): Judged => {
			const { principal } = anOdd('X').signIn;
			const signIn = { principal: { ...principal, name }, event: `${n}${name}` };
			return anOdd('X', { signIn });
		};
		const flood = Array.from({ length: 60 }, (_, n) => [
			entryOf(long(n)),
			...[1, 2, 3].map((m) => ({
				...entryOf(long(n)),
				...{ network: `2001:db8:1111:2222:3333:4444:5555:${m}`, person: `${m}${name}` },
			})),
		]);
		const machines = Array.from({ length: 60 }, (_, n) => [entryOf(aWorkload(`${n}${name}`))]);
		const summary = summaryOf(...flood, ...machines);
		for (const settings of [ko, en]) {
			for (const form of summaryForms(summary, settings)) {
				expect(checkLimits(form)).toEqual([]);
				expect(JSON.stringify(form)).not.toContain('<!channel>');
				expect(JSON.stringify(form)).toMatch(/외 [\d,]+건 · [\d,]+회|and [\d,]+ more lines/);
				expect(JSON.stringify(form)).toContain('npm run eyes -- replay');
			}
			const { length } = JSON.stringify(summaryForms(summary, settings)[0].blocks);
			expect(length).toBeGreaterThan(8_000);
		}
		expect(textOf(summary, en)).toContain(String(signInsOf(summary)));
	});

	it('carries no control sequence to a terminal', () => {
		const event = 'X\u001b[31m\u202eY';
		const shown = textOf(summaryOf([entryOf(anOdd(event, { signIn: { time: NOON + MINUTE } }))]));
		expect(shown).toContain('X');
		for (const hidden of ['\u001b', '\u202e']) expect(shown).not.toContain(hidden);
	});
});
