import { describe, expect, it } from 'vitest';
import { STATES } from '../../../../shared/containment/ledger/ledger-states.ts';
import { NOT_CONTAINED, type NotContained } from '../../../../shared/containment/not-contained.ts';
import { caseForms } from '../../../../shared/notification/card/case-message.ts';
import { caseText } from '../../../../shared/notification/card/case-text.ts';
import { onlyPlanned, type Standing } from '../../../../shared/notification/card/standing.ts';
import { messageSettings } from '../../../support/a-case.ts';
import { stolenKeyPlan } from '../../../support/a-case-plan.ts';
import { RELEASED, stolenKeyStanding } from '../../../support/a-standing.ts';
import * as cases from '../../../support/telling-cases.ts';

const ko = messageSettings();
const en = messageSettings({ locale: 'en' });
const WHY = Object.keys(NOT_CONTAINED).filter((why): why is NotContained => why in NOT_CONTAINED);

function replayed(notContained: readonly NotContained[], requests = stolenKeyPlan().requests) {
	return onlyPlanned({ requests, notContained });
}

function text(standing: Standing, settings = ko): string {
	return caseText(cases.stolenKeyCase(), settings, { colour: false, standing });
}

describe('the card of a replay', () => {
	it.each([
		[[], '차단 완료(모의)', '차단했을 것입니다(모의)', 'Blocked (dry run)'],
		[['mode-ask'], '승인 대기(모의)', '승인을 기다렸을 것입니다(모의)', 'Needs approval (dry run)'],
		[['breaker-open'], '차단 보류(모의)', '보류했을 것입니다(모의)', 'On hold (dry run)'],
		[
			['too-many-sessions'],
			'일부 차단(모의)',
			'세션이 남았을 것입니다(모의)',
			'Partly blocked (dry run)',
		],
		[['mode-observe'], '차단하지 않음', 'AWS API를 차단하지 않았습니다', 'not blocked'],
	] as const)('shows what %j would have done', (notContained, state, sentence, english) => {
		const card = text(replayed(notContained));
		expect(card.split('\n')[0]).toBe(`▌ 🟠 taeho.lim · harbor-dev · 외부망 접근 · ${state}`);
		expect(card).toContain(sentence);
		expect(text(replayed(notContained), en).split('\n')[0]?.endsWith(english)).toBe(true);
	});

	it('says once that nothing was done, and never that something was', () => {
		for (const why of WHY) {
			const card = text(replayed([why]));
			expect(card.split('실제로 차단하지 않습니다')).toHaveLength(2);
			expect(card).not.toMatch(/차단 완료(?!\(모의\))|차단했습니다|API차단/);
			expect(text(replayed([why]), en)).not.toMatch(/\bBlocked\b(?! \(dry run\))|calls blocked/);
		}
	});

	it('says until when, and what to do after a block', () => {
		const card = text(replayed([]));
		expect(card).toContain('최대 2026-03-10 13:35:00 (KST)까지');
		expect(card).toContain('release 명령으로 차단을 해제');
		expect(card).not.toContain('npm run eyes');
	});

	it('marks the steps, which speak of a block that is only rehearsed', () => {
		for (const why of [[], ['mode-ask']] as const)
			expect(text(replayed(why))).toContain('지금 할 일(모의)');
		expect(text(replayed(['mode-observe']))).toContain('지금 할 일 ');
	});

	it('says on top why somebody could not be contained', () => {
		const standing = replayed(['protected'], []);
		const [, top] = caseForms(cases.stolenKeyCase(), ko, standing);
		expect(JSON.stringify(top)).toContain('보호 대상이므로 차단하지 않습니다');
		expect(text(standing)).toContain('차단 대상 없음');
	});
});

describe('the card of a deployed monitor', () => {
	it('never speaks of a rehearsal', () => {
		const { requests } = stolenKeyPlan();
		const observed = WHY.map(
			(why): Standing => ({ ...replayed([why], requests), containments: [] }),
		);
		const contained = STATES.flatMap((state) =>
			[null, RELEASED].map((ending) => stolenKeyStanding({ state, ending })),
		);
		for (const standing of [...observed, ...contained])
			for (const make of Object.values(cases))
				for (const settings of [ko, en])
					expect(JSON.stringify(caseForms(make(), settings, standing))).not.toMatch(
						/모의|dry run|With these settings|replay/i,
					);
	});
});
