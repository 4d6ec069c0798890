import { describe, expect, it } from 'vitest';
import { BREAKER_REASONS } from '../../../../shared/containment/breaker.ts';
import {
	noticeMessage,
	plainNoticeMessage,
} from '../../../../shared/notification/card/notice-message.ts';
import type { Notice } from '../../../../shared/outbox/notices.ts';
import { messageSettings } from '../../../support/a-case.ts';
import { CONTAINED_AT } from '../../../support/a-standing.ts';
import { checkLimits } from '../../../support/check-limits.ts';

const ko = messageSettings();
const en = messageSettings({ locale: 'en' });

function breaker(why: string): Notice {
	return { id: 'breaker-1', kind: 'breaker-opened', at: CONTAINED_AT, facts: { number: '1', why } };
}

function tampering(facts: Notice['facts']): Notice {
	return {
		id: 'tampering-1',
		kind: 'tampering',
		at: CONTAINED_AT,
		facts: { policy: 'scp', ...facts },
	};
}

describe('noticeMessage', () => {
	it('says what an open breaker means, why, what to look at first, and how to resume', () => {
		const text = JSON.stringify(noticeMessage(breaker('moved'), ko));
		expect(text).toContain('AWS Login 감지 · 🚨 자동 차단 중지');
		expect(text).toContain('기존 차단은 유지되고 알림도 계속됩니다');
		expect(text).toContain('1. 사내망 IP가 바뀌었는지 먼저 확인해 주세요');
		expect(text).toContain('`npm run eyes -- resume --reason \\"…\\"`');
		expect(text).toContain('시각 : 2026-03-03 13:35:21 (KST) | powered by : devops팀');
	});

	it('has words for every reason, and shows another one as it stands', () => {
		for (const why of Object.keys(BREAKER_REASONS)) {
			expect(noticeMessage(breaker(why), en).text).not.toContain('`');
		}
		expect(noticeMessage(breaker('<!here>'), en).text).toContain('`&lt;!here&gt;`');
	});

	it('says what somebody changed, and that it is being put back', () => {
		const text = JSON.stringify(noticeMessage(tampering({ what: 'text' }), en));
		expect(text).toContain('changed the text of the containment policy: `organization`');
		expect(text).toContain('eyes-system is putting it back');
		const taken = { what: 'attachment', principal: 'role/Admin' };
		const taken2 = JSON.stringify(noticeMessage(tampering(taken), en));
		expect(taken2).toContain('took the containment policy off: `organization` · `role/Admin`');
	});

	it.each(Object.entries({ ko, en }))(
		'keeps the limits in %s, and all facts as plain text',
		(_, settings) => {
			const hostile = tampering({ what: 'attachment', principal: '<'.repeat(5000) });
			for (const notice of [breaker('people'), hostile]) {
				expect(checkLimits(noticeMessage(notice, settings))).toEqual([]);
				expect(checkLimits(plainNoticeMessage(notice, settings))).toEqual([]);
			}
			const { text } = plainNoticeMessage(breaker('moved'), settings);
			expect(text).toContain('npm run eyes -- resume');
			expect(text).toContain('2026-03-03 13:35:21');
		},
	);
});
