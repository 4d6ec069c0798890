import { describe, expect, it } from 'vitest';
import {
	MOST_TEXT_BYTES,
	plainMessage,
} from '../../../../shared/notification/card/plain-message.ts';
import { checkLimits } from '../../../support/check-limits.ts';

describe('plainMessage', () => {
	it('keeps all lines that fit', () => {
		expect(plainMessage(['one', '`two`', '셋']).text).toBe('one\n`two`\n셋');
	});

	it('leaves out whole lines at the end and shows that it did', () => {
		const line = `\`${'가'.repeat(400)}\``;
		const message = plainMessage(Array.from({ length: 9 }, () => line));
		expect(checkLimits(message)).toEqual([]);
		expect(message.text.split('\n')).toEqual([line, line, line, '…']);
	});

	it('uses the limit up to the last byte', () => {
		const free = MOST_TEXT_BYTES - Buffer.byteLength('\n…');
		expect(plainMessage(['x'.repeat(free)]).text).toHaveLength(free);
		expect(plainMessage(['a', 'x'.repeat(free - 1)]).text).toBe('a\n…');
	});
});
