import { describe, expect, it } from 'vitest';
import { STATES } from '../../../../shared/containment/ledger/ledger-states.ts';
import {
	PUBLISHING_FAILURES,
	RETRY_AFTER,
} from '../../../../shared/containment/publishing/policy-publisher.ts';
import { caseForms, caseMessage } from '../../../../shared/notification/card/case-message.ts';
import { caseText } from '../../../../shared/notification/card/case-text.ts';
import {
	caseStateOf,
	onlyPlanned,
	type Standing,
} from '../../../../shared/notification/card/standing.ts';
import { wordsOf } from '../../../../shared/notification/words/words-of.ts';
import { aCase, messageSettings } from '../../../support/a-case.ts';
import { stolenKeyPlan } from '../../../support/a-case-plan.ts';
import {
	contained,
	EXPIRED,
	NOT_REFERENCED,
	phishedStanding,
	RELEASED,
	standingOf,
	stolenKeyStanding,
} from '../../../support/a-standing.ts';
import * as cases from '../../../support/telling-cases.ts';

const ko = messageSettings();
const en = messageSettings({ locale: 'en' });
const RELEASE = '`npm run eyes -- release 3fa9c1d07e --reason "…"`';
const CONTAIN = '`npm run eyes -- contain 3fa9c1d07e --reason "…"`';
const STATUS = '`npm run eyes -- status 3fa9c1d07e`';

const effective = stolenKeyStanding({ state: 'effective' });
const failed = phishedStanding({ state: 'failed', problem: NOT_REFERENCED });
const observed: Standing = { plan: stolenKeyPlan(), containments: [], isKeyAsked: false };

/** The header, summary and colour of a card, and the texts of its blocks. */
function shown(standing: Standing, settings = ko) {
	const message = caseMessage(cases.stolenKeyCase(), settings, standing);
	const [attachment] = message.attachments;
	const texts = JSON.stringify([message.blocks, attachment.blocks]).replaceAll('\\"', '"');
	return {
		header: message.blocks[0].text.text,
		text: message.text,
		colour: attachment.color,
		texts,
	};
}

