import type { ContextBlock, KnownBlock, SectionBlock } from '@slack/types';
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
	message: 13_200,
	fallbackBytes: MOST_TEXT_BYTES,
} as const;

/** The limits that a message exceeds, as texts; empty if Slack accepts it. */
export function checkLimits(message: ChannelMessage): string[] {
	const attached = (message.attachments ?? []).flatMap((attachment) => attachment.blocks);
	const blocks: readonly KnownBlock[] = [...(message.blocks ?? []), ...attached];
	const size = blocks.reduce((sum, block) => sum + JSON.stringify(block).length, 0);
	return [
		...atMost('blocks', blocks.length, LIMITS.blocks),
		...atMost('characters of the whole message', size, LIMITS.message),
		...atMost('bytes of text', Buffer.byteLength(message.text), LIMITS.fallbackBytes),
		...filled('text', message.text),
		...blocks.flatMap(checkBlock),
	];
}

function checkBlock(block: KnownBlock): string[] {
	switch (block.type) {
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
		default:
			return [];
	}
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
