import { type ContainmentState, isReleasable } from '../../containment/ledger/containment-state.ts';
import type { Severity } from '../../verdict/verdict.ts';
import type { CardSource, Fact } from './card-source.ts';
import { commandPhrase, commandsFor } from './commands.ts';
import { containedLines, decisionLines, problemLines } from './contained-lines.ts';
import { cutLines } from './cut-lines.ts';
import { own, type Phrase } from './phrase.ts';
import { planLines, whyNotLines } from './plan-lines.ts';
import { caseStateOf, shownStateOf } from './standing.ts';

/** States that are more urgent, or less urgent, than the sign-in was. */
const EMOJI: Partial<Readonly<Record<ContainmentState, string>>> = {
	failed: '🚨',
	refused: '🚨',
	expired: '⚪',
	released: '⚪',
};

const COLOURS: Partial<Readonly<Record<ContainmentState, string>>> = {
	failed: '#B71C1C',
	refused: '#B71C1C',
	'under-way': '#D32F2F',
	effective: '#D32F2F',
	ending: '#D32F2F',
	expired: '#607D8B',
	released: '#607D8B',
};

const OF_SEVERITY: Readonly<Record<Severity, { emoji: string; colour: string }>> = {
	info: { emoji: '🟢', colour: '#388E3C' },
	low: { emoji: '🔵', colour: '#1976D2' },
	medium: { emoji: '🟡', colour: '#FBC02D' },
	high: { emoji: '🟠', colour: '#F57C00' },
	critical: { emoji: '🔴', colour: '#D32F2F' },
};

/** How urgent a card looks. The state of the containments counts more than the severity. */
export function lookOf(
	severity: Severity,
	state: ContainmentState | null,
): { emoji: string; colour: string } {
	const { emoji, colour } = OF_SEVERITY[severity];
	return state === null
		? { emoji, colour }
		: { emoji: EMOJI[state] ?? emoji, colour: COLOURS[state] ?? colour };
}

/** What the containments did, who decided it, and what went wrong. */
export function stateLines(source: CardSource, state: ContainmentState): readonly Phrase[] {
	const { theCase, standing, words } = source;
	const isUntrusted = theCase.lead.verdict.network.classification === 'untrusted';
	const denyScopes = new Set(
		(standing.containments ?? []).filter(isReleasable).map(({ denyScope }) => denyScope),
	);
	const holds = state === 'under-way' || state === 'effective';
	const icon = state === 'released' || state === 'expired' ? '' : '⚠️ ';
	return [
		own(icon + words.contained(shownStateOf(standing) ?? state, isUntrusted)),
		...(holds ? [...denyScopes].map((denyScope) => own(words.denyScopes[denyScope])) : []),
		...problemLines(standing.containments ?? [], words),
		...decisionLines(source),
	];
}

/** Who is denied; if nothing was contained, who would be denied, or why nobody is. */
export function denied(source: CardSource): Fact {
	const { labels, containmentLabel } = source.words;
	return caseStateOf(source.standing) === null
		? { label: labels.plan, lines: [...planLines(source), ...whyNotLines(source)] }
		: { label: containmentLabel, lines: [...containedLines(source), ...whyNotLines(source)] };
}

/** The commands that the reader can copy. */
export function commandLines(source: CardSource): Fact {
	const { theCase, standing, words } = source;
	const ofCase = commandsFor(standing).flatMap((command) =>
		commandPhrase(command, theCase.id, words.commands[command]),
	);
	return { label: words.commandsLabel, lines: [...cutLines(source), ...ofCase] };
}
