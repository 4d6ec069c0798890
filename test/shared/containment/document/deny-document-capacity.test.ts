import { describe, expect, it } from 'vitest';
import type {
	ActiveContainment,
	DenyScope,
	PolicyId,
	Selector,
} from '../../../../shared/containment/containment.ts';
import { renderDenyDocument } from '../../../../shared/containment/document/deny-document.ts';
import { conditionSize } from '../../../../shared/containment/document/untrusted-condition-size.ts';
import { validateDenyDocument } from '../../../../shared/containment/document/validate-deny-document.ts';
import { SIZE_LIMITS } from '../../../../shared/containment/policy-id.ts';
import { aContainment, HOUR, NOW, someOptions } from '../../../support/a-containment.ts';

/** A company with offices on three continents: 10 IPv4 ranges, 4 IPv6 ranges, 4 endpoints. */
const NETWORKS = [
	{
		name: 'offices',
		cidrs: [
			...Array.from({ length: 10 }, (_, n) => `198.51.100.${100 + 2 * n}/31`),
			...Array.from({ length: 4 }, (_, n) => `2001:db8:10${n}:ffff::/64`),
		],
		vpcEndpoints: Array.from({ length: 4 }, (_, n) => `vpce-0a1b2c3d4e5f6071${n}`),
	},
];

const ACCOUNT: PolicyId = 'iam:111122223333';
const DAY = 24 * HOUR;

function digits(n: number): string {
	return String(n).padStart(12, '0');
}

/** The n-th principal of a kind, with an id as long as those of AWS. */
const KINDS: Readonly<Record<string, (n: number) => Selector>> = {
	'people of the directory': (n) => ({
		key: 'identitystore:UserId',
		value: `9067642ac7-3f1c9a52-6c0e-4d6b-8a3e-${digits(n)}`,
	}),
	'IAM users': (n) => ({ key: 'aws:userid', value: `AIDAQQQQQ${digits(n)}` }),
	'role sessions': (n) => ({
		key: 'aws:userid',
		value: `AROAQQQQQQQQQQQQQQQQQ:somebody.${digits(n)}@example.com`,
	}),
	'federated users': (n) => ({ key: 'aws:userid', value: `111122223333:somebody-${digits(n)}` }),
	roots: (n) => ({ key: 'aws:PrincipalArn', value: `arn:aws:iam::${digits(n)}:root` }),
};

/** Adds newer and newer requests until the policy is full. `lasts`: how long the n-th one lasts. */
function fill(policy: PolicyId, { selector, lasts, denyScope = 'untrusted-networks' }: Filling) {
	const options = someOptions(policy, { networks: NETWORKS });
	const requested: ActiveContainment[] = [];
	for (let n = 0; n < 1000; n++) {
		requested.push(
			aContainment(selector(n), {
				id: `request-${digits(n)}`,
				denyScope,
				requestedAt: NOW + n,
				until: NOW + lasts(n),
			}),
		);
		const rendered = renderDenyDocument(requested, options);
		expect(validateDenyDocument(rendered.text, options)).toEqual([]);
		if (rendered.refusals.length > 0) return { requested, rendered, people: n };
	}
	throw new Error('a thousand requests fit, so the size limit does not work');
}

interface Filling {
	readonly selector: (n: number) => Selector;
	readonly lasts: (n: number) => number;
	readonly denyScope?: DenyScope;
}

/** The ends of one incident are within half a day. */
const inHalfADay = (n: number) => HOUR + ((n * 37) % 12) * HOUR;

