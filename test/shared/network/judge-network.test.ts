import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeNetwork } from '../../../shared/network/judge-network.ts';
import { readOrigin } from '../../../shared/network/read-origin.ts';
import { someSettings } from '../../support/some-settings.ts';

const { trusted } = someSettings();
const OURS = 'vpce-0a1b2c3d4e5f60718';

function judged(address: string | null, vpcEndpointId: string | null = null) {
	const origin = readOrigin({ address, vpcEndpointId });
	return { kind: origin.kind, ...judgeNetwork(origin, trusted) };
}

describe('an address', () => {
	it.each([
		['203.0.113.9', 'public', 'trusted', 'office'],
		[' 203.0.113.9 ', 'public', 'trusted', 'office'],
		['::ffff:203.0.113.9', 'public', 'trusted', 'office'],
		['2001:DB8:10:0:0:0:0:1', 'public', 'trusted', 'office'],
		['2001:db8:10::1', 'public', 'trusted', 'office'],
		['203.0.113.9, 203.0.113.10', 'public', 'trusted', 'office'],
		['203.0.114.1', 'public', 'untrusted', null],
		['2001:db8:11::1', 'public', 'untrusted', null],
		['203.0.113.9, 192.0.2.1', 'public', 'untrusted', null],
		['192.0.2.1, 10.0.0.1', 'public', 'untrusted', null],
		['203.0.113.9, 10.0.0.1', 'public', 'unknown', null],
		['10.0.0.1', 'private', 'unknown', null],
		['100.64.0.1', 'private', 'unknown', null],
		['fe80::1', 'private', 'unknown', null],
		['fe80::1%eth0', 'unknown', 'unknown', null],
		['2001:db8:10::1%eth0', 'unknown', 'unknown', null],
		['203.0.113.9%eth0', 'unknown', 'unknown', null],
		['::FFFF:203.0.113.9', 'public', 'trusted', 'office'],
		['::ffff:0xcb.0.113.9', 'unknown', 'unknown', null],
		['::ffff:203.0.113.011', 'unknown', 'unknown', null],
		['::ffff:cb00:7109', 'unknown', 'unknown', null],
		['0:0:0:0:0:ffff:203.0.113.9', 'unknown', 'unknown', null],
		['::203.0.113.9', 'unknown', 'unknown', null],
		['::cb00:7109', 'unknown', 'unknown', null],
		['::ffff:0:203.0.113.9', 'unknown', 'unknown', null],
		['64:ff9b::203.0.113.9', 'unknown', 'unknown', null],
		['64:ff9b::cb00:7109', 'unknown', 'unknown', null],
		['2002:cb00:7109::1', 'public', 'untrusted', null],
		['2001:00db8:10::1', 'unknown', 'unknown', null],
		['[2001:db8:10::1]', 'unknown', 'unknown', null],
		['fd00::1', 'private', 'unknown', null],
		['127.0.0.1', 'private', 'unknown', null],
		['0.0.0.0', 'unknown', 'unknown', null],
		['255.18.064.253', 'unknown', 'unknown', null],
		['252.5.222.230', 'unknown', 'unknown', null],
		['0313.0.113.9', 'unknown', 'unknown', null],
		['0xcb.0.113.9', 'unknown', 'unknown', null],
		['3405803785', 'unknown', 'unknown', null],
		['203.0.113', 'unknown', 'unknown', null],
		['203.0.113.9/24', 'unknown', 'unknown', null],
		['XXXXXXXX', 'unknown', 'unknown', null],
		['', 'unknown', 'unknown', null],
		[null, 'unknown', 'unknown', null],
		['AWS Internal', 'aws-internal', 'not-judged', null],
		['AWS Internal/3', 'aws-internal', 'not-judged', null],
		['cloudformation.amazonaws.com', 'aws-service', 'not-judged', null],
		['ec2.amazonaws.com.cn', 'aws-service', 'not-judged', null],
		['evil.com/amazonaws.com', 'unknown', 'unknown', null],
		['amazonaws.com.evil.com', 'unknown', 'unknown', null],
	])('%j is %s and %s', (address, kind, classification, name) => {
		expect(judged(address)).toMatchObject({ kind, classification, name });
	});

	it('is its own network if it is not trusted, an IPv6 address with its whole /64', () => {
		expect(judged('192.0.2.1').key).toBe('192.0.2.1');
		expect(judged('2001:db8:ffff:51::a9').key).toBe('2001:db8:ffff:51::/64');
		expect(judged('2001:db8:ffff:51:1:2:3:4').key).toBe(judged('2001:db8:ffff:51::1').key);
	});

	it('cannot pass for another network by what its owner writes before it in a list', () => {
		expect(judged('192.0.2.1, 198.51.100.7').key).toBe('192.0.2.1, 198.51.100.7');
		expect(judged('203.0.113.9, 198.51.100.7, 10.0.0.1, 198.51.100.7').key).toBe('198.51.100.7');
		const many = Array.from({ length: 90 }, (_, n) => `192.0.2.${n}`).join(', ');
		expect(judged(`${many}, 198.51.100.7`).key).toBe('192.0.2.88, 192.0.2.89, 198.51.100.7');
	});

	it('is never trusted and never throws if it is not an address', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				fc.pre(!/^[\d., ]+$|:/.test(text));
				expect(judged(text).classification).not.toBe('trusted');
			}),
		);
	});

	it('is trusted only in one of the forms that the reader documents', () => {
		const anyText = fc.string({ unit: fc.constantFrom(...'0123cbdf:.%x ') });
		const around = fc.constantFrom('203.0.113.9', '2001:db8:10::1', 'cb00:7109', '::ffff:');
		fc.assert(
			fc.property(anyText, around, anyText, (before, middle, after) => {
				const text = `${before}${middle}${after}`;
				if (judged(text).classification !== 'trusted') return;
				expect(text.trim()).toMatch(
					/^(::ffff:)?203\.0\.113\.\d{1,3}$|^0{0,1}2001:0?db8:0{0,2}10:[0-9a-f:]+$/i,
				);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('is trusted exactly if it is in the range', () => {
		fc.assert(
			fc.property(fc.ipV4(), (address) => {
				const isTrusted = address.startsWith('203.0.113.');
				expect(judged(address).classification === 'trusted').toBe(isTrusted);
				expect(judged(`::ffff:${address}`).classification === 'trusted').toBe(isTrusted);
			}),
		);
	});
});

describe('a VPC endpoint id', () => {
	it.each([
		['10.0.0.1', OURS, 'vpc-endpoint', 'trusted'],
		['10.0.0.1', 'vpce-0ffffffffffffffff', 'vpc-endpoint', 'untrusted'],
		// An attacker's own VPC can use any address range, also our public one.
		['203.0.113.9', 'vpce-0ffffffffffffffff', 'vpc-endpoint', 'untrusted'],
		['rolesanywhere.amazonaws.com', 'vpce-0ffffffffffffffff', 'aws-service', 'not-judged'],
		['nonsense', OURS, 'vpc-endpoint', 'trusted'],
	])('decides before the address %s: %s', (address, endpoint, kind, classification) => {
		expect(judged(address, endpoint)).toMatchObject({ kind, classification });
	});
});
