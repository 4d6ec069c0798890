import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { caseMessage } from '../../shared/notification/card/case-message.ts';
import type { SlackMessage } from '../../shared/notification/slack/channel-message.ts';
import { aCase, messageSettings } from './a-case.ts';
import { checkLimits } from './check-limits.ts';
import * as tellingCases from './telling-cases.ts';
import * as tellingUses from './telling-uses.ts';

function withBlocks(...blocks: KnownBlock[]): SlackMessage {
	const message = caseMessage(aCase(), messageSettings());
	return { ...message, attachments: [{ color: '#000000', fallback: 'x', blocks }] };
}

function section(text: string): KnownBlock {
	return { type: 'section', text: { type: 'mrkdwn', text } };
}

function fields(count: number, text: string): KnownBlock {
	return {
		type: 'section',
		fields: Array.from({ length: count }, () => ({ type: 'mrkdwn', text })),
	};
}

function context(count: number, text: string): KnownBlock {
	return {
		type: 'context',
		elements: Array.from({ length: count }, () => ({ type: 'plain_text', text })),
	};
}

function button(text: string): KnownBlock {
	return { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text } }] };
}

describe('checkLimits', () => {
	it.each(Object.entries({ ...tellingCases, ...tellingUses }))(
		'finds nothing wrong with %s',
		(_, make) => {
			for (const locale of ['ko', 'en'] as const) {
				expect(checkLimits(caseMessage(make(), messageSettings({ locale })))).toEqual([]);
			}
		},
	);

	it.each([
		[
			'a long header',
			[{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
			'header: 151, at most 150',
		],
		['a long section', [section('x'.repeat(3001))], 'section text: 3001, at most 3000'],
		['an empty section', [section(' ')], 'section text is empty'],
		['a section of nothing', [{ type: 'section' }], 'without text and fields'],
		['many fields', [fields(11, 'x')], 'fields of a section: 11, at most 10'],
		['a long field', [fields(1, 'x'.repeat(2001))], 'field: 2001, at most 2000'],
		['many context elements', [context(11, 'x')], 'elements of a context: 11, at most 10'],
		['an empty context', [context(0, 'x')], 'a context without elements'],
		['an empty context text', [context(1, '')], 'context text is empty'],
		['a long button', [button('x'.repeat(76))], 'button: 76, at most 75'],
		['many blocks', Array.from({ length: 60 }, () => section('x')), 'at most 50'],
		['a long message', Array.from({ length: 5 }, () => section('x'.repeat(2900))), 'whole message'],
	] satisfies [string, KnownBlock[], string][])('names %s', (_, blocks, problem) => {
		expect(checkLimits(withBlocks(...blocks))).toEqual([expect.stringContaining(problem)]);
	});

	it('counts the text in bytes, as chat.update does', () => {
		const message = caseMessage(aCase(), messageSettings());
		expect(checkLimits({ ...message, text: '가'.repeat(1300) })).toEqual([]);
		expect(checkLimits({ ...message, text: '가'.repeat(1301) })).toEqual([
			expect.stringContaining('bytes of text: 3903'),
		]);
		expect(checkLimits({ ...message, text: '' })).toEqual(['text is empty']);
	});
});
