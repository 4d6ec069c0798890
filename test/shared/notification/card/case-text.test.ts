import { describe, expect, it } from 'vitest';
import { caseText } from '../../../../shared/notification/card/case-text.ts';
import { columnWidth } from '../../../../shared/notification/card/column-width.ts';
import { aCase, messageSettings } from '../../../support/a-case.ts';
import * as cases from '../../../support/telling-cases.ts';

const plain = { colour: false };
const ESCAPE = '\u001B';
const withoutLayout = (text: string) => text.normalize('NFC').replaceAll(/[▌\s]/g, '');

describe('the card for a terminal', () => {
	it('is the whole card in eighteen lines', () => {
		expect(caseText(aCase(), messageSettings(), plain).split('\n')).toEqual([
			'▌ 🟡 minji.kim · harbor-prod · 외부망 접근 · 차단하지 않음',
			'▌ AWS Login 감지  심각도 주의',
			'▌ 로그인 상태     성공',
			'▌ 유저정보        minji.kim · IAM 사용자',
			'▌ 접속환경        harbor-prod · 111122223333 · ap-northeast-2',
			'▌ 접근 IP         192.0.2.77 · 외부망(허용 목록에 없음)',
			'▌ 로그인 시간     2026-03-03 13:35:21 (KST) · 2026-03-03 04:35:21 (UTC)',
			'▌ 조치 내용       ⚠️ 외부망 접근입니다. AWS API를 차단하지 않았습니다.',
			expect.stringMatching(/^▌ {17}로그를 다시 판정한/),
			expect.stringMatching(/^▌ 오늘 할 일 {6}1\. 전화 등/),
			expect.stringMatching(/^▌ {17}2\. 확인되지 않으면 사용자에게 AWSDenyAll/),
			expect.stringMatching(/^▌ {17}3\. 본인이 맞으면/),
			'▌ 로그인 방식     콘솔 로그인 · ConsoleLogin',
			'▌ 자격 증명       비밀번호 · MFA 사용',
			'▌ 차단 계획       차단 대상 없음',
			'▌ 감지 근거       허용되지 않은 네트워크(외부망)에서 접근했습니다 · 192.0.2.77',
			expect.stringMatching(/^▌ 이벤트 ID 5f1c2b3a-.* · 사건 ID 3fa9c1d07e · User-Agent Mozilla/),
			'▌ powered by : devops팀 | 런북 보기: https://docs.example.com/runbooks/aws-login',
		]);
	});

	it.each(Object.entries(cases))(
		'aligns the values of %s in one column in both languages',
		(_, make) => {
			for (const locale of ['ko', 'en'] as const) {
				const lines = caseText(make(), messageSettings({ locale }), plain).split('\n').slice(1, -2);
				const columns = lines.map((line) =>
					columnWidth(/^▌ (?:\S+(?: \S+)*)? {2,}/.exec(line)?.[0] ?? ''),
				);
				expect(new Set(columns).size).toBe(1);
			}
		},
	);

	it.each(Object.entries(cases))(
		'shows %s at every width, each text in its own column',
		(_, make) => {
			for (const locale of ['ko', 'en'] as const) {
				const settings = messageSettings({ locale });
				const whole = caseText(make(), settings, plain);
				const label = columnWidth(/^▌ .*? {2,}/m.exec(whole)?.[0] ?? '');
				for (const columns of [60, 80, 100, 120]) {
					const lines = caseText(make(), settings, { ...plain, columns }).split('\n');
					expect(lines.filter((line) => columnWidth(line) > columns)).toEqual([]);
					expect(withoutLayout(lines.join('\n'))).toBe(withoutLayout(whole));
					const goingOn = lines.filter((line) => /^▌ {3,}/.test(line));
					for (const line of goingOn)
						expect(columnWidth(/^▌ +/.exec(line)?.[0] ?? '')).toBeGreaterThanOrEqual(label);
				}
			}
		},
	);

	it('has colours only if asked, and the same text without them', () => {
		const coloured = caseText(cases.rootCase(), messageSettings(), { colour: true });
		const bare = caseText(cases.rootCase(), messageSettings(), plain);
		expect(bare).not.toContain(ESCAPE);
		expect(coloured).toContain(`${ESCAPE}[91m▌`);
		expect(coloured.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '')).toBe(bare);
	});

	it('shows values without backticks', () => {
		expect(caseText(cases.workloadCase(), messageSettings({ locale: 'en' }), plain)).toContain(
			"If intended, add to eyes.config.ts: workloads: [{ role: 'arn:aws:iam::111122223333:role/harbor-prod-ci-deploy', reason: '…' }]",
		);
	});
});
