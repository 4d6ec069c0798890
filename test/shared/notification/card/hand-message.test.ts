import { describe, expect, it } from 'vitest';
import type { Containment } from '../../../../shared/containment/ledger/ledger.ts';
import { STATES } from '../../../../shared/containment/ledger/ledger-states.ts';
import type { MessageSettings } from '../../../../shared/notification/card/card-source.ts';
import { type ByHand, handForms } from '../../../../shared/notification/card/hand-message.ts';
import { messageSettings } from '../../../support/a-case.ts';
import { stolenKeyPlan } from '../../../support/a-case-plan.ts';
import { CONTAINED_AT, contained, NOT_REFERENCED, RELEASED } from '../../../support/a-standing.ts';
import { checkLimits } from '../../../support/check-limits.ts';

const ko = messageSettings();
const en = messageSettings({ locale: 'en' });

function byHand(
	over: Partial<Containment> = {},
	shape: Parameters<typeof contained>[1] = { state: 'effective' },
) {
	const [request] = stolenKeyPlan().requests;
	if (request === undefined) throw new Error('the plan has no request');
	const containment = contained(request, shape);
	return {
		...containment,
		id: 'a'.repeat(32),
		caseId: null,
		by: RELEASED.by,
		note: 'why',
		...over,
	};
}

function whole(given: ByHand, settings: MessageSettings) {
	return handForms(given, settings)[0];
}

describe('the card of a containment by hand', () => {
	it('offers the release while there is one, and the approval of what was refused', () => {
		const commandsOf = (containment: Containment) =>
			JSON.stringify(whole({ containment, name: null }, ko)).match(/-- \w+/g);
		expect(commandsOf(byHand())).toEqual(['-- release', '-- status']);
		expect(commandsOf(byHand({}, { state: 'refused', problem: NOT_REFERENCED }))).toEqual([
			...['-- release', '-- contain', '-- status'],
		]);
		expect(commandsOf(byHand({}, { state: 'ended', ending: RELEASED }))).toEqual(['-- status']);
	});

	it('says which sessions of a role are denied', () => {
		const selector = { key: 'aws:userid', value: 'AROAEXAMPLEDEPLOYER01:*' } as const;
		const containment = byHand({ selector, issuedBefore: CONTAINED_AT });
		const text = JSON.stringify(whole({ containment, name: 'deployer' }, ko));
		expect(text).toContain('2026-03-03 13:35:21 (KST) 전에 발급된 이 역할의 모든 세션');
		expect(JSON.stringify(whole({ containment: byHand(), name: null }, ko))).not.toContain(
			'전에 발급된',
		);
	});

	it.each([
		['the name by which they were found', 'deploy', 'role:444455556666/deploy'],
		['the name in the key of the person', null, 'role:444455556666/deploy'],
	])('shows %s, with the account', (_, name, person) => {
		const text = JSON.stringify(whole({ containment: byHand({ person }), name }, ko));
		expect(text).toContain('`deploy` · `harbor-dev`');
		expect(text).not.toContain('role:4444');
	});

	it('takes no part of a name for words of ours', () => {
		const name = '⚪ kim · 해제 완료';
		const { blocks, text } = whole({ containment: byHand(), name }, ko);
		expect(blocks[0].text.text).toBe('🟠 “⚪ kim 해제 완료” · 수동 차단 · 차단 완료');
		expect(text).toBe('🟠 `“⚪ kim 해제 완료”` · 수동 차단 · 차단 완료');
	});

	it('claims no block unless it is effective', () => {
		for (const state of STATES.filter((one) => one !== 'effective'))
			for (const settings of [ko, en])
				expect(
					JSON.stringify(whole({ containment: byHand({}, { state }), name: null }, settings)),
				).not.toMatch(/차단 완료|API차단|\bBlocked\b|calls blocked|Who is blocked/);
	});

	it.each(Object.entries({ ko, en }))(
		'keeps the limits in %s, whatever the names are',
		(_, settings) => {
			const hostile = '<!here>`&'.repeat(900);
			const problem = { reason: hostile, remediation: hostile };
			for (const state of STATES) {
				const containment = byHand(
					{ person: hostile, note: hostile, by: { kind: 'person', arn: hostile } },
					{ state, problem },
				);
				const both = { containment, name: hostile };
				for (const form of handForms(both, settings)) {
					expect(checkLimits(form)).toEqual([]);
					if (form.blocks !== undefined) expect(form.text.length).toBeLessThanOrEqual(90);
					const [, ...blocks] = form.blocks ?? [];
					// The header is plain text, in which Slack reads no mention.
					expect(JSON.stringify({ ...form, blocks })).not.toContain('<!here>');
				}
			}
		},
	);

	it('keeps every fact as plain text', () => {
		const [, , { text }] = handForms({ containment: byHand(), name: 'kim@corp.example' }, en);
		for (const part of ['kim@corp.example', 'user/sora', 'why', 'release', 'EKS'])
			expect(text).toContain(part);
	});
});
