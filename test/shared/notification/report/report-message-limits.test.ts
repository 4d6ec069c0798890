import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownerForms } from '../../../../shared/notification/report/owner-message.ts';
import { reportForms } from '../../../../shared/notification/report/report-message.ts';
import type { ChannelMessage } from '../../../../shared/notification/slack/channel-message.ts';
import type { Finding } from '../../../../shared/report/account-report.ts';
import {
	FINDING_CODES,
	FINDING_SEVERITIES,
	type FindingCode,
} from '../../../../shared/report/finding-codes.ts';
import type { ReportedCredential } from '../../../../shared/report/report.ts';
import {
	aFinding,
	anActivity,
	aReportedKey,
	aSummary,
	REPORT_AT,
	reportSettings,
} from '../../../support/a-report.ts';
import { checkLimits } from '../../../support/check-limits.ts';
import { ATTACKS } from '../card/hostile-case.ts';

const CODES = Object.keys(FINDING_CODES) as FindingCode[];
const CODE_SPAN = /`[^`\n]+`/g;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** A credential in which every text that AWS or a user agent gives is the next of `textAt`. */
function filled(textAt: () => string, findings: readonly Finding[], ageDays: number | null) {
	const activity = anActivity({
		...{ networkCount: 2, programs: [textAt()], services: [textAt(), textAt(), textAt()] },
		networks: [1, 2].map((lastAt) => ({ network: textAt(), classification: 'untrusted', lastAt })),
	});
	return aReportedKey({
		...{ account: textAt(), user: textAt(), credential: textAt(), ageDays },
		owner: { value: textAt(), source: 'tag', tag: textAt() },
		use: { iam: null, history: null, trail: activity },
		findings: findings.map((one) => ({ ...one, detail: textAt() })),
	});
}

const someFindings = fc.array(
	fc.record({ code: fc.constantFrom(...CODES), severity: fc.constantFrom(...FINDING_SEVERITIES) }),
	{ minLength: 1, maxLength: 6 },
);
const hostile = fc.record({
	texts: fc.array(fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: 'binary' })), {
		minLength: 7,
		maxLength: 7,
	}),
	findings: someFindings,
	ages: fc.array(fc.option(fc.nat(9000)), { minLength: 1, maxLength: 70 }),
	accounts: fc.nat(20),
	locale: fc.constantFrom('ko' as const, 'en' as const),
});

/** All forms of both messages, made of these texts. */
function formsOf(
	{ findings, ages, accounts, locale }: Omit<HostileParts, 'texts'>,
	textAt: (at: number) => string,
): ChannelMessage[] {
	let at = 0;
	const next = () => textAt(at++);
	const settings = reportSettings({ locale, poweredBy: 'team' });
	const failed = Array.from({ length: accounts }, () => ({ account: next(), why: next() }));
	const notes = Array.from({ length: accounts }, () => ({ account: next(), why: next() }));
	const all = findings.map((one) => aFinding({ ...one, dueAt: REPORT_AT }));
	const credentials = ages.map((age) => filled(next, all, age));
	const summary = { ...aSummary({ credentials, failed }), notes };
	return [...reportForms(summary, settings), ...ownerForms({ credentials }, '2026-W49', settings)];
}

interface HostileParts {
	readonly texts: readonly string[];
	readonly findings: readonly Pick<Finding, 'code' | 'severity'>[];
	readonly ages: readonly (number | null)[];
	readonly accounts: number;
	readonly locale: 'ko' | 'en';
}

/** Every text of a message that Slack reads as mrkdwn. */
function mrkdwnOf({ text, blocks = [] }: ChannelMessage): string[] {
	const found: string[] = [];
	JSON.stringify(blocks, (_, value) => {
		if (Object(value).type === 'mrkdwn') found.push(value.text);
		return value;
	});
	return [text, ...found];
}

/** Every text of the cells. */
function cellsOf({ blocks = [] }: ChannelMessage): string[] {
	const tables = blocks.filter(({ type }) => type === 'data_table' || type === 'table');
	return tables.flatMap((table) =>
		('rows' in table ? table.rows : []).flat().map((cell) => ('text' in cell ? cell.text : '')),
	);
}

describe('the messages of a report made of attacks', () => {
	it('stay within the limits of Slack', () => {
		fc.assert(
			fc.property(hostile, ({ texts, ...parts }) => {
				const forms = formsOf(parts, (at) => texts[at % texts.length] ?? '');
				expect(forms.flatMap(checkLimits)).toEqual([]);
			}),
		);
	});

	it('hold every text as a value: in mrkdwn as code, in cells as one visible line', () => {
		fc.assert(
			fc.property(hostile, ({ texts, ...parts }) => {
				const forms = formsOf(parts, (at) => texts[at % texts.length] ?? '');
				for (const text of forms.flatMap(mrkdwnOf)) {
					expect(text.replaceAll('```', '').replaceAll(CODE_SPAN, '')).not.toMatch(/[<>`@]/);
				}
				for (const cell of forms.flatMap(cellsOf)) expect(cell).not.toMatch(INVISIBLE);
			}),
		);
	});

	it('show or count every credential', () => {
		fc.assert(
			fc.property(hostile, ({ texts, findings, ages, ...parts }) => {
				const needing = findings.map((one) => ({ ...one, severity: 'high' as const }));
				const forms = formsOf({ ...parts, ages, findings: needing }, (at) => texts[at % 7] ?? '');
				for (const form of forms.filter(({ blocks }) => blocks !== undefined)) {
					const table = form.blocks?.find((block) => 'rows' in block);
					const rows = table !== undefined && 'rows' in table ? table.rows.length - 1 : 0;
					const more = /(\d+)(?:건이 더|건은 CSV| more are in| more\.)/;
					const counted = mrkdwnOf(form).flatMap((text) => more.exec(text)?.[1] ?? []);
					expect(rows + Number(counted.at(-1) ?? 0)).toBe(ages.length);
				}
			}),
		);
	});
});

