import type { Card } from './card.ts';
import type { Fact } from './card-source.ts';

/** A row of a card. `value`: its lines read well on one line; `steps`: they are in order. */
export interface CardRow extends Fact {
	readonly form: 'value' | 'lines' | 'steps';
}

/** The rows of a card in the order in which they are read, without those that have no lines. */
export function cardRows(card: Card): readonly CardRow[] {
	const rows: readonly CardRow[] = [
		{ ...card.title, form: 'value' },
		...card.facts.map((fact) => ({ ...fact, form: 'value' as const })),
		{ ...card.action, form: 'lines' },
		{ ...card.steps, form: 'steps' },
		{ ...card.commands, form: 'lines' },
		...card.details.map((fact) => ({ ...fact, form: 'value' as const })),
		{ ...card.plan, form: 'lines' },
		{ ...card.leftOpen, form: 'lines' },
		{ ...card.reasons, form: 'lines' },
	];
	return rows.filter(({ lines }) => lines.length > 0);
}
