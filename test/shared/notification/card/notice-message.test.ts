import { describe, expect, it } from 'vitest';
import { BREAKER_REASONS } from '../../../../shared/containment/breaker.ts';
import type { MessageSettings } from '../../../../shared/notification/card/card-source.ts';
import { noticeForms } from '../../../../shared/notification/card/notice-message.ts';
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

function whole(notice: UrgentNotice, settings: MessageSettings) {
	return noticeForms(notice, settings)[0];
}

/** Why the breaker opened, as the message says it. */
function reasonOf(why: string): string {
	const { blocks } = whole(breaker(why), en);
	return JSON.stringify(blocks[1]);
}

describe('noticeForms', () => {
	it('says what an open breaker means, why it opened, what to check first, and how to resume', () => {
		const text = JSON.stringify(whole(breaker('moved'), ko));
		expect(text).toContain('"🚨 자동 차단 중지(서킷 브레이커)"');
		expect(text).toContain('기존 차단은 유지되고 알림도 계속됩니다');
		expect(text).toContain('1. 내부망 IP가 바뀌었는지 먼저 확인해 주세요');
		expect(text).toContain('`npm run eyes -- resume --reason \\"…\\"`');
		expect(text).toContain(
			'시각 : 2026-03-03 13:35:21 (KST) | AWS Login 감지 | powered by : devops팀',
		);
	});

	it('does not ask about an office if the state of the breaker cannot be read', () => {
		const text = JSON.stringify(whole(breaker('unreadable'), en));
		expect(text).toContain('item cannot be read');
		expect(text).not.toContain('office');
	});

	it('has words for every reason, and shows an unknown one as it is', () => {
		for (const why of Object.keys(BREAKER_REASONS)) {
			expect(reasonOf(why)).not.toContain('`');
		}
		expect(reasonOf('<!here>')).toContain('`&lt;!here&gt;`');
	});

	it('says what somebody changed, and that it is being restored', () => {
		const text = JSON.stringify(whole(tampering({ what: 'text' }), en));
		expect(text).toContain('changed the text of the containment policy: `scp`');
		expect(text).toContain('eyes-system is restoring it');
		const facts = { what: 'attachment', principal: 'role/Admin' };
		const detached = JSON.stringify(whole(tampering(facts), en));
		expect(detached).toContain('detached the containment policy: `scp` · `role/Admin`');
		const names = { what: 'name', principal: 'user/bora', now: 'user/bora2 (AIDABORA)' };
		const renamed = JSON.stringify(whole(tampering(names), en));
		expect(renamed).toContain('`scp` · `user/bora` → `user/bora2 (AIDABORA)`');
	});

	it.each(Object.entries({ ko, en }))(
		'keeps the limits in %s, and every fact as plain text',
		(_, settings) => {
			const hostile = tampering({ what: 'attachment', principal: '<'.repeat(5000) });
			for (const form of [breaker('people'), hostile].flatMap((one) => noticeForms(one, settings)))
				expect(checkLimits(form)).toEqual([]);
			for (const notice of [breaker('people'), breaker('unreadable'), hostile])
				expect(whole(notice, settings).text.length).toBeLessThanOrEqual(90);
			const [, { text }] = noticeForms(breaker('moved'), settings);
			expect(text).toContain('npm run eyes -- resume');
			expect(text).toContain('2026-03-03 13:35:21');
		},
	);
});