describe('which credentials are shown', () => {
	const settings = reportSettings();
	const old = Array.from({ length: 80 }, (_, at) =>
		aReportedKey({ user: `old${at}`, ageDays: 3000 - at, findings: [aFinding()] }),
	);
	const root = aReportedKey({
		...{ user: '<root_account>', credential: 'user', ageDays: null },
		findings: [aFinding({ code: 'root-no-mfa', severity: 'critical' })],
	});
	/** As a report lists them: the most severe first. */
	const credentials: readonly ReportedCredential[] = [root, ...old];

	it('are the most severe, sorted by age', () => {
		const summary = aSummary({ credentials });
		expect(summary.credentials).toHaveLength(60);
		expect(summary.more).toBe(21);
		expect(summary.credentials[0]?.user).toBe('old0');
		expect(summary.credentials.at(-1)?.user).toBe('<root_account>');
	});

	it('hold the most severe one in every form, although not all fit', () => {
		const forms = reportForms(aSummary({ credentials }), settings);
		for (const form of forms) {
			const shown = [form.text, ...cellsOf(form)].join('\n');
			expect(shown).toContain('root_account');
			expect(shown).toContain('old0');
			expect(JSON.stringify(form)).toMatch(/외 \d+건은 CSV 파일에 있습니다/);
		}
	});

	it('are counted exactly in the text', () => {
		const [, , plain] = reportForms(aSummary({ credentials }), settings);
		const rows = plain.text.split('\n').filter((line) => line.includes('담당자') === false);
		const shown = rows.filter((line) => line.includes('`prod`')).length;
		expect(shown).toBeGreaterThan(10);
		expect(plain.text).toContain(`외 ${credentials.length - shown}건은 CSV 파일에 있습니다.`);
		expect(plain.text).toContain('devops팀');
	});
});
