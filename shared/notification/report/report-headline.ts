import type { ReportSummary } from '../../report/report-summary.ts';
import { joined, own, type Phrase, phrase } from '../card/phrase.ts';
import type { ReportWords } from '../words/report-words.ts';
import { accountName, type ReportFileSettings } from './report-settings.ts';

/** What the headline is made of; a whole report has it too. */
export type Headline = Pick<ReportSummary, 'counts' | 'failed'>;

/** More accounts than this are only counted. */
const MOST_NAMES = 5;
const MOST_NAME = 40;

/** `action needed 12 (new 3, resolved 2) · owner unknown 5 · oldest 1,393 days · 1 account not read`. */
export function headlineOf(
	{ counts, failed }: Headline,
	words: ReportWords,
	settings: ReportFileSettings,
): Phrase {
	return joined([own(countsLine(counts, words)), ...notRead(failed, words, settings)], ' · ');
}

/** The same as mrkdwn, with the numbers in bold. */
export function boldHeadlineOf(
	{ counts, failed }: Headline,
	words: ReportWords,
	settings: ReportFileSettings,
): Phrase {
	const bold = own(`*${countsLine(counts, words)}*`);
	return joined([bold, ...notRead(failed, words, settings)], ' · ');
}

function countsLine(counts: Headline['counts'], words: ReportWords): string {
	const { action, new: added, resolved, withoutOwner, oldestKeyDays } = counts;
	const changes = added === null || resolved === null ? '' : ` (${words.changes(added, resolved)})`;
	return [
		words.action(action) + changes,
		words.withoutOwner(withoutOwner),
		...(oldestKeyDays === null ? [] : [words.oldest(oldestKeyDays)]),
	].join(' · ');
}

/** The headline for phones and screen readers, within 90 characters as a rule. */
export function shortHeadlineOf(
	{ counts, failed, notes }: Headline & Pick<ReportSummary, 'notes'>,
	words: ReportWords,
): string {
	const { action, new: added, withoutOwner, oldestKeyDays } = counts;
	if (counts.accounts === 0) return `${words.shortTitle}: ${words.nothingRead}`;
	const parts = [
		words.action(action) + (added === null ? '' : ` (${words.added(added)})`),
		words.withoutOwner(withoutOwner),
		...(oldestKeyDays === null ? [] : [words.oldest(oldestKeyDays)]),
		...(failed.length === 0 ? [] : [`${words.notReadTitle} ${failed.length}`]),
		...(notes.length === 0 ? [] : [`${words.notesTitle} ${accountsIn(notes)}`]),
	];
	return `${words.shortTitle}: ${parts.join(' · ')}`;
}

/**
 * What to say instead of a table, or null if there is something to show. Nobody may read that
 * nothing was found while something could not be read.
 */
export function nothingLine(
	{ counts, failed, notes }: Headline & Pick<ReportSummary, 'notes'>,
	words: ReportWords,
): string | null {
	if (counts.accounts === 0) return words.nothingRead;
	if (counts.action > 0 || failed.length > 0 || notes.length > 0) return null;
	return `${words.nothing} ${words.looked(counts)}`;
}

/** An account may have several notes. */
function accountsIn(notes: ReportSummary['notes']): number {
	return new Set(notes.map(({ account }) => account)).size;
}

function notRead(
	failed: Headline['failed'],
	words: ReportWords,
	settings: ReportFileSettings,
): Phrase[] {
	if (failed.length === 0) return [];
	const names = failed
		.slice(0, MOST_NAMES)
		.map(({ account }) => phrase`${{ raw: accountName(account, settings), max: MOST_NAME }}`);
	const shown = failed.length > MOST_NAMES ? [...names, own('…')] : names;
	return [words.notRead(failed.length, joined(shown, ', '))];
}
