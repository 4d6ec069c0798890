import type { CardSource, Fact } from './card-source.ts';
import { commandPhrase, commandsFor } from './commands.ts';
import { containedLines } from './contained-lines.ts';
import { cutLines } from './cut-lines.ts';
import { isDenialExpected } from './headline.ts';
import { own } from './phrase.ts';
import { planLines } from './plan-lines.ts';
import { caseStateOf } from './standing.ts';

/** Who is denied; if nothing was contained, who would be denied. */
export function denied(source: CardSource): Fact {
	const { theCase, standing, words } = source;
	if (caseStateOf(standing) !== null)
		return { label: words.containmentLabel, lines: containedLines(source) };
	const lines = planLines(source);
	const nobody = lines.length === 0 && isDenialExpected(theCase) ? [own(words.nobodyPlanned)] : [];
	return { label: words.labels.plan, lines: [...lines, ...nobody] };
}

/** The commands that the reader can copy. */
export function commandLines(source: CardSource): Fact {
	const { theCase, standing, words } = source;
	const ofCase = commandsFor(standing).flatMap((command) =>
		commandPhrase(command, theCase.id, words.commands[command]),
	);
	return { label: words.commandsLabel, lines: [...cutLines(source), ...ofCase] };
}
