import type { Locale } from '../../configuration/configuration.ts';
import type { MessageSettings } from '../card/card-source.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';
import type { Words } from './words.ts';

const WORDS: Readonly<Record<Locale, Words>> = { ko, en };

/** The words in the configured language. */
export function wordsOf({ locale }: Pick<MessageSettings, 'locale'>): Words {
	return WORDS[locale];
}
