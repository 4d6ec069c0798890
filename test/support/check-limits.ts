import type {
	Block,
	ContextBlock,
	DataTableBlock,
	KnownBlock,
	SectionBlock,
	TableBlock,
} from '@slack/types';
import { MOST_TEXT_BYTES } from '../../shared/notification/card/plain-message.ts';
import type { ChannelMessage } from '../../shared/notification/slack/channel-message.ts';

/**
 * What Slack accepts. The whole-message limit is not documented; `msg_blocks_too_long` was seen
 * from about this size. The text's limit is in bytes of UTF-8, as a card is updated later.
 * https://docs.slack.dev/reference/block-kit/blocks
 */
const LIMITS = {
	blocks: 50,
	header: 150,
	text: 3000,
	fields: 10,
	field: 2000,
	contextElements: 10,
	button: 75,
	rows: 101,
	cells: 20,
	tableText: 10_000,
	message: 13_200,
	fallbackBytes: MOST_TEXT_BYTES,
} as const;

/** The limits that a message exceeds, as texts; empty if Slack accepts it. */
export function checkLimits(message: ChannelMessage): string[] {
	const attached = (message.attachments ?? []).flatMap((attachment) => attachment.blocks);
	const blocks = [...(message.blocks ?? []), ...attached];
	// The limit was seen on blocks of text; a data table has a limit of its own.
	const size = blocks
		.filter(({ type }) => type !== 'data_table')
		.reduce((sum, block) => sum + JSON.stringify(block).length, 0);
	return [
		...atMost('blocks', blocks.length, LIMITS.blocks),
		...atMost('characters of the whole message', size, LIMITS.message),
		...atMost('bytes of text', Buffer.byteLength(message.text), LIMITS.fallbackBytes),
		...filled('text', message.text),
		...blocks.flatMap(checkBlock),
	];
}

function checkBlock(given: KnownBlock | Block): string[] {
	const block = isKnown(given) ? given : null;
	switch (block?.type) {
		case 'header':
			return checkText('header', block.text.text, LIMITS.header);
		case 'section':
			return checkSection(block);
		case 'context':
			return checkContext(block);
		case 'actions':
			return block.elements.flatMap((element) =>
				element.type === 'button' ? checkText('button', element.text.text, LIMITS.button) : [],
			);
		case 'data_table':
		case 'table':
			return checkTable(block.rows);
		default:
			return [];
	}
}

/** All blocks but those that `@slack/types` does not know yet. */
function isKnown(block: KnownBlock | Block): block is KnownBlock {
	return block.type !== 'data_visualization';
}

function checkTable(rows: (DataTableBlock | TableBlock)['rows']): string[] {
	const texts = rows.flat().map((cell) => ('text' in cell ? cell.text : ''));
	return [
		...atMost('rows of a table', rows.length, LIMITS.rows),
		...atMost('cells of a row', Math.max(...rows.map((row) => row.length)), LIMITS.cells),
		...atMost('characters of a table', texts.join('').length, LIMITS.tableText),
		...texts.flatMap((text) => filled('cell', text)),
	];
}

function checkSection({ text, fields = [] }: SectionBlock): string[] {
	return [
		...(text === undefined && fields.length === 0 ? ['a section without text and fields'] : []),
		...(text === undefined ? [] : checkText('section text', text.text, LIMITS.text)),
		...atMost('fields of a section', fields.length, LIMITS.fields),
		...fields.flatMap((field) => checkText('field', field.text, LIMITS.field)),
	];
}

function checkContext({ elements }: ContextBlock): string[] {
	return [
		...(elements.length === 0 ? ['a context without elements'] : []),
		...atMost('elements of a context', elements.length, LIMITS.contextElements),
		...elements.flatMap((element) =>
			element.type === 'image' ? [] : checkText('context text', element.text, LIMITS.text),
		),
	];
}

function checkText(what: string, text: string, limit: number): string[] {
	return [...filled(what, text), ...atMost(`characters of ${what}`, text.length, limit)];
}

function filled(what: string, text: string): string[] {
	return text.trim() === '' ? [`${what} is empty`] : [];
}

function atMost(what: string, count: number, limit: number): string[] {
	return count > limit ? [`${what}: ${count}, at most ${limit}`] : [];
}
