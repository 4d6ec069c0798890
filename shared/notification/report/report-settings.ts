import type { Configuration } from '../../configuration/configuration.ts';
import { nameOfAccount } from '../card/short-names.ts';
import { enReport } from '../words/en-report.ts';
import { koReport } from '../words/ko-report.ts';
import type { ReportWords } from '../words/report-words.ts';

/** The parts of the configuration that the report depends on. */
export type ReportFileSettings = Pick<
	Configuration,
	'locale' | 'timeZone' | 'poweredBy' | 'accounts' | 'report'
>;

const WORDS = { ko: koReport, en: enReport } as const;

/** The words of the report in the configured language. */
export function reportWordsOf({ locale }: Pick<Configuration, 'locale'>): ReportWords {
	return WORDS[locale];
}

/** The name of an account, or its id if the configuration has no name for it. */
export function accountName(id: string, settings: Pick<Configuration, 'accounts'>): string {
	return nameOfAccount(id, settings) ?? id;
}
