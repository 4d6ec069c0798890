import type { Case } from '../../case/case.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import type { Words } from '../words/words.ts';
import type { Phrase } from './phrase.ts';
import type { Standing } from './standing.ts';

/** The parts of the configuration that words a message. */
export type MessageSettings = Pick<
	Configuration,
	'accounts' | 'workloads' | 'locale' | 'timeZone' | 'poweredBy' | 'runbook'
>;

/** All that a line of the card is made from. */
export interface CardSource {
	readonly theCase: Case;
	readonly settings: MessageSettings;
	readonly standing: Standing;
	readonly words: Words;
}

/** One labelled thing that the card tells, the most important line first; no lines where nothing is to be said. */
export interface Fact {
	readonly label: string;
	readonly lines: readonly Phrase[];
}
