import { readArn } from '../../sign-in/arn.ts';
import type { Words } from '../words/words.ts';
import type { MessageSettings } from './card-source.ts';
import { own, type Phrase, phrase } from './phrase.ts';

/** An account as people call it; its id where the configuration has no name for it. */
export function accountPhrase(id: string | null, settings: MessageSettings, words: Words): Phrase {
	return id === null ? own(words.unknownAccount) : phrase`${nameOfAccount(id, settings) ?? id}`;
}

export function nameOfAccount(
	id: string | null,
	{ accounts: names }: MessageSettings,
): string | null {
	return id !== null && Object.hasOwn(names, id) ? (names[id] ?? null) : null;
}

/** `user/minji` of `arn:aws:iam::111122223333:user/minji`: the account stands elsewhere on the card. */
export function shortArn(arn: string): string {
	return readArn(arn)?.resource ?? arn;
}
