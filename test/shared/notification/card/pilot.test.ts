import { describe, expect, it } from 'vitest';
import type { ContainmentRequest } from '../../../../shared/containment/containment.ts';
import type { State } from '../../../../shared/containment/ledger/ledger-states.ts';
import { caseForms } from '../../../../shared/notification/card/case-message.ts';
import { caseText } from '../../../../shared/notification/card/case-text.ts';
import { containmentReplies } from '../../../../shared/notification/card/containment-replies.ts';
import { handForms } from '../../../../shared/notification/card/hand-message.ts';
import { onlyPlanned, type Standing } from '../../../../shared/notification/card/standing.ts';
import { messageSettings } from '../../../support/a-case.ts';
import { stolenKeyPlan } from '../../../support/a-case-plan.ts';
import { contained, requestedStep, standingOf } from '../../../support/a-standing.ts';
import { checkLimits } from '../../../support/check-limits.ts';
import { aConfiguration, pilotOf } from '../../../support/some-settings.ts';
import { phishedCase, stolenKeyCase } from '../../../support/telling-cases.ts';

const { deployment } = aConfiguration(pilotOf('444455556666'));
const ko = messageSettings({ deployment });
const en = messageSettings({ deployment, locale: 'en' });
const ROOT = messageSettings({
	deployment: { ...deployment, targets: { root: true, units: [], accounts: [] } },
});
const ONLY = '시범 적용 계정에서만 차단됩니다. 다른 계정의 세션은 계속 쓸 수 있습니다.';
const ONLY_EN = 'Pilot: blocks hold only in its accounts; sessions in other accounts keep working.';

const directoryUser: ContainmentRequest = {
	person: 'idc:a1b2c3d4e5-99999999-1111-2222-3333-444444444444',
	selector: {
		key: 'identitystore:UserId',
		value: 'a1b2c3d4e5-99999999-1111-2222-3333-444444444444',
	},
	denyScope: 'untrusted-networks',
	policies: [{ policy: 'scp', account: null, attachment: null }],
	until: Date.parse('2026-03-03T16:35:00Z'),
	reason: 'untrusted-sign-in',
};
const PLAN = { requests: [directoryUser], notContained: [] };

const OUTSIDE = {
	state: 'refused',
	problem: {
		reason: 'outside-pilot',
		remediation: 'Revoke the sessions of the role in account 555566667777 by hand.',
	},
} as const;

function requestOf(reason: ContainmentRequest['reason']): ContainmentRequest {
	const found = stolenKeyPlan().requests.find((request) => request.reason === reason);
	if (found === undefined) throw new Error(`the plan has no request because of ${reason}`);
	return found;
}

const user = requestOf('untrusted-caller');
const session = requestOf('obtained-by-untrusted-caller');

/** The user of the stolen key in this state, and the session that it made outside of the pilot. */
function withSessionOutside(state: State): Standing {
	return {
		plan: { requests: [user, session], notContained: [] },
		containments: [contained(user, { state }), contained(session, OUTSIDE)],
		isKeyAsked: false,
	};
}

describe('the card of a directory user in a pilot', () => {
	it.each(['requested', 'effective', 'asked', 'held'] as const)(
		'says where the block holds: %s',
		(state) => {
			const standing = standingOf(PLAN, { state });
			for (const [settings, line] of [
				[ko, ONLY],
				[en, ONLY_EN],
			] as const) {
				const forms = caseForms(phishedCase(), settings, standing);
				for (const form of forms) expect(JSON.stringify(form)).toContain(line);
				expect(forms.flatMap(checkLimits)).toEqual([]);
			}
		},
	);

	it.each(['failed', 'refused', 'ended'] as const)(
		'says nothing of a block that is none: %s',
		(state) => {
			const card = caseForms(phishedCase(), ko, standingOf(PLAN, { state }));
			expect(JSON.stringify(card)).not.toContain(ONLY);
		},
	);

	it('says it in replay, in the modes contain and ask', () => {
		for (const notContained of [[], ['mode-ask']] as const) {
			const standing = onlyPlanned({ ...PLAN, notContained });
			expect(caseText(phishedCase(), ko, { colour: false, standing })).toContain(ONLY);
		}
	});

	it('says it if a human asked for the block', () => {
		const containment = contained(directoryUser, { state: 'effective' });
		for (const form of handForms({ containment, name: 'minji' }, ko))
			expect(JSON.stringify(form)).toContain(ONLY);
	});

	it('says it of nobody who acts in one account only, and of nobody if the root is watched', () => {
		const ofKey = standingOf({ requests: [user], notContained: [] }, { state: 'effective' });
		expect(JSON.stringify(caseForms(stolenKeyCase(), ko, ofKey))).not.toContain(ONLY);
		const ofAll = standingOf(PLAN, { state: 'effective' });
		expect(JSON.stringify(caseForms(phishedCase(), ROOT, ofAll))).not.toContain(ONLY);
	});
});

describe('a session in an account outside of the pilot', () => {
	const cardOf = (standing: Standing, settings = ko) => {
		const [message] = caseForms(stolenKeyCase(), settings, standing);
		return { header: message.blocks[0].text.text, all: JSON.stringify(message), message };
	};

	it('leaves a block of the caller a part, which is no failure', () => {
		const { header, all, message } = cardOf(withSessionOutside('effective'));
		expect(header).toBe('🟠 taeho.lim · harbor-dev · 외부망 접근 · 일부 차단');
		expect(all).toContain('시범 적용 대상이 아닌 계정이라서 그 계정에서는 차단하지 않았습니다.');
		expect(all).toContain('account 555566667777');
		expect(all).not.toMatch(/차단 실패|수동 조치/);
		expect(checkLimits(message)).toEqual([]);
	});

	it('is not said to be blocked if nobody else is', () => {
		const standing = standingOf({ requests: [session], notContained: [] }, OUTSIDE);
		expect(cardOf(standing).header).toContain('차단 안 함(시범 적용 밖)');
		const english = cardOf(standing, en);
		expect(english.header).toContain('Not blocked (outside of the pilot)');
		expect(english.all).toContain(
			'nothing is blocked, because it is in an account outside of the pilot',
		);
		expect(english.all).not.toContain('failed');
		expect(checkLimits(english.message)).toEqual([]);
	});

	it('hides no failure of the caller', () => {
		expect(cardOf(withSessionOutside('failed')).header).toContain('차단 실패');
	});

	it('is told in the thread, and not to the whole channel', () => {
		const containments = (withSessionOutside('effective').containments ?? []).map(
			(containment) => ({
				...{ containment, steps: [requestedStep(containment)] },
			}),
		);
		const replies = containmentReplies({ containments, settings: ko, isPartly: true });
		expect(replies.map(({ key }) => key)).toEqual(['effective:2', 'outside:scp']);
		expect(replies.map(({ message }) => message.reply_broadcast)).toEqual([undefined, undefined]);
	});
});
