import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActiveContainment, PolicyId } from '../../../../shared/containment/containment.ts';
import { renderDenyDocument } from '../../../../shared/containment/document/deny-document.ts';
import { PLACEHOLDER } from '../../../../shared/containment/document/placeholder.ts';
import { isoTime, ROUNDINGS, roundUp } from '../../../../shared/containment/document/round-ends.ts';
import { policyNetworks } from '../../../../shared/containment/document/untrusted-condition.ts';
import { validateDenyDocument } from '../../../../shared/containment/document/validate-deny-document.ts';
import {
	aContainment,
	aSession,
	END,
	HOUR,
	NOW,
	someOptions,
} from '../../../support/a-containment.ts';
import { CALLERS, everyRequest, PROD, WAYS } from '../../../support/request-contexts.ts';
import { simulate } from '../../../support/simulate.ts';

const ACCOUNT: PolicyId = `iam:${PROD}`;
const KIM = 'AROADEVELOPERROLE2222:kim';
const LEE = 'AROADEVELOPERROLE2222:lee';
const PERSON = {
	key: 'identitystore:UserId',
	value: '9067642ac7-3f1c9a52-6c0e-4d6b-8a3e-0c1d2e3f4a5b',
} as const;
const ROOT = { key: 'aws:PrincipalArn', value: 'arn:aws:iam::111122223333:root' } as const;

