import { describe, expect, it } from 'vitest';
import { localDay } from '../../../shared/runtime/local-time.ts';

describe('localDay', () => {
	it('is the day in the time zone', () => {
		const evening = Date.parse('2026-11-30T20:00:00Z');
		expect(localDay(evening, 'Asia/Seoul')).toBe('2026-12-01');
		expect(localDay(evening, 'UTC')).toBe('2026-11-30');
	});
});
