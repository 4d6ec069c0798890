import type { Case } from '../../case/case.ts';
import type { Age, Words } from '../words/words.ts';
import type { CardSource } from './card-source.ts';
import { joined, own, type Phrase, phrase } from './phrase.ts';
import { maskKey } from './short-names.ts';
import { isOfUse } from './use-facts.ts';

/**
 * Which credential was shown, its age, and whether a second factor was. A long-term key needs none,
 * so the card of its use says nothing about it.
 */
export function credential({ theCase, standing, words }: CardSource): readonly Phrase[] {
	const { kind, keyId, ageDays, mfa } = theCase.lead.verdict.credential;
	const kindWord = own(words.credentials[kind]);
	if (kind === 'certificate') return certificate(theCase, kindWord, words);
	const age = ageDays === null ? null : ageOf(ageDays);
	const isAsked = ageDays === null && standing.isKeyAsked;
	return [
		keyId === null ? kindWord : phrase`${kindWord} · ${maskKey(keyId)}`,
		joined(
			[
				...(age === null ? [] : [own(words.age(age))]),
				...(isAsked ? [own(words.askingAge)] : []),
				...(isOfUse(theCase) ? [] : [own(words.mfa[mfa])]),
			],
			' · ',
		),
		...otherCredentials(theCase, words),
	].filter((line) => line.length > 0);
}

function otherCredentials({ uses }: Case, words: Words): readonly Phrase[] {
	const others = (uses?.credentials.length ?? 0) - 1;
	return others > 0 ? [own(words.use.others(others))] : [];
}

/**
 * A certificate has neither an age nor MFA here. Its serial number is the session's name, unless the
 * profile lets the caller choose that.
 */
function certificate({ lead }: Case, kindWord: Phrase, words: Words): readonly Phrase[] {
	const session = lead.signIn.session?.name ?? null;
	return [session === null ? kindWord : joined([kindWord, words.sessionNamed(session)], ' · ')];
}

/** The age in the largest unit of which at least one has passed; null if it is not an age. */
function ageOf(days: number): Age | null {
	if (!Number.isFinite(days) || days < 0) return null;
	if (days >= 1) return { count: Math.floor(days), unit: 'days' };
	const hours = days * 24;
	return hours >= 1
		? { count: Math.floor(hours), unit: 'hours' }
		: { count: Math.floor(hours * 60), unit: 'minutes' };
}
