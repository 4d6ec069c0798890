import { describe, expect, it } from 'vitest';
import type { Case } from '../../../../shared/case/case.ts';
import { caseForms, caseMessage } from '../../../../shared/notification/card/case-message.ts';
import { onlyPlanned, type Standing } from '../../../../shared/notification/card/standing.ts';
import { aCase, aJudgedSignIn, messageSettings } from '../../../support/a-case.ts';
import {
	EXPIRED,
	NOT_REFERENCED,
	phishedStanding,
	RELEASED,
	stolenKeyStanding,
} from '../../../support/a-standing.ts';
import { checkLimits } from '../../../support/check-limits.ts';
import * as cases from '../../../support/telling-cases.ts';

const ko = messageSettings();
const effective = stolenKeyStanding({ state: 'effective' });
/** Far below what Slack refuses for the whole message. */
const MOST_ON_TOP = 9_000;

/** What Slack never folds, and what it may fold. */
function parts(theCase: Case, standing?: Standing) {
	const { blocks, attachments } = caseMessage(theCase, ko, standing);
	const plain = (part: unknown) => JSON.stringify(part).replaceAll('\\"', '"');
	return { top: plain(blocks), details: plain(attachments) };
}

describe('the top of a card', () => {
	it('has what must be read, in the order of the first bot; the rest is below', () => {
		const { top, details } = parts(cases.stolenKeyCase(), effective);
		const order = [
			'🟠 taeho.lim · harbor-dev · 외부망 접근 · 차단 완료',
			...['*AWS Login 감지:* 심각도 높음', '*로그인 상태:*', '*유저정보:*', '*접속환경:*'],
			...['*접근 IP:*', '*로그인 시간:*', '외부망 접근으로 AWS API차단 완료', '까지'],
			...['*지금 할 일*', '1. ', '2. ', 'release 3fa9c1d07e', 'powered by : devops팀'],
		].map((words) => top.indexOf(words));
		expect(order).not.toContain(-1);
		expect(order).toEqual(order.toSorted((a, b) => a - b));
		for (const words of ['3. ', 'aws:userid = ', '로그인 방식', '감지 근거', '이벤트 ID'])
			expect([top.includes(words), details.includes(words)]).toEqual([false, true]);
		expect(details).toContain('*이어서 할 일*\\n3. ');
	});

	it('says what failed and how to fix it', () => {
		const standing = phishedStanding({ state: 'failed', problem: NOT_REFERENCED });
		expect(parts(cases.phishedCase(), standing).top).toContain(NOT_REFERENCED.remediation);
	});

	it.each([
		[RELEASED, '해제 완료'],
		[EXPIRED, '차단 기간 종료'],
	])('does not call a case severe that is over', (ending, state) => {
		const { top } = parts(cases.stolenKeyCase(), stolenKeyStanding({ state: 'ended', ending }));
		expect(top).toContain(`*AWS Login 감지:* ${state}`);
		expect(top).not.toContain('심각도');
	});

	it('shows our time and that of the reader', () => {
		expect(parts(aCase()).top).toContain(
			'2026-03-03 13:35:21 (KST) (내 시간대 <!date^1772512521^{date_num} {time_secs}|2026-03-03 04:35:21 (UTC)>)',
		);
	});

	it('alone is the second form, which no limit of Slack refuses', () => {
		for (const make of Object.values(cases)) {
			const [first, second, third] = caseForms(make(), ko, effective);
			expect(second).toEqual({ ...first, attachments: undefined });
			expect(JSON.stringify(second.blocks).length).toBeLessThan(MOST_ON_TOP);
			expect([second, third].flatMap(checkLimits)).toEqual([]);
			expect(third.blocks).toBeUndefined();
		}
	});
});

describe('the name on a card', () => {
	it('is that of a session without the id of its role, which stands in the details', () => {
		const id = 'AROA4UXSC5IPFMEXAMPLE:pulse-collector';
		const principal = { ...aCase().principal, kind: 'aws-account', name: null, id } as const;
		const theCase = aCase({ principal, name: `999988887777/${id}` });
		const { top, details } = parts(theCase);
		expect(top).toContain('🟡 999988887777/pulse-collector · harbor-prod');
		expect(top).not.toContain('AROA');
		expect(details).toContain(`주체 ID \`${id}\``);
	});
});

describe('the sign-ins that a card counts', () => {
	it('are the same in its status, its details and its reasons', () => {
		const theCase = { ...cases.guessingCase(), failures: 9, events: { ConsoleLogin: 9 } };
		const reason = { code: 'watch-threshold', detail: '11', of: 'address' } as const;
		const { top, details } = parts({ ...theCase, reasons: [reason] });
		expect(top).toContain('*로그인 상태:* 실패 9회');
		expect(details).toContain('`ConsoleLogin` 9회');
		expect(details).toContain('실패 11회 (최근 1시간, 같은 IP의 다른 사용자 포함)');
		const { details: same } = parts({ ...theCase, reasons: [{ ...reason, detail: '9' }] });
		expect(same).toContain('실패 9회"');
	});

	it('are all counted in the details, also those of events that are not listed', () => {
		const events = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`Event${n}`, n + 1]));
		const { top, details } = parts({ ...aCase(), events, successes: 45 });
		expect(top).toContain('*로그인 상태:* 성공 45회');
		expect(details).toContain('`Event5` 6회 · 외 24건');
	});

	it("does not call another user's failures those of the person", () => {
		const reason = { code: 'failures-then-success', detail: '5', of: 'address' } as const;
		const { top, details } = parts(aCase({ reasons: [reason] }));
		expect(top).toContain('같은 IP 실패 후 로그인 성공');
		expect(top).toContain('*로그인 상태:* 성공\\n');
		expect(details).toContain('실패 5회 (최근 1시간, 같은 IP의 다른 사용자 포함)');
	});
});

describe('the network and the plan of a card', () => {
	it("does not call a listed vendor's network untrusted", () => {
		const { top } = parts(aCase({ reasons: [{ code: 'vendor', detail: 'metrics' }] }));
		expect(top).toContain('*접근 IP:* `192.0.2.77` · 등록된 외부 업체');
		expect(top).not.toContain('외부망');
	});

	it('has a plan for an unknown call that gave credentials, and says why nobody is denied', () => {
		const lead = aJudgedSignIn({ verdict: { disposition: 'odd' } });
		const theCase = aCase({ lead, reasons: [{ code: 'credentials-returned' }] });
		const { top, details } = parts(theCase, onlyPlanned({ requests: [], notContained: [] }));
		expect(top).toContain('규칙으로 판단할 수 없어 차단하지 않았습니다');
		expect(details).toContain('*차단 계획*\\n• 차단 대상 없음');
	});
});
