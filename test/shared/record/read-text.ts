import type { OtherKind, Refusal } from '../../../shared/record/record.ts';
import { recordReader } from '../../../shared/record/scan/record-reader.ts';

export interface ReadText {
	readonly found: { index: number; record: unknown }[];
	readonly refused: { index: number; code: string; detail: string }[];
	readonly records: number;
	readonly others: Partial<Record<OtherKind, number>>;
}

/** Reads a text that is cut at the given places, and gives everything that was found. */
export function readText(
	text: string | Uint8Array,
	cuts: readonly number[] = [],
	damage?: Refusal,
): ReadText {
	const bytes = typeof text === 'string' ? Buffer.from(text) : text;
	const found: ReadText['found'] = [];
	const refused: ReadText['refused'] = [];
	const reader = recordReader({
		record: (index, record) => found.push({ index, record }),
		refused: (index, { code, detail }) => refused.push({ index, code, detail }),
	});
	let from = 0;
	for (const cut of [...cuts].sort((a, b) => a - b)) {
		reader.push(bytes.subarray(from, cut));
		from = Math.max(from, cut);
	}
	reader.push(bytes.subarray(from));
	reader.end(damage);
	return { found, refused, records: reader.records, others: Object.fromEntries(reader.others) };
}
