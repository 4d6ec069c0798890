import type { Benchmark } from '../../configuration/configuration.ts';
import type { Finding } from '../../report/account-report.ts';
import { FINDING_CODES } from '../../report/finding-codes.ts';
import type { Owner } from '../../report/owner.ts';
import { localDay } from '../../runtime/local-time.ts';
import { joined, own, type Phrase, phrase } from '../card/phrase.ts';
import type { ReportWords } from '../words/report-words.ts';
import type { ReportFileSettings } from './report-settings.ts';

/** What a finding is about is a short text. */
const MOST_DETAIL = 80;

/**
 * The name of the rule, then its numbers in the configured benchmarks, then what it is about and the
 * day of the limit: `key past its rotation limit (CIS 7.0 2.12) · limit 2024-03-09`.
 */
export function findingLine(
	{ code, dueAt, detail }: Finding,
	words: ReportWords,
	{ timeZone, report }: ReportFileSettings,
): Phrase {
	const numbers = benchmarkNumbers(code, report.benchmark);
	const rule = numbers === '' ? words.findings[code] : `${words.findings[code]} (${numbers})`;
	return joined(
		[
			own(rule),
			...(detail === null ? [] : [phrase`${{ raw: detail, max: MOST_DETAIL }}`]),
			...(dueAt === null ? [] : [own(dueWords({ code, dueAt }, words, timeZone))]),
		],
		' · ',
	);
}

/** The day of the limit, or of the review, which is a day of the calendar and of no time zone. */
export function dueWords(
	{ code, dueAt }: Pick<Finding, 'code'> & { readonly dueAt: number },
	words: ReportWords,
	timeZone: string,
): string {
	return code === 'use-excepted'
		? words.review(localDay(dueAt, 'UTC'))
		: words.limit(localDay(dueAt, timeZone));
}

/** `CIS 5.0 1.13, CIS 7.0 2.12`; empty if the benchmarks do not have the rule. */
export function benchmarkNumbers(code: Finding['code'], benchmarks: readonly Benchmark[]): string {
	const { cis } = FINDING_CODES[code];
	return benchmarks
		.flatMap((version) => (cis[version] === null ? [] : [`CIS ${version} ${cis[version]}`]))
		.join(', ');
}

/** The owner, and who named them. */
export function ownerLine(owner: Owner | null, words: ReportWords): Phrase {
	if (owner === null) return own(words.noOwner);
	const source = words.ownerSources[owner.source];
	if (owner.tag === null) return phrase`${owner.value} (${own(source)})`;
	return phrase`${owner.value} (${own(source)} ${owner.tag})`;
}
