import { isOurId } from '../../case/case-key.ts';
import { isApprovable, isReleasable } from '../../containment/ledger/containment-state.ts';
import { own, type Phrase, phrase } from './phrase.ts';
import type { Standing } from './standing.ts';

/** The commands that a card offers. */
export type Command = 'release' | 'contain' | 'status';

/** Longer than every command, so that no command is cut. */
const MOST_COMMAND = 220;

/** Which commands make sense now. None in replay, where there is no table. */
export function commandsFor({ containments, plan }: Standing): readonly Command[] {
	if (containments === null) return [];
	const couldContain = containments.length === 0 && plan.requests.length > 0;
	return [
		...(couldContain || containments.some(isApprovable) ? (['contain'] as const) : []),
		...(containments.some(isReleasable) ? (['release'] as const) : []),
		'status',
	];
}

/** One of our commands as a person types it. */
export function commandLine(line: string): string {
	return `npm run eyes -- ${line}`;
}

/** The exact command to copy. Empty if the id is not one of ours. */
export function commandPhrase(command: Command, id: string, label: string): readonly Phrase[] {
	if (!isOurId(id)) return [];
	const reason = command === 'status' ? '' : ' --reason "…"';
	return [phrase`${own(label)} ${codeOf(`${command} ${id}${reason}`)}`];
}

/** A command as inline code. `line` must be our own words. */
export function codeOf(line: string): Phrase {
	return phrase`${{ raw: commandLine(line), max: MOST_COMMAND }}`;
}
