import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../../shared/case/case.ts';
import { STATES } from '../../../../shared/containment/ledger/ledger-states.ts';
import { caseMessage } from '../../../../shared/notification/card/case-message.ts';
import type { Standing } from '../../../../shared/notification/card/standing.ts';
import { REASONS, type ReasonCode } from '../../../../shared/verdict/reasons.ts';
import { messageSettings } from '../../../support/a-case.ts';
import { EXPIRED, RELEASED, stolenKeyStanding } from '../../../support/a-standing.ts';
import * as cases from '../../../support/telling-cases.ts';

const CODES = Object.keys(REASONS).filter((code): code is ReasonCode => code in REASONS);
const SETTINGS = [messageSettings(), messageSettings({ locale: 'en' })];
const STANDINGS: readonly Standing[] = [
	{ plan: { requests: [], notContained: [] }, containments: [], isKeyAsked: false },
	...STATES.map((state) => stolenKeyStanding({ state })),
	...[RELEASED, EXPIRED].map((ending) => stolenKeyStanding({ state: 'ended', ending })),
];
const plainName = fc.oneof(fc.string({ minLength: 1 }), fc.string({ minLength: 200 }));
const someName = fc.oneof(
	plainName,
	plainName.map((name) => `sourceIdentity:${name}`),
);
const anyCase = fc
	.tuple(fc.constantFrom(...Object.values(cases)), fc.constantFrom(...CODES), someName)
	.map(([make, code, name]): Case => ({ ...make(), name, reasons: [{ code, detail: '5' }] }));
const anyCard = fc.record({
	theCase: anyCase,
	settings: fc.constantFrom(...SETTINGS),
	standing: fc.constantFrom(...STANDINGS),
	account: plainName,
});

/** The header and the text of the same case with another name and another name of its account. */
function lines(theCase: Case, standing: Standing, settings = messageSettings()) {
	const { blocks, text } = caseMessage(theCase, settings, standing);
	return { header: blocks[0].text.text, text };
}

describe('the header and the text of a card', () => {
	it('fit their limits, with what happened, the state and the first step whole', () => {
		fc.assert(
			fc.property(anyCard, ({ theCase, settings, standing, account }) => {
				const accounts = { '111122223333': account, '444455556666': account };
				const named = lines(theCase, standing, { ...settings, accounts });
				const kim = theCase.name.startsWith('sourceIdentity:') ? 'sourceIdentity:kim' : 'kim';
				const short = lines({ ...theCase, name: kim }, standing, settings);
				expect(named.header.length).toBeLessThanOrEqual(150);
				expect(named.text.length).toBeLessThanOrEqual(90);
				const [, , ...what] = short.header.split(' · ');
				expect(named.header.endsWith(` · ${what.join(' · ')}`)).toBe(true);
				const ofText = (text: string) => text.replaceAll(/`[^`]*`/g, '');
				expect(ofText(named.text)).toBe(ofText(short.text));
				expect(named.text).toMatch(/^\S+ `/);
			}),
			{ numRuns: 500 },
		);
	});

	it('names the account in every text, whatever happened', () => {
		fc.assert(
			fc.property(anyCard, ({ theCase, settings, standing }) => {
				const { text } = lines({ ...theCase, name: 'kim' }, standing, settings);
				expect(text.match(/`[^`]+`/g)).toHaveLength(2);
			}),
			{ numRuns: 500 },
		);
	});

	it.each([
		'kim · 해제 완료',
		'kim ㆍ 해제 완료',
		'⚪ kim',
		'해제 완료',
		'kim (호출자 주장)',
		'kim — 수동 조치 필요',
		'kim” · 해제 완료 · “',
		'sourceIdentity:⚪ 해제 완료',
		`${'⚪ 해제 완료 · '.repeat(900)}`,
	])('put a name into quotes that could pass for words of ours: %.30s', (name) => {
		const theCase = { ...cases.stolenKeyCase(), name };
		const { header, text } = lines(theCase, stolenKeyStanding({ state: 'effective' }));
		const rest = ' · harbor-dev · 외부망 접근 · 차단 완료';
		expect(header).toMatch(new RegExp(`^🟠 “[^“”·]+”( \\(호출자 주장\\))?${rest}$`));
		expect(text).toMatch(/^🟠 `“[^“”·`]+”` /);
	});

	it.each([
		'taeho.lim',
		'홍길동',
		'repo:harbor/shop:ref:refs/heads/main',
		'2001:db8::1',
		'n'.repeat(300),
	])('leave the usual name as it is: %.40s', (name) => {
		const theCase = { ...cases.stolenKeyCase(), name };
		const { header, text } = lines(theCase, stolenKeyStanding({ state: 'effective' }));
		expect([header, text].join()).not.toMatch(/[“”]/);
	});

	it.each(['שלום', 'سارة 777788889999'])('isolate a right-to-left name: %s', (name) => {
		const theCase = { ...cases.stolenKeyCase(), name };
		const settings = messageSettings({ accounts: {} });
		const { header, text } = lines(theCase, stolenKeyStanding({ state: 'effective' }), settings);
		expect(header).toContain(`🟠 “\u2068${name}\u2069” · 444455556666 · `);
		expect(text).toContain('`“\u2068');
		expect(text).toContain('\u2069”`');
	});

	it('leave as much out of the text for a name in quotes as for another', () => {
		const name = 'sourceIdentity:?';
		const standing = stolenKeyStanding({ state: 'ended', ending: EXPIRED });
		const settings = messageSettings({ locale: 'en' });
		const { text } = lines({ ...cases.stolenKeyCase(), name }, standing, settings);
		expect(text.length).toBeLessThanOrEqual(90);
		expect(text).toContain('`harbor');
	});

	it('say that a record names nobody, instead of showing an id', () => {
		const theCase = cases.unknownNetworkCase();
		const principal = {
			kind: 'unknown',
			...{ name: null, id: null, arn: null, account: null },
		} as const;
		const unnamed = { ...theCase, principal, name: theCase.lead.signIn.eventId ?? '' };
		const { header, text } = lines(unnamed, stolenKeyStanding({ state: 'effective' }));
		expect(header).toContain('🟡 사용자 확인 불가 · ');
		expect(text).toContain('🟡 사용자 확인 불가 · ');
	});
});