/** The Sid of each statement with the values that it denies. */
function denied(
	containments: readonly ActiveContainment[],
	options = someOptions(),
): Record<string, string[]> {
	const { text } = renderDenyDocument(containments, options);
	const rows = [...text.matchAll(/"Sid":"(\w+)".*?"Condition":\{"\w+":\{"[\w:]+":\[(.*?)\]/g)];
	return Object.fromEntries(
		rows.map(([, sid = '', values = '']) => [sid, values.replaceAll('"', '').split(',')]),
	);
}

describe('a deny document', () => {
	it('denies everything until the end, unless a call comes from a trusted network or by a service', () => {
		expect(renderDenyDocument([aContainment(PERSON)], someOptions()).text).toBe(
			'{"Version":"2012-10-17","Statement":[{"Sid":"UntrustedPerson20260303T15Z","Effect":"Deny","Action":"*","Resource":"*","Condition":{' +
				'"StringEquals":{"identitystore:UserId":["9067642ac7-3f1c9a52-6c0e-4d6b-8a3e-0c1d2e3f4a5b"]},' +
				'"NotIpAddress":{"aws:SourceIp":["2001:db8:10::/48","203.0.113.0/24"]},' +
				'"StringNotEquals":{"aws:SourceVpce":["vpce-0a1b2c3d4e5f60718"]},' +
				'"BoolIfExists":{"aws:ViaAWSService":"false"},' +
				'"DateLessThan":{"aws:CurrentTime":"2026-03-03T15:00:00Z"}}}]}',
		);
	});

	it('has no network condition if everything is denied', () => {
		expect(
			renderDenyDocument([aContainment(ROOT, { denyScope: 'everything' })], someOptions()).text,
		).toBe(
			'{"Version":"2012-10-17","Statement":[{"Sid":"EverythingRoot20260303T15Z","Effect":"Deny","Action":"*","Resource":"*","Condition":{' +
				'"ArnEquals":{"aws:PrincipalArn":["arn:aws:iam::111122223333:root"]},' +
				'"DateLessThan":{"aws:CurrentTime":"2026-03-03T15:00:00Z"}}}]}',
		);
	});

	it('contains the federated sessions of an IAM user only in the policy of the account', () => {
		const user = [aSession('AIDAKIMKIMKIMKIMKIM22'), aSession(KIM)];
		const inAccount = renderDenyDocument(user, someOptions(ACCOUNT)).text;
		expect(inAccount).toContain(
			`"StringLike":{"aws:userid":["111122223333:*","AIDAKIMKIMKIMKIMKIM22","${KIM}"]}`,
		);
		const inScp = renderDenyDocument(user, someOptions()).text;
		expect(inScp).toContain(`"StringEquals":{"aws:userid":["AIDAKIMKIMKIMKIMKIM22","${KIM}"]}`);
		expect(inScp).not.toContain('111122223333:*');
	});

	it.each([
		['neither', [], [], []],
		['CIDRs only', ['203.0.113.0/24'], [], ['NotIpAddress']],
		['endpoints only', [], ['vpce-0a'], ['StringNotEquals']],
		['private CIDRs only', ['10.0.0.0/8', 'fd00::/8'], [], []],
	])('has no empty condition with %s', (_, cidrs, vpcEndpoints, operators) => {
		const options = someOptions('scp', { networks: [{ name: 'ours', cidrs, vpcEndpoints }] });
		const { text } = renderDenyDocument([aSession(KIM)], options);
		const expected = ['StringEquals', ...operators, 'BoolIfExists', 'DateLessThan'];
		expect(Object.keys(JSON.parse(text).Statement[0].Condition)).toEqual(expected);
		expect(text).not.toContain('[]');
		expect(validateDenyDocument(text, options)).toEqual([]);
	});

	it('has no white space and only characters that are allowed in policies', () => {
		const { text } = renderDenyDocument(
			[aSession(KIM), aContainment(PERSON), aContainment(ROOT)],
			someOptions(),
		);
		expect(text).toMatch(/^[\x21-\x7e]+$/);
	});
});

describe('the statements', () => {
	it('are one for each deny scope, key and end, with sorted distinct values', () => {
		const later = END + HOUR;
		const set = [
			aSession(LEE),
			aSession(KIM),
			aSession(KIM),
			aSession('AIDAKIMKIMKIMKIMKIM22', 'untrusted-networks', later),
			aSession('111122223333:kim-batch', 'everything'),
			aContainment(PERSON),
			aContainment(ROOT),
		];
		expect(denied(set)).toEqual({
			EverythingSession20260303T15Z: ['111122223333:kim-batch'],
			UntrustedPerson20260303T15Z: [PERSON.value],
			UntrustedRoot20260303T15Z: [ROOT.value],
			UntrustedSession20260303T15Z: [KIM, LEE],
			UntrustedSession20260303T16Z: ['AIDAKIMKIMKIMKIMKIM22'],
		});
	});

	it('contain only the latest end of a principal', () => {
		const set = [
			aSession(KIM, 'untrusted-networks', END - HOUR),
			aSession(KIM),
			aSession(KIM, 'untrusted-networks', END - 2 * HOUR),
		];
		expect(denied(set)).toEqual({ UntrustedSession20260303T15Z: [KIM] });
	});

	it('leave out what another statement denies for at least as long', () => {
		const untrusted = aSession(KIM);
		const whole = (until: number) => aSession(KIM, 'everything', until);
		expect(denied([untrusted, whole(END)])).toEqual({ EverythingSession20260303T15Z: [KIM] });
		expect(denied([untrusted, whole(END + HOUR)])).toEqual({
			EverythingSession20260303T16Z: [KIM],
		});
		expect(denied([untrusted, whole(END - HOUR)])).toEqual({
			EverythingSession20260303T14Z: [KIM],
			UntrustedSession20260303T15Z: [KIM],
		});
	});

	it('are the same bytes for any order', () => {
		const set = fc.array(
			fc.record({
				id: fc.uuid(),
				selector: fc.constantFrom(
					PERSON,
					ROOT,
					...[KIM, LEE].map((value) => ({ key: 'aws:userid', value }) as const),
				),
				denyScope: fc.constantFrom('untrusted-networks' as const, 'everything' as const),
				until: fc.integer({ min: NOW - HOUR, max: NOW + 700 * HOUR }),
				requestedAt: fc.constantFrom(NOW, NOW - HOUR),
			}),
			{ maxLength: 30, size: 'max' },
		);
		const inAnyOrder = set.chain((list) =>
			fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
		);
		fc.assert(
			fc.property(inAnyOrder, ([one, other]) => {
				expect(renderDenyDocument(other, someOptions())).toEqual(
					renderDenyDocument(one, someOptions()),
				);
			}),
		);
	});
});

describe('ends', () => {
	it.each([
		['2026-03-03T14:00:00.001Z', 1, '2026-03-03T15:00:00Z'],
		['2026-03-03T15:00:00.000Z', 1, '2026-03-03T15:00:00Z'],
		['2026-03-03T12:00:01.000Z', 6, '2026-03-03T18:00:00Z'],
		['2026-03-03T12:00:01.000Z', 12, '2026-03-04T00:00:00Z'],
		['2026-12-31T00:00:01.000Z', 24, '2027-01-01T00:00:00Z'],
	] as const)('of %s rounded to %d h are %s', (until, hours, expected) => {
		expect(isoTime(roundUp(Date.parse(until), hours))).toBe(expected);
	});

	it('are never earlier than requested and never a whole step later', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 4e12 }),
				fc.constantFrom(...ROUNDINGS),
				(until, hours) => {
					const added = roundUp(until, hours) - until;
					expect(added).toBeGreaterThanOrEqual(0);
					expect(added).toBeLessThan(hours * HOUR);
				},
			),
		);
	});

	it('are rounded only as far as the size needs', () => {
		const spread = (count: number) =>
			Array.from({ length: count }, (_, n) =>
				aSession(`${KIM}${n}`, 'untrusted-networks', NOW + (n + 1) * HOUR),
			);
		const roundings = [1, 10, 30, 60, 120].map((count) =>
			renderDenyDocument(spread(count), someOptions()),
		);
		expect(roundings.map(({ roundedTo }) => roundedTo)).toEqual([1, 1, 6, 6, 12]);
		expect(renderDenyDocument(spread(130), someOptions(ACCOUNT)).roundedTo).toBe(24);
		for (const { size, limit, text } of roundings) {
			expect(size).toBe(text.length);
			expect(size).toBeLessThanOrEqual(limit);
		}
	});

	it('that have passed are left out', () => {
		const set = [
			aSession(KIM, 'untrusted-networks', NOW),
			aSession(LEE, 'untrusted-networks', NOW + 1),
		];
		expect(denied(set)).toEqual({ UntrustedSession20260303T04Z: [LEE] });
	});
});

