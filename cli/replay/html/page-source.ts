import type { Configuration } from '../../../shared/configuration/configuration.ts';
import type { UnreadableReason } from '../unreadable.ts';
import type { CaseData } from './browser/page-data.ts';
import type { PlannedCase } from './kept-cases.ts';
import type { PageWords, ReadCounts } from './page-words.ts';
import type { Stay, Whereabouts } from './whereabouts.ts';

/** Everything that the page is made from. */
export interface PageSource {
	readonly configuration: Configuration;
	readonly counts: ReadCounts;
	readonly refused: readonly UnreadableReason[];
	/** The first and last time of the sign-ins; null if there are none. */
	readonly period: readonly [number, number] | null;
	readonly cases: readonly PlannedCase[];
	/** Options that leave cases out. */
	readonly limits: readonly string[];
	readonly whereabouts: Whereabouts;
	/** How many cases are not on the page. */
	readonly leftOut: number;
}

/** A case with what the page shows of it. */
export interface ShownCase {
	readonly planned: PlannedCase;
	readonly data: CaseData;
}

/** What each part of the page is given. */
export interface PagePart {
	readonly source: PageSource;
	readonly words: PageWords;
	readonly shown: readonly ShownCase[];
	/** From where the actor of each lane signed in. */
	readonly stays: readonly (readonly Stay[])[];
}
