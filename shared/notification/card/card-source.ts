import type { Case } from '../../case/case.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import type { Words } from '../words/words.ts';
import type { Phrase } from './phrase.ts';
import type { Standing } from './standing.ts';

/** The parts of the configuration that a message depends on. */
export type MessageSettings = Pick<
	Configuration,
	'accounts' | 'workloads' | 'locale' | 'timeZone' | 'poweredBy' | 'runbook' | 'deployment'
>;

/** Everything that the lines of a card are made from. */
export interface CardSource {
	readonly theCase: Case;
	readonly settings: MessageSettings;
	readonly standing: Standing;
	readonly words: Words;
}

/**
 * A label with its lines, the most important line first. It has no lines if there is nothing to
 * show.
 */
export interface Fact {
	readonly label: string;
	readonly lines: readonly Phrase[];
}