describe('the placeholder', () => {
	it.each([
		['nothing', []],
		['what has ended', [aSession(KIM, 'untrusted-networks', NOW - HOUR)]],
	])('is the rendering of %s', (_, set) => {
		const rendered = renderDenyDocument(set, someOptions());
		expect(rendered).toMatchObject({ text: PLACEHOLDER, roundedTo: 1, refusals: [] });
		expect(validateDenyDocument(rendered.text, someOptions())).toEqual([]);
		expect(validateDenyDocument(rendered.text, someOptions(ACCOUNT))).toEqual([]);
	});

	it.each(Object.values(CALLERS))('does not deny $kind', async (caller) => {
		const context = { ...everyRequest(caller, NOW), ...WAYS.untrustedV4 };
		expect(await simulate(caller, context, { scp: PLACEHOLDER, attached: PLACEHOLDER })).toBe(
			'allowed',
		);
	});
});

describe('a containment that must not be published', () => {
	it.each([
		['an unknown form of id', 'scp', { key: 'aws:userid', value: 'kim' }],
		['an id that is a pattern', 'scp', { key: 'aws:userid', value: 'AROADEVELOPERROLE2222:*' }],
		[
			'a session of another account in the policy of ours',
			ACCOUNT,
			{ key: 'aws:userid', value: '444455556666:kim' },
		],
		['root in the policy of an account', ACCOUNT, ROOT],
		['root of every account', 'scp', { key: 'aws:PrincipalArn', value: 'arn:aws:iam::*:root' }],
		['a directory user who is not a GUID', 'scp', { key: 'identitystore:UserId', value: 'nobody' }],
	] as const)('is refused, and the others are not: %s', (_, policy, selector) => {
		const bad = aContainment(selector);
		const { text, refusals } = renderDenyDocument([bad, aSession(KIM)], someOptions(policy));
		expect(refusals).toEqual([
			{ kind: 'malformed', refused: [bad.id], problem: expect.stringContaining(selector.value) },
		]);
		expect(text).toContain(KIM);
		expect(text).not.toContain(`"${selector.value}"`);
	});

	it.each([Number.NaN, Number.POSITIVE_INFINITY, NOW + 32 * 24 * HOUR])(
		'is refused with the end %d',
		(until) => {
			const bad = aSession(LEE, 'untrusted-networks', until);
			const { text, refusals } = renderDenyDocument([bad, aSession(KIM)], someOptions());
			expect(refusals).toMatchObject([{ kind: 'malformed', refused: [bad.id] }]);
			expect(text).not.toContain(LEE);
		},
	);

	it.each([
		['by its id', { key: 'aws:userid', value: KIM }],
		['by its role', { key: 'aws:userid', value: 'AROADEVELOPERROLE2222:*' }],
		['by its name', { key: 'aws:userid', value: '*:kim' }],
	] as const)('is refused if the principal is protected %s', (_, protectedPrincipal) => {
		const bad = aSession(KIM);
		const options = someOptions('scp', { protectedPrincipals: [protectedPrincipal] });
		const { text, refusals } = renderDenyDocument(
			[bad, aSession('AROAOTHEROTHEROTHER22:lee')],
			options,
		);
		expect(refusals).toEqual([{ kind: 'protected', refused: [bad.id] }]);
		expect(text).not.toContain(KIM);
	});

	it.each(['111122223333:break-glass', '111122223333:b*', '1111*', '*'])(
		'is refused in an account if a federated session is protected as %s',
		(value) => {
			const bad = aSession('AIDAKIMKIMKIMKIMKIM22');
			const options = someOptions(ACCOUNT, { protectedPrincipals: [{ key: 'aws:userid', value }] });
			expect(renderDenyDocument([bad], options)).toMatchObject({
				text: PLACEHOLDER,
				refusals: [{ kind: 'protected', refused: [bad.id] }],
			});
		},
	);

	it('is only the protected principal, not a similar one', () => {
		const protectedPrincipals = [
			{ key: 'aws:userid', value: '444455556666:*' },
			{ key: 'aws:userid', value: '111122223333' },
			{ key: 'aws:userid', value: 'AROADEVELOPERROLE2222:break-glass' },
			{ key: 'aws:PrincipalArn', value: '*' },
		] as const;
		const options = someOptions(ACCOUNT, { protectedPrincipals });
		expect(
			renderDenyDocument([aSession(KIM), aSession('AIDAKIMKIMKIMKIMKIM22')], options).refusals,
		).toEqual([]);
	});
});

