import type { Case } from '../../case/case.ts';
import type { Age, Words } from '../words/words.ts';
import { alarmOf } from './alarm-facts.ts';
import type { CardSource } from './card-source.ts';
import { joined, own, type Phrase, phrase } from './phrase.ts';
import { maskKey } from './short-names.ts';

/** Which credential was shown, its age, and whether a second factor was. */
export function credential(source: CardSource): readonly Phrase[] {
	const { theCase, words } = source;
	const { kind, keyId, mfa } = theCase.lead.verdict.credential;
	const kindWord = own(words.credentials[kind]);
	if (alarmOf(theCase) !== null && keyId === null) return [];
	if (kind === 'certificate') return certificate(theCase, kindWord, words);
	const age = ageLines(source);
	return [
		keyId === null ? kindWord : phrase`${kindWord} · ${maskKey(keyId)}`,
		joined([...age, ...(alarmOf(theCase) === null ? [own(words.mfa[mfa])] : [])], ' · '),
	].filter((line) => line.length > 0);
}

/** The credential that was used, below its own label. A use shows no second factor. */
export function usedCredential(source: CardSource): readonly Phrase[] {
	const { theCase, words } = source;
	const { kind, keyId } = theCase.lead.verdict.credential;
	const others = (theCase.uses?.credentials.length ?? 0) - 1;
	return [
		keyId === null ? own(words.credentials[kind]) : phrase`${maskKey(keyId)}`,
		...ageLines(source),
		...(others > 0 ? [own(words.use.others(others))] : []),
	];
}

/** The age of the credential, or that IAM has not told it yet. */
function ageLines({ theCase, standing, words }: CardSource): readonly Phrase[] {
	const { ageDays } = theCase.lead.verdict.credential;
	if (ageDays === null) return standing.isKeyAsked ? [own(words.askingAge)] : [];
	const age = ageOf(ageDays);
	return age === null ? [] : [own(words.age(age))];
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
