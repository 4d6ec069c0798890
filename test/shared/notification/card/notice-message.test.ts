import { describe, expect, it } from 'vitest';
import { BREAKER_REASONS } from '../../../../shared/containment/breaker.ts';
import {
	noticeMessage,
	plainNoticeMessage,
} from '../../../../shared/notification/card/notice-message.ts';
import type { UrgentNotice } from '../../../../shared/outbox/notices.ts';
import { messageSettings } from '../../../support/a-case.ts';
import { CONTAINED_AT } from '../../../support/a-standing.ts';
import { checkLimits } from '../../../support/check-limits.ts';

const ko = messageSettings();
const en = messageSettings({ locale: 'en' });

function breaker(why: string): UrgentNotice {
	return { id: 'breaker-1', kind: 'breaker-opened', at: CONTAINED_AT, facts: { number: '1', why } };
}

function tampering(facts: UrgentNotice['facts']): UrgentNotice {
	return {
		id: 'tampering-1',
		kind: 'tampering',
		at: CONTAINED_AT,
		facts: { policy: 'scp', ...facts },
	};
}

describe('noticeMessage', () => {
	it('says what an open breaker means, why it opened, what to check first, and how to resume', () => {
		const text = JSON.stringify(noticeMessage(breaker('moved'), ko));
		expect(text).toContain('AWS Login 감지 · 🚨 자동 차단 중지(서킷 브레이커)');
		expect(text).toContain('기존 차단은 유지되고 알림도 계속됩니다');
		expect(text).toContain('1. 내부망 IP가 바뀌었는지 먼저 확인해 주세요');
		expect(text).toContain('`npm run eyes -- resume --reason \\"…\\"`');
		expect(text).toContain('시각 : 2026-03-03 13:35:21 (KST) | powered by : devops팀');
	});

	it('does not ask about an office if the state of the breaker cannot be read', () => {
		const text = JSON.stringify(noticeMessage(breaker('unreadable'), en));
		expect(text).toContain('item cannot be read');
		expect(text).not.toContain('office');
	});

	it('has words for every reason, and shows an unknown one as it is', () => {
		for (const why of Object.keys(BREAKER_REASONS)) {
			expect(noticeMessage(breaker(why), en).text).not.toContain('`');
		}
		expect(noticeMessage(breaker('<!here>'), en).text).toContain('`&lt;!here&gt;`');
	});

	it('says what somebody changed, and that it is being restored', () => {
		const text = JSON.stringify(noticeMessage(tampering({ what: 'text' }), en));
		expect(text).toContain('changed the text of the containment policy: `scp`');
		expect(text).toContain('eyes-system is restoring it');
		const facts = { what: 'attachment', principal: 'role/Admin' };
		const detached = JSON.stringify(noticeMessage(tampering(facts), en));
		expect(detached).toContain('detached the containment policy: `scp` · `role/Admin`');
		const names = { what: 'name', principal: 'user/bora', now: 'user/bora2 (AIDABORA)' };
		const renamed = JSON.stringify(noticeMessage(tampering(names), en));
		expect(renamed).toContain('`scp` · `user/bora` → `user/bora2 (AIDABORA)`');
	});

	it.each(Object.entries({ ko, en }))(
		'keeps the limits in %s, and every fact as plain text',
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
