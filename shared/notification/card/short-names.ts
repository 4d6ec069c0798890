import { readArn } from '../../sign-in/arn.ts';
import type { Words } from '../words/words.ts';
import type { MessageSettings } from './card-source.ts';
import { own, type Phrase, phrase } from './phrase.ts';

/** AWS accepts no longer name of an account. */
export const MOST_ACCOUNT = 50;

/** The name of an account, or its id if the configuration has no name for it. */
export function accountPhrase(id: string | null, settings: MessageSettings, words: Words): Phrase {
	return id === null
		? own(words.unknownAccount)
		: phrase`${{ raw: nameOfAccount(id, settings) ?? id, max: MOST_ACCOUNT }}`;
}

export function nameOfAccount(
	id: string | null,
	{ accounts: names }: Pick<MessageSettings, 'accounts'>,
): string | null {
	return id !== null && Object.hasOwn(names, id) ? (names[id] ?? null) : null;
}

/** `user/minji` of `arn:aws:iam::111122223333:user/minji`. The card shows the account elsewhere. */
export function shortArn(arn: string): string {
	return readArn(arn)?.resource ?? arn;
}

/** `****WXYZ`: enough to tell keys apart. An id that is too short is hidden completely. */
export function maskKey(keyId: string): string {
	return keyId.length < 16 ? '****' : `****${keyId.slice(-4)}`;
}
