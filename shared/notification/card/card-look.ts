import type { ContainmentState } from '../../containment/ledger/containment-state.ts';
import type { Severity } from '../../verdict/verdict.ts';

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
