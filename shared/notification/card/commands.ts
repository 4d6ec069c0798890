import { isOurId } from '../../case/case-id.ts';
import { isApprovable, isReleasable } from '../../containment/ledger/containment-state.ts';
import { own, type Phrase, say } from './phrase.ts';
import type { Standing } from './standing.ts';

/** What a person may run about a case. */
export type Command = 'release' | 'contain' | 'status';

/** Longer than every command, so that none is cut. */
const MOST_COMMAND = 160;

/** Which commands make sense as it stands; none where there is no table to work on. */
export function commandsFor({ containments, plan }: Standing): readonly Command[] {
	if (containments === null) return [];
	const couldContain = containments.length === 0 && plan.requests.length > 0;
	return [
		...(containments.some(isReleasable) ? (['release'] as const) : []),
		...(couldContain || containments.some(isApprovable) ? (['contain'] as const) : []),
		'status',
	];
}

/** What somebody has to write to run a command of ours. */
export function commandLine(line: string): string {
	return `npm run eyes -- ${line}`;
}

/** The exact command, to be copied. Empty where the id is not one of ours. */
export function commandPhrase(command: Command, caseId: string, label: string): readonly Phrase[] {
	if (!isOurId(caseId)) return [];
	const reason = command === 'status' ? '' : ' --reason "…"';
	return [say`${own(label)} ${codeOf(`${command} ${caseId}${reason}`)}`];
}

/** A command as code. `line` is ours. */
export function codeOf(line: string): Phrase {
	return say`${{ raw: commandLine(line), max: MOST_COMMAND }}`;
}
