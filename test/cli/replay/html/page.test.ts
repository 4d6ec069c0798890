import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fateOf } from '../../../../cli/replay/html/fate.ts';
import { KeptCases } from '../../../../cli/replay/html/kept-cases.ts';
import { replayPage, safeJson } from '../../../../cli/replay/html/page.ts';
import { Unreadable } from '../../../../cli/replay/unreadable.ts';
import { refuse } from '../../../../shared/record/record.ts';
import { ATTACKS } from '../../../shared/notification/card/hostile-case.ts';
import { aCase, aJudgedSignIn } from '../../../support/a-case.ts';
import { aFullPlan, stolenKeyPlan } from '../../../support/a-case-plan.ts';
import { aPageSource, manyCases, pageConfiguration } from '../../../support/a-page.ts';
import { eyes } from '../../../support/run-eyes.ts';
import { stolenKeyCase } from '../../../support/telling-cases.ts';

/** What a reader sees of the page without its script. */
function textOf(page: string): string {
	return page
		.replaceAll(/<(style|script)\b.*?<\/\1>/gs, '')
		.replaceAll(/<[^>]*>/g, ' ')
		.replaceAll(/\s+/g, ' ');
}

/** The tags of a page with the names of their attributes, without texts, values and data. */
function outlineOf(page: string): string {
	return page
		.replaceAll(/(<script type="application\/json"[^>]*>).*?</gs, '$1<')
		.replaceAll(/="[^"]*"/g, '')
		.replaceAll(/>[^<]*/g, '>');
}

/** The data that the page's script reads. */
function dataOf(page: string, id: string): unknown {
	const [, json = ''] = new RegExp(`id="${id}">(.*?)</script>`, 's').exec(page) ?? [];
	return JSON.parse(json);
}

const en = pageConfiguration({ locale: 'en' });

describe('the page', () => {
	it('says who would be denied in the chosen mode, and what could not be and why', () => {
		expect(textOf(replayPage(aPageSource()))).toContain(
			'contain 모드: 자동으로 차단합니다. 1명을 차단했을 것입니다. ' +
				'사건 1건은 어느 모드에서도 차단할 수 없습니다(위치 미확인 1).',
		);
		expect(textOf(replayPage(aPageSource({ configuration: en })))).toContain(
			'1 person would have been blocked. 1 case cannot be blocked in any mode (location unknown 1).',
		);
	});

	it.each([
		['mode-observe', 'observe', 'In mode contain 1 person would have been blocked.'],
		['mode-ask', 'ask', 'Blocking 1 person would have waited for a responder.'],
		['breaker-open', 'contain', 'The circuit breaker would have stopped blocking 1 person.'],
	] as const)('says what becomes of a plan with %s', (reason, mode, sentence) => {
		const containment = { mode, policyType: 'scp' };
		const plan = { ...stolenKeyPlan(), notContained: [reason] };
		const page = replayPage(
			aPageSource({
				configuration: pageConfiguration({ locale: 'en', containment }),
				cases: [{ theCase: aCase(), plan, actor: null }],
			}),
		);
		expect(textOf(page)).toContain(sentence);
		expect(textOf(page)).not.toContain('. 1 person would have been blocked.');
	});

	it('never looks like "all clear" if nothing was read', () => {
		const page = replayPage(aPageSource({ configuration: en, cases: [], period: null }));
		expect(textOf(page)).toContain('No sign-in record was judged.');
		expect(textOf(page)).not.toContain('No case to tell');
		expect(page).not.toContain('<script');
	});

	it('says what could not be read, also when there is no case', () => {
		const unreadable = new Unreadable();
		for (let time = 0; time < 7; time++) unreadable.add('a.json', refuse('not-json', '<b>'));
		const refused = unreadable.reasons;
		const page = replayPage(aPageSource({ configuration: en, cases: [], period: [0, 1], refused }));
		expect(textOf(page)).toContain('Records that could not be read: 7');
		expect(textOf(page)).toContain('a.json: &lt;b&gt; and 6 more');
		expect(textOf(page)).toContain('No case to tell in the records that were read.');
	});

	it('says what is not on it', () => {
		const counts = { ...aPageSource().counts, inSummaries: 3 };
		const page = replayPage(
			aPageSource({ configuration: en, leftOut: 12, counts, limits: ['--severity high'] }),
		);
		expect(textOf(page)).toContain('12 of the least severe are not on this page');
		expect(textOf(page)).toContain('in a summary, are not among the cases below: 3');
		expect(textOf(page)).toContain('Only the cases that these options leave: --severity high');
	});

	it('does not say that there is nothing to tell when options may have left it out', () => {
		const page = replayPage(
			aPageSource({
				configuration: en,
				cases: [],
				limits: ['--severity critical'],
				period: [0, 1],
			}),
		);
		expect(textOf(page)).toContain('No case fits these options: --severity critical.');
		expect(textOf(page)).not.toContain('No case to tell');
	});

	it('admits only its own style and script', () => {
		const page = replayPage(aPageSource());
		const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
		const [, script = ''] = /<script type="module">(.*?)<\/script>/s.exec(page) ?? [];
		// Its modules are joined, so no two of them may have the same name.
		expect(() => new Script(script)).not.toThrow();
		const hash = createHash('sha256').update(script).digest('base64');
		expect(policy).toContain('default-src &#39;none&#39;');
		expect(policy).toContain(`script-src &#39;sha256-${hash}&#39;`);
		expect(page).not.toMatch(/ style=|https?:\/\/[^"]*\.(js|css|woff2?)/);
	});

	it('escapes every value: attacks add no tag and no attribute', () => {
		const texts = fc.oneof(
			fc.constantFrom('</script><img src=x onerror=alert(1)>', '<!--', '"><b x="', ...ATTACKS),
			fc.string({ unit: 'binary', minLength: 1 }),
		);
		const pageWith = (text: string) => {
			const lead = aJudgedSignIn({
				signIn: {
					...{ region: text, error: text, userAgent: text, eventId: text, account: text },
					principal: { kind: 'iam-user', name: text, id: text, arn: text, account: text },
				},
				verdict: { origin: { address: text, kind: 'public', vpcEndpointId: text } },
			});
			const denied = { requests: aFullPlan(text).requests, notContained: [] };
			const nobody = { requests: [], notContained: aFullPlan('').notContained };
			const theCase = aCase({ lead, name: text, id: text });
			const unreadable = new Unreadable();
			unreadable.add(text, refuse('no-time', text));
			return replayPage(
				aPageSource({
					refused: unreadable.reasons,
					cases: [denied, nobody].map((plan) => ({ theCase, plan, actor: null })),
				}),
			);
		};
		const harmless = outlineOf(pageWith('harmless'));
		fc.assert(
			fc.property(texts, (text) => {
				const page = pageWith(text);
				expect(outlineOf(page)).toBe(harmless);
				expect(page.match(/<\/script/g)?.length).toBe(3);
				expect(dataOf(page, 'data')).toHaveProperty('cases.length', 2);
			}),
			{ numRuns: 60 },
		);
	});

	it('holds the card of each case', () => {
		const page = replayPage(aPageSource());
		expect(JSON.stringify(dataOf(page, 'rows'))).toContain('AIDAEXAMPLETAEHOLIM01');
		expect(dataOf(page, 'data')).toHaveProperty('cases.0.who', 'taeho.lim');
	});
});

describe('safeJson', () => {
	it('ends no script element, and parses to the same value', () => {
		fc.assert(
			fc.property(
				fc.jsonValue(),
				fc.constantFrom(...ATTACKS, '</script>', '\u2028'),
				(any, text) => {
					const json = safeJson([any, text]);
					expect(json).not.toMatch(/[<>&\u2028\u2029]/);
					expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify([any, text])));
				},
			),
		);
	});
});

