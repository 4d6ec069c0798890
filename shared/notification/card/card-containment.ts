import { isReleasable } from '../../containment/ledger/containment-state.ts';
import { needsApproval } from '../../containment/ledger/ledger-states.ts';
import type { CardSource, Fact } from './card-source.ts';
import { commandPhrase, commandsFor } from './commands.ts';
import { containedLines } from './contained-lines.ts';
import { cutLines } from './cut-lines.ts';
import { headlineOf, isDenialExpected } from './headline.ts';
import { own, type Phrase, phrase } from './phrase.ts';
import { planLines } from './plan-lines.ts';
import { accountPhrase } from './short-names.ts';
import { caseStateOf, type Standing, stateOnCard } from './standing.ts';
import { stepsOf } from './steps.ts';
import { deactivation } from './use-lines.ts';

/** Who is denied; if nothing was contained, who would be denied. */
export function denied(source: CardSource): Fact {
	const { theCase, standing, words } = source;
	if (caseStateOf(standing) !== null)
		return { label: words.containmentLabel, lines: containedLines(source) };
	const lines = planLines(source);
	const nobody = lines.length === 0 && isDenialExpected(theCase) ? [own(words.nobodyPlanned)] : [];
	return { label: words.labels.plan, lines: [...lines, ...nobody] };
}

/** True if a release would only answer a question: then nobody is denied who could be released. */
function isOnlyAsked({ containments }: Standing): boolean {
	return (containments ?? [])
		.filter(isReleasable)
		.every((one) => one.policies.every(({ state }) => needsApproval(state)));
}

/** The commands that the reader can copy. */
export function commandLines(source: CardSource): Fact {
	const { theCase, standing, words } = source;
	const labels = isOnlyAsked(standing)
		? { ...words.commands, release: words.decline }
		: words.commands;
	const ofCase = commandsFor(standing).flatMap((command) =>
		commandPhrase(command, theCase.id, labels[command]),
	);
	return {
		label: words.commandsLabel,
		lines: [...cutLines(source), ...ofCase, ...deactivateLine(source)],
	};
}

/** Long enough for the longest name of a user, twice. */
const MOST_DEACTIVATION = 400;

/**
 * How to switch off the key that was used, unless it seems to be that of a job of ours. None in
 * replay, which only tells of the past.
 */
function deactivateLine({ theCase, standing, settings, words }: CardSource): readonly Phrase[] {
	const isStep = stepsOf(theCase, settings.workloads, stateOnCard(standing)).includes('stop-key');
	const isOfJob = headlineOf(theCase) === 'key-of-job';
	const command = isStep && !isOfJob ? deactivation(theCase) : null;
	if (command === null || standing.containments === null) return [];
	const account = accountPhrase(theCase.lead.signIn.principal.account, settings, words);
	return [phrase`${words.use.deactivate(account)} ${{ raw: command, max: MOST_DEACTIVATION }}`];
}