describe('with 14 CIDRs and 4 endpoints', () => {
	it.each([
		['scp', 'people of the directory', 140],
		['scp', 'IAM users', 250],
		['scp', 'role sessions', 120],
		['scp', 'federated users', 180],
		['scp', 'roots', 180],
		[ACCOUNT, 'people of the directory', 70],
		[ACCOUNT, 'IAM users', 130],
		[ACCOUNT, 'role sessions', 60],
		[ACCOUNT, 'federated users', 90],
	] as const)('%s holds many %s whose ends are close together', (policy, kind, least) => {
		const selector = KINDS[kind];
		if (selector === undefined) throw new Error(`no kind is called "${kind}"`);
		const { people, rendered } = fill(policy, { selector, lasts: inHalfADay });
		process.stdout.write(`${policy}: ${people} ${kind}, ends rounded to ${rendered.roundedTo} h\n`);
		expect(people).toBeGreaterThanOrEqual(least);
	});

	it.each([
		['scp', 9],
		[ACCOUNT, 5],
	] as const)('%s holds the ends of %d different days', (policy, least) => {
		const { people } = fill(policy, {
			selector: (n) => ({ key: 'aws:userid', value: `AIDAQQQQQ${digits(n)}` }),
			lasts: (n) => (n + 1) * DAY,
		});
		process.stdout.write(`${policy}: ${people} days of ends\n`);
		expect(people).toBeGreaterThanOrEqual(least);
		expect(people).toBeGreaterThanOrEqual(conditionSize(NETWORKS, limitOf(policy)).statements);
	});

	it('the newest request is refused by id, and every older one stays in', () => {
		const { requested, rendered } = fill('scp', {
			selector: (n) => ({
				key: 'identitystore:UserId',
				value: `00000000-0000-0000-0000-${digits(n)}`,
			}),
			lasts: inHalfADay,
		});
		const newest = requested.at(-1);
		expect(rendered.refusals).toEqual([
			{ kind: 'too-large', refused: [newest?.id], limit: SIZE_LIMITS.scp },
		]);
		expect(
			requested.filter(({ selector }) => !rendered.text.includes(`"${selector.value}"`)),
		).toEqual([newest]);
		expect(rendered.fullness).toBeGreaterThan(0.95);
		expect(rendered.fullness).toBeLessThanOrEqual(1);
	});

	it('the oldest request stays, even if it is read last and has the longest id', () => {
		const { requested } = fill('scp', {
			selector: (n) => ({ key: 'aws:userid', value: `AIDAQQQQQ${digits(n)}` }),
			lasts: inHalfADay,
		});
		const oldest = aContainment(
			{ key: 'aws:userid', value: `AROAQQQQQQQQQQQQQQQQQ:${'k'.repeat(64)}` },
			{ requestedAt: NOW - DAY },
		);
		const { text, refusals } = renderDenyDocument(
			[...requested, oldest],
			someOptions('scp', { networks: NETWORKS }),
		);
		expect(text).toContain(oldest.selector.value);
		const refused = refusals.flatMap((refusal) => refusal.refused);
		expect(refused.length).toBeGreaterThan(1);
		const newest = requested.slice(-refused.length).map(({ id }) => id);
		expect(refused).toEqual(newest);
	});

	it('a short request is added although a long one did not fit', () => {
		const { requested, rendered } = fill(ACCOUNT, {
			selector: (n) => ({ key: 'aws:userid', value: `111122223333:${'k'.repeat(20)}${digits(n)}` }),
			lasts: inHalfADay,
		});
		expect(rendered.refusals).toHaveLength(1);
		const short = aContainment(
			{ key: 'aws:userid', value: '111122223333:kk' },
			{ requestedAt: NOW + DAY },
		);
		const options = someOptions(ACCOUNT, { networks: NETWORKS });
		const long = requested.slice(0, -1);
		const free = SIZE_LIMITS.iam - renderDenyDocument(long, options).size;
		expect(free).toBeGreaterThan('"111122223333:kk",'.length);
		const again = renderDenyDocument([...requested, short], options);
		expect(again.refusals.flatMap(({ refused }) => refused)).toEqual([requested.at(-1)?.id]);
		expect(again.text).toContain('"111122223333:kk"');
	});
});

function limitOf(policy: PolicyId): number {
	return policy === 'scp' ? SIZE_LIMITS.scp : SIZE_LIMITS.iam;
}

describe('the space that the network condition leaves', () => {
	it('is measured before a deployment', () => {
		const size = conditionSize(NETWORKS, SIZE_LIMITS.iam);
		process.stdout.write(`the network condition takes ${size.characters} characters\n`);
		expect(size.characters).toBeGreaterThan(450);
		expect(size.characters).toBeLessThan(750);
		expect(size.ratio).toBeCloseTo(size.characters / SIZE_LIMITS.iam);
		expect(conditionSize(NETWORKS, SIZE_LIMITS.scp).statements).toBeGreaterThan(size.statements);
	});

	it('is none if the networks alone fill the text', () => {
		const cidrs = Array.from(
			{ length: 250 },
			(_, n) => `2001:db8:${(n + 16).toString(16)}:ffff:ffff::/80`,
		);
		const size = conditionSize([{ name: 'many', cidrs, vpcEndpoints: [] }], SIZE_LIMITS.iam);
		expect(size.ratio).toBeGreaterThan(1);
		expect(size.statements).toBe(0);
		const options = someOptions(ACCOUNT, { networks: [{ name: 'many', cidrs, vpcEndpoints: [] }] });
		const one = aContainment({ key: 'aws:userid', value: 'AIDAQQQQQ000000000000' });
		expect(renderDenyDocument([one], options).refusals).toMatchObject([
			{ kind: 'too-large', refused: [one.id] },
		]);
	});

	it('is everything without networks', () => {
		expect(conditionSize([], SIZE_LIMITS.scp).characters).toBe(
			'"BoolIfExists":{"aws:ViaAWSService":"false"}'.length,
		);
	});
});