describe('the cases that are kept', () => {
	it('are the most severe ones, in the order of time, and the others are counted', () => {
		const all = manyCases(500, 50);
		const kept = new KeptCases(120);
		for (const one of all) kept.add(one);
		const cases = kept.inOrder().map(({ theCase }) => theCase);
		expect(cases).toHaveLength(120);
		expect(kept.leftOut).toBe(380);
		expect(new Set(cases.map(({ severity }) => severity))).toEqual(new Set(['critical', 'high']));
		expect(cases.map(({ openedAt }) => openedAt)).toEqual(
			cases.map(({ openedAt }) => openedAt).toSorted((a, b) => a - b),
		);
	});
});

describe('fateOf', () => {
	it('claims a denial only if nothing speaks against it', () => {
		const { requests } = stolenKeyPlan();
		expect(fateOf({ requests, notContained: [] })).toBe('denied');
		expect(fateOf({ requests, notContained: ['external-caller-only'] })).toBe('denied');
		expect(fateOf({ requests, notContained: ['too-many-sessions'] })).toBe('partly');
		expect(fateOf({ requests, notContained: ['mode-ask', 'breaker-open'] })).toBe('held');
		expect(fateOf({ requests, notContained: ['mode-observe', 'mode-ask'] })).toBe('observed');
		expect(fateOf({ requests: [], notContained: ['mode-observe'] })).toBe('impossible');
		expect(fateOf({ requests: [], notContained: [] })).toBe('none');
	});
});

describe('eyes sample-day --format html', () => {
	it('prints one page with every case, and the summary on stderr', async () => {
		const args = ['sample-day', '--format', 'html', '--mode', 'contain', '--locale', 'en'];
		const { stdout, stderr, code } = await eyes(args);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^<!doctype html>\n<html lang="en">/);
		expect(stdout.match(/<tr role="row"><td/g)).toHaveLength(11);
		expect(textOf(stdout)).toContain('2026-03-03 08:52:07 ~ 22:32:04 (KST)');
		expect(textOf(stdout)).toContain('6 people would have been blocked.');
		expect(textOf(stdout)).toContain('Records that could not be read: 1');
		expect(stderr).toContain('6 people');
	});

	it('shows only the cases that --severity leaves, and says so', async () => {
		const { stdout } = await eyes(['sample-day', '--format', 'html', '--severity', 'high']);
		expect(stdout.match(/<tr role="row"><td/g)).toHaveLength(6);
		expect(textOf(stdout)).toContain('--severity high');
	});
});

describe('what is said about people', () => {
	const { requests } = stolenKeyPlan();
	const theCase = stolenKeyCase();
	const cases = [[], ['session-not-denied'], []] as const;
	const page = replayPage(
		aPageSource({
			cases: cases.map((notContained) => ({
				theCase,
				plan: { requests, notContained },
				actor: null,
			})),
		}),
	);

	it('counts somebody with several cases once, as denied in part if one of them is', () => {
		const answer = /<p class="answer">([^<]*)/.exec(page)?.[1];
		expect(answer).toContain('1명은 일부 세션이 차단되지 않은 채');
		expect(answer).not.toContain('1명을 차단했을');
	});

	it('says the same in the list, and what is left to a human', () => {
		const list = /<table class="denials">.*?<\/table>/s.exec(page)?.[0];
		expect(list).toContain('일부 차단(모의)');
		expect(list).toContain('그 역할의 활성 세션을 직접 취소해 주세요.');
	});
});
