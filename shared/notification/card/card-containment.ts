import { type ContainmentState, isReleasable } from '../../containment/ledger/containment-state.ts';
import type { Severity } from '../../verdict/verdict.ts';
import type { CardSource, Fact } from './card-source.ts';
import { commandPhrase, commandsFor } from './commands.ts';
import { containedLines, decisionLines, troubleLines } from './contained-lines.ts';
import { own, type Phrase } from './phrase.ts';
import { planLines, whyNotLines } from './plan-lines.ts';
import { caseStateOf } from './standing.ts';

/** Where the state is more urgent, or calmer, than the sign-in was. */
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
	lifting: '#D32F2F',
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

/** How urgent a card looks: what was done about it outweighs how bad it was. */
export function lookOf(
	severity: Severity,
	state: ContainmentState | null,
): { emoji: string; colour: string } {
	const { emoji, colour } = OF_SEVERITY[severity];
	return state === null
		? { emoji, colour }
		: { emoji: EMOJI[state] ?? emoji, colour: COLOURS[state] ?? colour };
}

/** What containment did, by whom, and what stands in its way. */
export function stateLines(source: CardSource, state: ContainmentState): readonly Phrase[] {
	const { theCase, standing, words } = source;
	const isOutside = theCase.lead.verdict.network.classification === 'untrusted';
	const reaches = new Set(
		(standing.containments ?? []).filter(isReleasable).map(({ denyScope }) => denyScope),
	);
	const holds = state === 'under-way' || state === 'effective';
	const icon = state === 'released' || state === 'expired' ? '' : '⚠️ ';
	return [
		own(icon + words.contained(state, isOutside)),
		...(holds ? [...reaches].map((denyScope) => own(words.denyScopes[denyScope])) : []),
		...troubleLines(source),
		...decisionLines(source),
	];
}

/** Who is denied; where nothing was contained who would be, or why nobody. */
export function denied(source: CardSource): Fact {
	const { labels, containmentLabel } = source.words;
	return caseStateOf(source.standing) === null
		? { label: labels.plan, lines: [...planLines(source), ...whyNotLines(source)] }
		: { label: containmentLabel, lines: [...containedLines(source), ...whyNotLines(source)] };
}

/** What the reader may run. */
export function commandLines({ theCase, standing, words }: CardSource): Fact {
	return {
		label: words.commandsLabel,
		lines: commandsFor(standing).flatMap((command) =>
			commandPhrase(command, theCase.id, words.commands[command]),
		),
	};
}