describe('the card of a contained case', () => {
	it.each([
		['requested', null, '🟠 taeho.lim · harbor-dev · 외부망 접근 · 차단 중', '#D32F2F'],
		['publishing', null, '🟠 taeho.lim · harbor-dev · 외부망 접근 · 차단 중', '#D32F2F'],
		['effective', null, '🟠 taeho.lim · harbor-dev · 외부망 접근 · 차단 완료', '#D32F2F'],
		[
			'failed',
			null,
			'🚨 taeho.lim · harbor-dev · 외부망 접근 · 차단 실패 — 수동 조치 필요',
			'#B71C1C',
		],
		[
			'refused',
			null,
			'🚨 taeho.lim · harbor-dev · 외부망 접근 · 차단 실패 — 수동 조치 필요',
			'#B71C1C',
		],
		['held', null, '🟠 taeho.lim · harbor-dev · 외부망 접근 · 차단 보류', '#F57C00'],
		['asked', null, '🟠 taeho.lim · harbor-dev · 외부망 접근 · 승인 대기', '#F57C00'],
		['effective', RELEASED, '🟠 taeho.lim · harbor-dev · 외부망 접근 · 해제 중', '#D32F2F'],
		['ended', RELEASED, '⚪ taeho.lim · harbor-dev · 외부망 접근 · 해제 완료', '#607D8B'],
		['ended', EXPIRED, '⚪ taeho.lim · harbor-dev · 외부망 접근 · 차단 기간 종료', '#607D8B'],
	] as const)(
		'shows %s with ending %o in header, summary and colour',
		(state, ending, header, colour) => {
			const card = shown(stolenKeyStanding({ state, ending }));
			expect(card.header).toBe(header);
			const [, , what, status = ''] = header.split(/ · | — /);
			expect(card.text).toContain(`${what} · ${status}`);
			expect(card.colour).toBe(colour);
		},
	);

	it.each(STATES.filter((state) => state !== 'effective'))(
		'claims no block while it is %s',
		(state) => {
			for (const ending of [null, RELEASED]) {
				const standing = stolenKeyStanding({ state, ending });
				expect(JSON.stringify(shown(standing))).not.toMatch(/차단 완료|차단했습니다|API차단/);
				expect(JSON.stringify(shown(standing, en))).not.toMatch(/\bBlocked\b|calls blocked/);
			}
		},
	);

	it('never says that it observes or does not block if something was contained', () => {
		for (const state of STATES) {
			const card = JSON.stringify(shown(stolenKeyStanding({ state })));
			expect(card).not.toMatch(/차단하지 않음|현재는 알림만|AWS API를 차단하지 않았습니다/);
		}
	});

	it('keeps the sentence of the first bot once the block is effective', () => {
		expect(shown(effective).texts).toContain(
			'*⚠️ 외부망 접근으로 AWS API차단 완료 (전파까지 최대 수 분)*',
		);
		expect(shown(effective, en).texts).toContain(
			'untrusted network: AWS API calls blocked (takes effect everywhere within',
		);
	});

	it('shows who is denied, how far, until when and by which policy', () => {
		expect(shown(effective).texts).toContain(
			'`aws:userid = AIDAEXAMPLETAEHOLIM01` · 외부망에서만 차단 · 2026-03-10 13:35:00 (KST)까지 (내 시간대 <!date^1773117300^{date_num} {time_secs}|2026-03-10 04:35:00 (UTC)>) · scp (차단 완료)',
		);
		expect(shown(effective).texts).toContain('내부망에서는 평소처럼 쓸 수 있습니다.');
	});

	it('shows the state of each policy, and the worst as the state of the whole', () => {
		const text = shown(failed, en).texts;
		expect(text).toContain('scp (Blocked) + iam:999988887777 (Blocking failed)');
		expect(caseStateOf(failed)).toBe('failed');
	});

	it('says why it failed and how to fix it', () => {
		const remediation = `\`${NOT_REFERENCED.remediation}\``;
		expect(shown(failed).texts).toContain(
			`권한 세트가 차단 정책을 참조하지 않습니다. ${remediation}`,
		);
		expect(shown(failed, en).texts).toContain(
			`The permission set does not reference the containment policy. ${remediation}`,
		);
	});

	it('shows a reason without words as it is', () => {
		const problem = { reason: 'constructor', remediation: 'x' };
		expect(shown(phishedStanding({ state: 'failed', problem })).texts).toContain(
			': `constructor` `x`',
		);
	});

	it('has words for every reason of a publisher', () => {
		const reasons = [
			...Object.keys(PUBLISHING_FAILURES),
			...Object.keys(RETRY_AFTER),
			'too-large',
			'malformed',
			'protected',
		];
		for (const { locale } of [ko, en]) {
			expect(Object.keys(wordsOf({ locale }).problems)).toEqual(expect.arrayContaining(reasons));
		}
	});

	it('says who released it and why', () => {
		const released = stolenKeyStanding({ state: 'ended', ending: RELEASED });
		expect(shown(released).texts).toContain(
			'`user/sora` 님이 차단을 해제했습니다. 사유: `재택 근무 중 VPN 미연결`',
		);
		expect(shown(released, en).texts).toContain('`user/sora` released the block. Reason: `재택');
	});

	it('does not blame an untrusted network if the network is unknown', () => {
		const standing = stolenKeyStanding({ state: 'effective' });
		const { blocks } = caseMessage(cases.unknownNetworkCase(), ko, standing);
		expect(JSON.stringify(blocks)).toContain('*⚠️ AWS API차단 완료');
	});

	it.each([
		[
			'nothing can be contained',
			{ ...observed, plan: { requests: [], notContained: [] } },
			[STATUS],
		],
		['it only observes', observed, [CONTAIN, STATUS]],
		['it is under way', stolenKeyStanding({ state: 'requested' }), [RELEASE, STATUS]],
		['it is effective', effective, [RELEASE, STATUS]],
		['it waits', stolenKeyStanding({ state: 'asked' }), [RELEASE, CONTAIN, STATUS]],
		['the breaker is open', stolenKeyStanding({ state: 'held' }), [RELEASE, CONTAIN, STATUS]],
		['it is being released', stolenKeyStanding({ state: 'effective', ending: RELEASED }), [STATUS]],
		['it is released', stolenKeyStanding({ state: 'ended', ending: RELEASED }), [STATUS]],
		['there is no table', onlyPlanned(stolenKeyPlan()), []],
	] as const)('offers the commands that make sense when %s', (_, standing, commands) => {
		const all = [RELEASE, CONTAIN, STATUS];
		expect(all.filter((command) => shown(standing).texts.includes(command))).toEqual(commands);
	});

	it('puts only our own ids into a command', () => {
		const message = caseMessage(aCase({ id: '3fa9; rm -rf ~' }), ko, observed);
		expect(JSON.stringify(message)).not.toContain('npm run eyes');
	});

	it('says that the age of a key is not known yet', () => {
		const theCase = cases.stolenKeyCase();
		const { lead } = theCase;
		const credential = { ...lead.verdict.credential, ageDays: null };
		const unaged = { ...theCase, lead: { ...lead, verdict: { ...lead.verdict, credential } } };
		const asked = { ...observed, isKeyAsked: true };
		expect(JSON.stringify(caseMessage(unaged, ko, asked))).toContain(
			'발급일 확인 중 · MFA 사용 안 함',
		);
		expect(JSON.stringify(caseMessage(unaged, en, asked))).toContain('age not known yet');
		expect(JSON.stringify(caseMessage(theCase, ko, asked))).not.toContain('확인 중');
	});

	it('says that it only observes, or why nothing is contained', () => {
		expect(shown(observed).texts).toContain('현재는 알림만 보내고');
		const exempt = shown({ ...observed, plan: { requests: [], notContained: ['protected'] } });
		expect(exempt.texts).toContain('보호 대상이므로 차단하지 않습니다');
		expect(exempt.texts).not.toContain('현재는 알림만 보내고');
	});

	it('says in replay that a replay blocks nothing, whatever the mode', () => {
		for (const plan of [
			stolenKeyPlan(),
			{ requests: [], notContained: ['mode-observe'] },
		] as const) {
			const { texts } = shown(onlyPlanned(plan));
			expect(texts).toContain('로그를 다시 판정한 모의 결과');
			expect(texts).not.toContain('현재는 알림만 보내고');
		}
	});

	it.each([
		['own-vpc-endpoint', '등록되지 않은 우리 VPC 엔드포인트로 접근했습니다.'],
		['vendor', '등록된 외부 업체의 접근입니다.'],
	] as const)('does not call %s an access from outside', (code, action) => {
		const text = JSON.stringify(caseMessage(aCase({ reasons: [{ code }] }), ko, observed));
		expect(text).toContain(`⚠️ ${action} 차단하지 않았습니다.`);
		expect(text).not.toContain('외부망 접근입니다.');
	});

	it.each([
		['asked', ['차단 `npm run eyes -- contain', '차단 안 함 `npm run eyes -- release']],
		['effective', ['해제 `npm run eyes -- release']],
		['publishing', ['해제 `npm run eyes -- release']],
	] as const)('calls a release only so if somebody is denied: %s', (state, commands) => {
		const { texts } = shown(standingOf(stolenKeyPlan(), { state }));
		expect(texts.match(/[가-힣 ]+ `npm run eyes -- (contain|release)/g)).toEqual(commands);
	});

	it('claims no complete block while somebody of the plan is not denied', () => {
		const { requests } = stolenKeyPlan();
		const [user, session] = requests.map((request) => contained(request, { state: 'effective' }));
		if (user === undefined || session === undefined) throw new Error('the plan has two requests');
		const headerOf = (containments: Standing['containments']) =>
			shown({ ...effective, containments })
				.header.split(' · ')
				.at(-1);
		const released = { ...user, ending: RELEASED };
		expect(headerOf([user, session])).toBe('차단 완료');
		expect(headerOf([user])).toBe('일부 차단');
		expect(headerOf([released, session])).toBe('일부 차단');
		expect(headerOf([{ ...released, state: 'ended' }, session])).toBe('일부 차단');
		expect(headerOf([{ ...released, state: 'ended' }, session, user])).toBe('차단 완료');
		// The session has ended with its denial.
		expect(headerOf([user, { ...session, state: 'ended', ending: EXPIRED }])).toBe('차단 완료');
	});

	it('says why somebody is not denied whose account is only observed', () => {
		const plan = { ...stolenKeyPlan(), notContained: ['mode-observe'] } as const;
		const both = standingOf(plan, { state: 'effective' });
		const why = '관찰 전용 모드인 계정의 대상은 차단하지 않습니다.';
		const [user] = both.containments ?? [];
		expect(shown(both).texts).not.toContain(why);
		expect(shown({ ...both, containments: user === undefined ? [] : [user] }).texts).toContain(why);
	});

	it('keeps what a human must do in addition to the containment', () => {
		const standing = standingOf(
			{ ...stolenKeyPlan(), notContained: ['session-not-denied', 'mode-ask'] },
			{ state: 'asked' },
		);
		expect(shown(standing).texts).toContain('만들어진 세션은 ID를 알 수 없어');
		expect(shown(standing).texts).not.toContain('담당자의 승인을 기다립니다.');
	});

	it('shows the same in a terminal', () => {
		const text = caseText(cases.stolenKeyCase(), ko, { colour: false, standing: effective });
		expect(text).toContain('외부망 접근으로 AWS API차단 완료');
		expect(text).toContain('해제 npm run eyes -- release 3fa9c1d07e --reason "…"');
	});

	it.each(Object.entries({ ko, en }))('keeps every fact as plain text in %s', (_, settings) => {
		const [, , { text, blocks, attachments }] = caseForms(cases.stolenKeyCase(), settings, failed);
		for (const fact of [
			'taeho.lim',
			'192.0.2.77',
			'harbor-dev',
			NOT_REFERENCED.remediation,
			RELEASE,
			'412',
			'5f1c2b3a-0d4e',
		])
			expect(text).toContain(fact);
		expect([blocks, attachments]).toEqual([undefined, undefined]);
	});
});
