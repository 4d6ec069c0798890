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

	it('drops whole lines from the end, and says that it did', () => {
		const line = `\`${'가'.repeat(400)}\``;
		const message = plainMessage(Array.from({ length: 9 }, () => line));
		expect(checkLimits(message)).toEqual([]);
		expect(message.text.split('\n')).toEqual([line, line, line, '…']);
	});

	it('goes up to the limit in bytes and not a byte beyond', () => {
		const room = MOST_TEXT_BYTES - Buffer.byteLength('\n…');
		expect(plainMessage(['x'.repeat(room)]).text).toHaveLength(room);
		expect(plainMessage(['a', 'x'.repeat(room - 1)]).text).toBe('a\n…');
	});
});
