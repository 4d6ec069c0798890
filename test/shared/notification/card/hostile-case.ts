import fc from 'fast-check';
import type { Case } from '../../../../shared/case/case.ts';
import type { CaseUses } from '../../../../shared/case/case-uses.ts';
import type { MessageSettings } from '../../../../shared/notification/card/card-source.ts';
import { REASONS, type ReasonCode } from '../../../../shared/verdict/reasons.ts';
import { messageSettings } from '../../../support/a-case.ts';
import * as tellingCases from '../../../support/telling-cases.ts';
import * as tellingUses from '../../../support/telling-uses.ts';

export const BASES = Object.values({ ...tellingCases, ...tellingUses });
export const CODES: readonly ReasonCode[] = Object.keys(REASONS).filter(
	(code): code is ReasonCode => code in REASONS,
);

/** Fields whose texts are our own; every other text of a case comes from an event. */
const OURS = new Set([
	...[
		'kind',
		'eventSource',
		'part',
		'outcome',
		'disposition',
		'severity',
		'classification',
		'mfa',
		'code',
	],
	...['subject', 'workload'],
]);
/** Fields that are not a text and may be null. */
const NO_TEXT = new Set(['session', 'workload', 'endsAt', 'ageDays', 'issuedAt']);

export const ATTACKS = [
	'<!channel>',
	'<!here|here>',
	'<@U1>',
	'<#C1|general>',
	'<!subteam^S1>',
	'<https://evil.example|AWS Console>',
	'https://evil.example/login',
	'*bold*',
	'_italic_',
	'~struck~',
	'`code`',
	'``` block',
	'` *out* `',
	'```\n*out*\n```',
	':rotating_light:',
	'@here @channel',
	'&lt;!channel&gt;',
	'&amp;lt;!here&amp;gt;',
	'\u202Etxet',
	'\u2066\u2069\u200F',
	'\uFEFF\u200B\u2060',
	'\u3164\u115F',
	'first\n\n> second\r\n1. third\u2028fourth\u0085',
	'\u001B[2J\u001B]8;;https://evil.example\u0007',
	'\u009B31m',
	'\u0000\u0008',
	'한글 이름',
	'\uD800',
	'a\uDC00\uD83D',
	'👩‍👩‍👧',
	'&'.repeat(5000),
	'<'.repeat(5000),
	'"\\'.repeat(2500),
	'가'.repeat(5000),
	'\n'.repeat(5000),
	'',
	"'], reason: '' }], accounts: {",
	'constructor',
	'__proto__',
];

const hostileText = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom(...ATTACKS) },
	{
		weight: 1,
		arbitrary: fc
			.array(fc.constantFrom(...ATTACKS), { maxLength: 4 })
			.map((parts) => parts.join('')),
	},
	{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);

export interface HostilePair {
	readonly hostile: Case;
	/** The same case with a short harmless text in place of each attack. */
	readonly harmless: Case;
	readonly hostileSettings: MessageSettings;
	readonly harmlessSettings: MessageSettings;
}

/** Cases in which every text from an event is an attack, each with its harmless counterpart. */
export const hostilePair: fc.Arbitrary<HostilePair> = fc
	.record({
		base: fc.constantFrom(...BASES),
		texts: fc.array(hostileText, { minLength: 12, maxLength: 12 }),
		codes: fc.uniqueArray(fc.constantFrom(...CODES), { maxLength: CODES.length }),
		accounts: fc.integer({ min: 0, max: 20 }),
		events: fc.integer({ min: 0, max: 20 }),
		locale: fc.constantFrom('ko' as const, 'en' as const),
	})
	.map(({ base, texts, codes, accounts, events, locale }) => {
		// The number makes all texts of a case different. It is invisible, so that an empty text
		// stays empty.
		const attack = (at: number) => `${texts[at % texts.length] ?? ''}${'\u200B'.repeat(at)}`;
		const harmless = (at: number) => `harmless${at}`;
		const build = (textAt: (at: number) => string) =>
			fillCase({ base, codes, accounts, events }, textAt);
		const settings = (textAt: (at: number) => string, theCase: Case) =>
			messageSettings({
				locale,
				poweredBy: textAt(900),
				accounts: Object.fromEntries(theCase.accounts.map((id, at) => [id, textAt(901 + at)])),
			});
		const pair = { hostile: build(attack), harmless: build(harmless) };
		return {
			...pair,
			hostileSettings: settings(attack, pair.hostile),
			harmlessSettings: settings(harmless, pair.harmless),
		};
	});

interface Shape {
	readonly base: () => Case;
	readonly codes: readonly ReasonCode[];
	readonly accounts: number;
	readonly events: number;
}

/** The case of `base` with every text from an event replaced by the next one of `textAt`. */
export function fillCase(
	{ base, codes, accounts, events }: Shape,
	textAt: (at: number) => string,
): Case {
	let at = 0;
	const next = () => textAt(at++);
	const { lead, principal, ...rest } = base();
	return {
		...rest,
		id: next(),
		name: next(),
		principal: replaced(principal, next),
		lead: replaced(lead, next),
		accounts: Array.from({ length: accounts }, next),
		events: Object.fromEntries(Array.from({ length: events }, () => [next(), 2])),
		reasons: codes.map((code) => ({ code, detail: next(), eventId: next() })),
		uses: rest.uses === null ? null : hostileUses(rest.uses, events, next),
	};
}

function hostileUses(uses: CaseUses, count: number, next: () => string): CaseUses {
	const texts = () => Array.from({ length: count }, next);
	const actions = texts();
	return {
		...uses,
		...{ credentials: texts(), services: texts() },
		actions: Object.fromEntries(actions.map((action) => [action, 2])),
		deniedActions: Object.fromEntries(actions.map((action, at) => [action, at % 3])),
	};
}

/** A copy with every text replaced that is not our own; a missing text is replaced too. */
function replaced<T>(value: T, next: () => string): T {
	return JSON.parse(JSON.stringify(value), (key, part: unknown) => {
		const isText = typeof part === 'string' ? !OURS.has(key) : part === null && !NO_TEXT.has(key);
		return isText ? next() : part;
	});
}
