import type { Card } from '../../../shared/notification/card/card.ts';
import { cardRows } from '../../../shared/notification/card/card-rows.ts';
import { cleanValue, joined, type Phrase } from '../../../shared/notification/card/phrase.ts';
import type { CardData, LinePiece, RowData } from './browser/page-data.ts';

/** The rows of all cards. Cards share many of their rows, so each is kept once. */
export class SharedRows {
	readonly rows: RowData[] = [];
	readonly #places = new Map<string, number>();

	/** Gives the place of a row, which is added if no card has it yet. */
	placeOf(label: string, form: RowData['form'], lines: readonly Phrase[]): number {
		const row = { label, form, lines: lines.map(lineData) };
		const key = JSON.stringify(row);
		const place = this.#places.get(key) ?? this.rows.push(row) - 1;
		this.#places.set(key, place);
		return place;
	}
}

/** The same card as in Slack, in the same order of rows. */
export function cardData(card: Card, shared: SharedRows): CardData {
	const links = [card.eventLink, card.runbook].filter((link) => link !== null);
	const foot = [joined(card.ids, ' · '), joined(card.foot, ' · '), joined(links, ' · ')];
	return {
		header: card.header,
		rows: cardRows(card).map(({ label, form, lines }) => shared.placeOf(label, form, lines)),
		foot: foot
			.filter(({ length }) => length > 0)
			.map((line) => shared.placeOf('', 'lines', [line])),
	};
}

/** Our own words that follow each other are one piece. */
function lineData(line: Phrase): readonly LinePiece[] {
	return line.map(pieceData).reduce<LinePiece[]>((pieces, piece) => {
		const last = pieces.at(-1);
		if (typeof piece !== 'string' || typeof last !== 'string') pieces.push(piece);
		else pieces.splice(-1, 1, last + piece);
		return pieces;
	}, []);
}

function pieceData(piece: Phrase[number]): LinePiece {
	if (typeof piece === 'string') return piece;
	if ('raw' in piece) return { value: cleanValue(piece.raw, piece.max) };
	if ('seconds' in piece) return piece.plain;
	return { label: piece.label, href: piece.url.href };
}
