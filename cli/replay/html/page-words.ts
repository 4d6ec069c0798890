import type { Locale, Mode } from '../../../shared/configuration/configuration.ts';
import type { NotContained } from '../../../shared/containment/not-contained.ts';
import type { NetworkClassification } from '../../../shared/network/network.ts';
import type { RefusalCode } from '../../../shared/record/record.ts';
import type { Severity } from '../../../shared/verdict/verdict.ts';
import type { Summary } from '../summary.ts';
import type { BrowserWords } from './browser/page-data.ts';
import { enPage } from './en-page.ts';
import type { Fate } from './fate.ts';
import { koPage } from './ko-page.ts';

/** The counts that the sentences of a page tell. */
export type ReadCounts = Pick<
	Summary,
	'files' | 'skippedFiles' | 'records' | 'signIns' | 'inSummaries'
> & { readonly uses: Pick<Summary['uses'], 'calls'> };

/** The words of the page in one language. */
export interface PageWords {
	readonly title: string;
	readonly read: (counts: ReadCounts) => string;
	readonly nothingRead: string;
	readonly refusedTitle: (count: string) => string;
	readonly refusedMeans: string;
	readonly refusedExamples: string;
	readonly refusals: Readonly<Record<RefusalCode, string>>;
	readonly noCases: string;
	readonly noneOfOptions: (options: string) => string;
	readonly onceADay: (signIns: string) => string;
	readonly limits: (options: string) => string;
	readonly leftOut: (count: string) => string;
	readonly mode: (mode: Mode) => string;
	/** Accounts with a mode of their own. */
	readonly otherModes: (modes: string) => string;
	/** One sentence for each fate of people. */
	readonly fateSentences: Readonly<
		Record<Exclude<Fate, 'impossible' | 'none'>, (people: number) => string>
	>;
	readonly impossible: (cases: number, why: string) => string;
	readonly nobodyDenied: string;
	readonly letters: Readonly<Record<Severity, string>>;
	readonly networks: Readonly<Record<NetworkClassification, string>>;
	/** Why a case cannot be denied, in a few words. */
	readonly whyNot: Readonly<Record<NotContained, string>>;
	readonly fates: Readonly<Record<Fate, string>>;
	readonly filters: {
		readonly title: string;
		readonly severity: string;
		readonly search: string;
		readonly network: string;
		readonly fate: string;
		readonly all: string;
		readonly reset: string;
	};
	readonly timeLine: string;
	readonly timeLineHint: string;
	readonly legend: { readonly denial: string; readonly network: string };
	readonly zoom: Readonly<Record<'in' | 'out' | 'earlier' | 'later' | 'all', string>>;
	readonly denials: string;
	readonly notDenied: string;
	readonly columns: Readonly<
		Record<
			'severity' | 'time' | 'who' | 'what' | 'account' | 'address' | 'fate' | 'selector',
			string
		>
	>;
	readonly cases: string;
	readonly sortHint: string;
	readonly until: (time: string) => string;
	readonly casesCount: (count: number) => string;
	readonly more: (count: number) => string;
	readonly noScript: string;
	readonly browser: BrowserWords;
}

const WORDS: Readonly<Record<Locale, PageWords>> = { ko: koPage, en: enPage };

/** The words in the configured language. */
export function pageWordsOf({ locale }: { readonly locale: Locale }): PageWords {
	return WORDS[locale];
}
