import { readCaseName } from '../../case/case-name.ts';
import { localDay, localTime } from '../../runtime/local-time.ts';
import { nameInArn } from '../../sign-in/arn.ts';
import { type Few, MOST_VALUES, type SummaryLine } from '../../summary/count-line.ts';
import { type DailySummary, type Rest, signInsOf } from '../../summary/daily-summary.ts';
import { SUMMARY_KINDS, type SummaryKind } from '../../summary/summary-entry.ts';
import { REASONS, type ReasonCode } from '../../verdict/reasons.ts';
import type { SummaryWords } from '../words/summary-words.ts';
import type { Words } from '../words/words.ts';
import type { MessageSettings } from './card-source.ts';
import { joined, own, type Phrase, phrase } from './phrase.ts';
import { accountPhrase } from './short-names.ts';

/** Everything that the lines of a summary are made from. */
export interface SummarySource {
	readonly summary: DailySummary;
	readonly settings: MessageSettings;
	readonly words: Words & { readonly summary: SummaryWords };
}

/** The lines of one kind below their label, which is our own words. */
export interface SummaryGroup {
	readonly label: string;
	readonly lines: readonly Phrase[];
}

const ICONS: Readonly<Record<SummaryKind, string>> = { odd: '❔', vendor: '🤝', workload: '🤖' };
const MOST_NAME = 64;
/** An IPv6 address has 39 characters. */
const MOST_NETWORK = 45;

/** `일일 요약 · 2026-06-02`. */
export function summaryTitle({ summary, words }: SummarySource): string {
	return `${words.summary.title} · ${summary.day}`;
}

export function summaryIntro({ summary, words }: SummarySource): string {
	return words.summary.intro(number(signInsOf(summary)));
}

/** The kinds that have lines, each with what somebody should do about it. */
export function summaryGroups(source: SummarySource): readonly SummaryGroup[] {
	const { summary, words } = source;
	return SUMMARY_KINDS.flatMap((kind) => {
		const lines = summary.lines.filter((line) => line.kind === kind);
		const rest = summary.rest.filter((one) => one.kind === kind);
		const check = words.summary.check[kind];
		if (lines.length === 0 && rest.length === 0) return [];
		return [
			{
				label: words.summary.kinds[kind],
				lines: [
					...lines.map((line) => lineOf(line, source)),
					...rest.map((one) => restLine(one, words.summary)),
					...(check === '' ? [] : [own(`→ ${check}`)]),
				],
			},
		];
	});
}

function lineOf(line: SummaryLine, source: SummarySource): Phrase {
	const { words } = source;
	const { day, kind, count } = line;
	const parts = [
		...(kind === 'odd' ? oddParts(line, source) : machineParts(line, source)),
		own(words.summary.count(number(count))),
		...networks(line, words.summary),
		...times(line, source),
		...(day === source.summary.day ? [] : [own(words.summary.late(day))]),
	];
	return phrase`${own(`${ICONS[kind]} `)}${joined(parts, ' · ')}`;
}

/** `ci-deploy (harbor-prod)`, with the caller before it, and the subject. */
function machineParts(line: SummaryLine, { settings, words }: SummarySource): Phrase[] {
	const { caller, role, subject, account } = line;
	const name = phrase`${{ raw: nameInArn(role ?? '') ?? role, max: MOST_NAME }}`;
	const of = phrase`${name} (${accountPhrase(account, settings, words)})`;
	return [
		caller === null ? of : phrase`${accountPhrase(caller, settings, words)} → ${of}`,
		...(subject === null ? [] : [phrase`${{ raw: subject, max: MOST_NAME }}`]),
	];
}

function oddParts(line: SummaryLine, { settings, words }: SummarySource): Phrase[] {
	const { event, reason, people, account } = line;
	return [
		phrase`${{ raw: event, max: MOST_NAME }} (${accountPhrase(account, settings, words)})`,
		...(people.count === 0 ? [] : [few(people, words.summary, (one) => personPhrase(one, words))]),
		...(reason === null ? [] : [reasonWords(reason, words)]),
	];
}

/** A source identity is marked as a claim. */
function personPhrase(name: string, words: Words): Phrase {
	const { text, isClaimed } = readCaseName(name);
	const shown = phrase`${{ raw: text, max: MOST_NAME }}`;
	return isClaimed ? words.claimed(shown) : shown;
}

/** A reason that this version does not know is shown as it is. */
function reasonWords(reason: string, words: Words): Phrase {
	return isReason(reason) ? own(words.reasons[reason]) : phrase`${reason}`;
}

function isReason(reason: string): reason is ReasonCode {
	return Object.hasOwn(REASONS, reason);
}

function networks({ networks: shown }: SummaryLine, words: SummaryWords): Phrase[] {
	const listed = few(shown, words, (raw) => phrase`${{ raw, max: MOST_NETWORK }}`);
	if (shown.count <= 1) return [listed];
	const total = number(shown.count) + (shown.count >= MOST_VALUES ? '+' : '');
	return [phrase`${own(words.networks(total))} (${listed})`];
}

function few(
	{ shown, count }: Few,
	words: SummaryWords,
	phraseOf: (value: string) => Phrase,
): Phrase {
	const listed = joined(shown.map(phraseOf), ', ');
	const more = count - shown.length;
	return more > 0 ? [...listed, words.more(number(more))] : listed;
}

/** The times of a line are all on its day. */
function times({ firstAt, lastAt }: SummaryLine, { settings, words }: SummarySource): Phrase[] {
	const [first, last] = [firstAt, lastAt].map((time) => clock(time, settings.timeZone));
	if (first === last) return [own(String(first))];
	return [own(`${words.summary.first} ${first}`), own(`${words.summary.last} ${last}`)];
}

/** `13:35`. */
function clock(time: number, timeZone: string): string {
	const day = localDay(time, timeZone);
	return localTime(time, timeZone).slice(day.length + 1, -':00'.length);
}

function restLine({ lines, count }: Rest, words: SummaryWords): Phrase {
	return own(words.rest(number(lines), number(count)));
}

function number(count: number): string {
	return count.toLocaleString('en');
}
