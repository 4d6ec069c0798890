import type { Locale } from '../../configuration/configuration.ts';
import type { SummaryKind } from '../../summary/summary-entry.ts';
import { type Phrase, phrase } from '../card/phrase.ts';

/** The words of the daily summary in one language. */
export interface SummaryWords {
	readonly title: string;
	/** How many sign-ins it tells. */
	readonly intro: (signIns: string) => string;
	readonly kinds: Readonly<Record<SummaryKind, string>>;
	/** What somebody should do about the lines of a kind; empty if nothing. */
	readonly check: Readonly<Record<SummaryKind, string>>;
	readonly count: (count: string) => string;
	readonly networks: (count: string) => string;
	readonly more: (count: string) => string;
	readonly first: string;
	readonly last: string;
	/** The record came when the summary of its own day was closed. */
	readonly late: (day: string) => string;
	readonly rest: (lines: string, count: string) => string;
	/** Where the lines are that do not fit. */
	readonly all: (command: Phrase) => Phrase;
	readonly zone: (timeZone: string) => string;
}

const ko: SummaryWords = {
	title: '일일 요약',
	intro: (signIns) => `바로 알리지 않고 모아 둔 로그인 기록 ${signIns}건입니다.`,
	kinds: { odd: '해석할 수 없는 기록', vendor: '등록된 외부 업체', workload: '등록된 워크로드' },
	check: {
		odd: 'CloudTrail에서 이벤트와 IP로 찾아 누가 한 작업인지 확인해 주세요.',
		vendor: '',
		workload: '',
	},
	count: (count) => `${count}회`,
	networks: (count) => `네트워크 ${count}개`,
	more: (count) => ` 외 ${count}개`,
	first: '처음',
	last: '마지막',
	late: (day) => `${day} 기록(늦게 도착)`,
	rest: (lines, count) => `외 ${lines}건 · ${count}회`,
	all: (command) => phrase`전체 목록은 CloudTrail 로그를 다시 판정하면 볼 수 있습니다: ${command}`,
	zone: (timeZone) => `시간대 : ${timeZone}`,
};

const en: SummaryWords = {
	title: 'Daily summary',
	intro: (signIns) =>
		signIns === '1'
			? '1 sign-in record that was not posted at once.'
			: `${signIns} sign-in records that were not posted at once.`,
	kinds: {
		odd: 'Records that could not be understood',
		vendor: 'Listed vendors',
		workload: 'Listed workloads',
	},
	check: {
		odd: 'Find them in CloudTrail by event and address, and check who did this.',
		vendor: '',
		workload: '',
	},
	count: (count) => `× ${count}`,
	networks: (count) => `${count} networks`,
	more: (count) => ` and ${count} more`,
	first: 'first',
	last: 'last',
	late: (day) => `from ${day}, arrived late`,
	rest: (lines, count) => `and ${lines} more ${lines === '1' ? 'line' : 'lines'} · × ${count}`,
	all: (command) => phrase`To see all of them, judge the CloudTrail logs again: ${command}`,
	zone: (timeZone) => `time zone : ${timeZone}`,
};

const WORDS: Readonly<Record<Locale, SummaryWords>> = { ko, en };

/** The words in the configured language. */
export function summaryWordsOf({ locale }: { readonly locale: Locale }): SummaryWords {
	return WORDS[locale];
}