describe('the network condition', () => {
	it('contains every range once, in its shortest form and always with its prefix', () => {
		const networks = [
			{
				name: 'a',
				cidrs: ['203.0.113.7', '198.51.100.0/25', '2001:DB8:0:0::/32'],
				vpcEndpoints: ['vpce-0b', 'vpce-0a'],
			},
			{
				name: 'b',
				cidrs: ['198.51.100.0/24', '203.0.113.7/32', '2001:db8:9::1', '192.168.0.0/16'],
				vpcEndpoints: ['vpce-0a'],
			},
		];
		expect(policyNetworks(networks)).toEqual({
			cidrs: ['198.51.100.0/24', '2001:db8::/32', '203.0.113.7/32'],
			vpcEndpoints: ['vpce-0a', 'vpce-0b'],
		});
	});

	it('contains exactly the addresses of the configured ranges', () => {
		const range = fc.tuple(fc.nat(255), fc.integer({ min: 24, max: 32 })).map(([last, bits]) => {
			const network = last & (0xff00 >> (bits - 24));
			return { address: `203.0.113.${network}`, bits };
		});
		fc.assert(
			fc.property(fc.array(range, { maxLength: 8 }), fc.nat(255), (ranges, last) => {
				const cidrs = ranges.map(({ address, bits }) => `${address}/${bits}`);
				const trusted = policyNetworks([{ name: 'ours', cidrs, vpcEndpoints: [] }]);
				const isIn = (list: readonly string[]) => {
					const block = new BlockList();
					for (const [address = '', bits] of list.map((cidr) => cidr.split('/')))
						block.addSubnet(address, Number(bits));
					return block.check(`203.0.113.${last}`);
				};
				expect(isIn(trusted.cidrs)).toBe(isIn(cidrs));
			}),
		);
	});

	it('throws for a CIDR that the check of the configuration refuses', () => {
		expect(() =>
			policyNetworks([{ name: 'office', cidrs: ['203.0.113.0/33'], vpcEndpoints: [] }]),
		).toThrow(/network "office"/);
	});
});
