import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInRange, readAddress, readCidr } from '../../../shared/configuration/cidr.ts';
import { matchesPattern } from '../../../shared/configuration/pattern.ts';
import { textsOfRange } from '../../../shared/network/texts-of-range.ts';

function textsOf(text: string): readonly string[] {
	const cidr = readCidr(text);
	if ('problem' in cidr) throw new Error(cidr.problem);
	return textsOfRange(cidr);
}

describe('the texts of a range', () => {
	it.each([
		['203.0.113.0/24', ['203.0.113.*']],
		['203.0.0.0/16', ['203.0.*']],
		['203.0.112.0/23', ['203.0.112.*', '203.0.113.*']],
		['203.0.113.4/31', ['203.0.113.4', '203.0.113.5']],
		['203.0.113.4/32', ['203.0.113.4']],
		['2001:db8::/32', ['2001:db8:*']],
		['2001:db8:10::/48', ['2001:db8:10:*']],
		['2001:db8:10:2::/63', ['2001:db8:10:2:*', '2001:db8:10:3:*']],
		['2001:db8::/48', ['2001:db8:0:*', '2001:db8::*']],
		['2001:db8::/64', ['2001:db8:0:0:*']],
		['2001:db8::1/128', ['2001:db8::1']],
	])('of %s say all of it that a text can say exactly', (range, texts) => {
		expect(textsOf(range)).toEqual(texts);
	});

	it('are none if they would be too many', () => {
		expect(textsOf('2001:db8::/33')).toEqual([]);
		expect(textsOf('203.0.113.0/25')).toHaveLength(128);
	});

	/** Few different groups, so that addresses often lie near the range, and many zeros. */
	const groups = fc.array(fc.constantFrom('0', '0', '1', 'db8', '2001', '10', ''), {
		minLength: 2,
		maxLength: 9,
	});
	const addresses = fc.oneof(
		groups.map((all) => all.join(':')),
		fc.ipV6(),
		fc.ipV4(),
		fc
			.tuple(fc.constantFrom('203.0.113', '203.0.11', '203.0'), fc.ipV4())
			.map((all) => all.join('.')),
	);
	const ranges = fc.oneof(
		fc
			.tuple(fc.constantFrom('2001:db8::', '2001:db8:10::', '2001::', '::1:0:0:0'), fc.nat(128))
			.map(([address, bits]) => `${address}/${bits}`),
		fc.nat(24).map((bits) => `203.0.113.0/${8 + bits}`),
	);

	it('never stand for an address outside of it', () => {
		fc.assert(
			fc.property(ranges, fc.array(addresses, { minLength: 50 }), (range, all) => {
				const cidr = readCidr(range);
				fc.pre(!('problem' in cidr));
				const texts = textsOfRange(cidr);
				const wrong = all.filter((text) => {
					const address = readAddress(text);
					const isMeant = texts.some((pattern) => matchesPattern(pattern, text));
					return isMeant && address !== null && !isInRange(address, cidr);
				});
				expect(wrong).toEqual([]);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('stand for every address of a range that they can say, in the usual spelling', () => {
		for (let n = 0; n < 256; n++) {
			const isMeant = textsOf('203.0.113.64/26').some((text) => text === `203.0.113.${n}`);
			expect(isMeant).toBe(n >= 64 && n < 128);
		}
	});
});
