import { describe, expect, it } from 'vitest';
import {
	compareSignIns,
	orderText,
	orderTextFrom,
} from '../../../shared/sign-in/compare-sign-ins.ts';
import { consoleLogin } from '../../support/a-record.ts';
import { aSignInFrom } from '../../support/follow-records.ts';
import { STORIES } from '../../support/history-story.ts';

const signIns = [
	...STORIES.flatMap(([, records]) => records),
	consoleLogin({ eventTime: '1969-12-31T23:59:59Z' }),
	consoleLogin({ eventTime: '2286-11-20T17:46:40Z' }),
	consoleLogin({ eventID: '\u{1f600}'.repeat(60) }),
].map(aSignInFrom);

describe('the order of sign-ins as text', () => {
	it('is the order in which they are judged', () => {
		for (const a of signIns) {
			for (const b of signIns) {
				const [first, second] = [orderText(a), orderText(b)];
				const order = first === second ? 0 : first < second ? -1 : 1;
				expect(order, `${first} ${second}`).toBe(Math.sign(compareSignIns(a, b)));
			}
		}
	});

	it('begins with the time, so that a range of times is a range of texts', () => {
		for (const signIn of signIns) {
			const text = orderText(signIn);
			expect(orderTextFrom(signIn.time) < text && text < orderTextFrom(signIn.time + 1)).toBe(true);
		}
	});

	it('is well formed and short, as a sort key must be', () => {
		for (const text of signIns.map(orderText)) {
			expect(text.isWellFormed()).toBe(true);
			expect(Buffer.byteLength(text)).toBeLessThan(400);
		}
	});
});
