import { own, type Phrase, say } from './phrase.ts';
import { type CaseState, caseStateOf, isReleasable, type Standing } from './standing.ts';

/** What a person may run about a case. */
export type Command = 'release' | 'contain' | 'status';

/** Longer than every command, so that none is cut. */
const MOST_COMMAND = 160;
/** Ids of ours. Nothing else is put into text that somebody will run. */
const OUR_ID = /^[0-9a-f]{6,64}$/;

/** Which commands make sense as it stands; none where there is no table to work on. */
export function commandsFor(standing: Standing): readonly Command[] {
	const { containments, plan } = standing;
	if (containments === null) return [];
	const couldContain = containments.length === 0 && plan.wishes.length > 0;
	return [
		...(containments.some(isReleasable) ? (['release'] as const) : []),
		...(couldContain || waitsForHuman(caseStateOf(standing)) ? (['contain'] as const) : []),
		'status',
	];
}

function waitsForHuman(state: CaseState | null): boolean {
	return state === 'held' || state === 'asked' || state === 'refused';
}

/** The exact command, to be copied. Empty where the id is not one of ours. */
export function commandPhrase(command: Command, caseId: string, label: string): readonly Phrase[] {
	if (!OUR_ID.test(caseId)) return [];
	const reason = command === 'status' ? '' : ' --reason "…"';
	return [say`${own(label)} ${codeOf(`${command} ${caseId}${reason}`)}`];
}

/** A line for the terminal as code. `line` is ours. */
export function codeOf(line: string): Phrase {
	return say`${{ outside: `npm run eyes -- ${line}`, max: MOST_COMMAND }}`;
}
