import { describe, expect, it } from 'vitest';
import type {
	ActiveContainment,
	Reach,
	Selector,
	TargetId,
} from '../../../../shared/containment/containment.ts';
import { renderDenyDocument } from '../../../../shared/containment/document/deny-document.ts';
import { roomFor } from '../../../../shared/containment/document/untrusted-condition-size.ts';
import { validateDenyDocument } from '../../../../shared/containment/document/validate-deny-document.ts';
import { SIZE_LIMITS } from '../../../../shared/containment/policy-id.ts';
import { aContainment, HOUR, NOW, someOptions } from '../../../support/a-containment.ts';

/** A company with offices on three continents: 10 ranges in IPv4, 4 in IPv6, 4 endpoints. */
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

const ACCOUNT: TargetId = 'account:111122223333';
const DAY = 24 * HOUR;

function digits(n: number): string {
	return String(n).padStart(12, '0');
}

/** The n-th principal of a kind, with an id as long as AWS makes them. */
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

/** Wishes one after the other, each newer, until the text of the target is full; `lasts` says how long the n-th does. */
function fill(target: TargetId, { selector, lasts, reach = 'outside' }: Filling) {
	const options = someOptions(target, { networks: NETWORKS });
	const wished: ActiveContainment[] = [];
	for (let n = 0; n < 1000; n++) {
		wished.push(
			aContainment(selector(n), { id: `wish-${digits(n)}`, reach, wishedAt: NOW + n, until: NOW + lasts(n) }),
		);
		const rendered = renderDenyDocument(wished, options);
		expect(validateDenyDocument(rendered.text, options)).toEqual([]);
		if (rendered.refusals.length > 0) return { wished, rendered, people: n };
	}
	throw new Error('a thousand wishes fit: the size limit cannot be at work');
}

interface Filling {
	readonly selector: (n: number) => Selector;
	readonly lasts: (n: number) => number;
	readonly reach?: Reach;
}

/** The ends of one incident lie within half a day. */
const inHalfADay = (n: number) => HOUR + ((n * 37) % 12) * HOUR;

describe('with 14 CIDRs and 4 endpoints', () => {
	it.each([
		['organization', 'people of the directory', 140],
		['organization', 'IAM users', 250],
		['organization', 'role sessions', 120],
		['organization', 'federated users', 180],
		['organization', 'roots', 180],
		[ACCOUNT, 'people of the directory', 70],
		[ACCOUNT, 'IAM users', 130],
		[ACCOUNT, 'role sessions', 60],
		[ACCOUNT, 'federated users', 90],
	] as const)('%s holds many %s whose ends are near each other', (target, kind, least) => {
		const selector = KINDS[kind];
		if (selector === undefined) throw new Error(`no kind is called "${kind}"`);
		const { people, rendered } = fill(target, { selector, lasts: inHalfADay });
		process.stdout.write(`${target}: ${people} ${kind}, ends rounded to ${rendered.roundedTo} h\n`);
		expect(people).toBeGreaterThanOrEqual(least);
	});

	it.each([
		['organization', 9],
		[ACCOUNT, 5],
	] as const)('%s holds %d different days of ends, however they are spread', (target, least) => {
		const { people } = fill(target, {
			selector: (n) => ({ key: 'aws:userid', value: `AIDAQQQQQ${digits(n)}` }),
			lasts: (n) => (n + 1) * DAY,
		});
		process.stdout.write(`${target}: ${people} days of ends\n`);
		expect(people).toBeGreaterThanOrEqual(least);
		expect(people).toBeGreaterThanOrEqual(roomFor(NETWORKS, limitOf(target)).statements);
	});

	it('the newest wish is refused by name, and every older one is still in', () => {
		const { wished, rendered } = fill('organization', {
			selector: (n) => ({ key: 'identitystore:UserId', value: `00000000-0000-0000-0000-${digits(n)}` }),
			lasts: inHalfADay,
		});
		const newest = wished.at(-1);
		expect(rendered.refusals).toEqual([
			{ kind: 'too-large', refused: [newest?.id], limit: SIZE_LIMITS.organization },
		]);
		expect(wished.filter(({ selector }) => !rendered.text.includes(`"${selector.value}"`))).toEqual([newest]);
		expect(rendered.fullness).toBeGreaterThan(0.95);
		expect(rendered.fullness).toBeLessThanOrEqual(1);
	});

	it('who was wished first stays, even if it is read last and has the longer id', () => {
		const { wished } = fill('organization', {
			selector: (n) => ({ key: 'aws:userid', value: `AIDAQQQQQ${digits(n)}` }),
			lasts: inHalfADay,
		});
		const oldest = aContainment(
			{ key: 'aws:userid', value: `AROAQQQQQQQQQQQQQQQQQ:${'k'.repeat(64)}` },
			{ wishedAt: NOW - DAY },
		);
		const { text, refusals } = renderDenyDocument(
			[...wished, oldest],
			someOptions('organization', { networks: NETWORKS }),
		);
		expect(text).toContain(oldest.selector.value);
		const refused = refusals.flatMap((refusal) => refusal.refused);
		expect(refused.length).toBeGreaterThan(1);
		const newest = wished.slice(-refused.length).map(({ id }) => id);
		expect(refused).toEqual(newest);
	});

	it('a short wish is still taken up after a long one had no room', () => {
		const { wished, rendered } = fill(ACCOUNT, {
			selector: (n) => ({ key: 'aws:userid', value: `111122223333:${'k'.repeat(20)}${digits(n)}` }),
			lasts: inHalfADay,
		});
		expect(rendered.refusals).toHaveLength(1);
		const short = aContainment({ key: 'aws:userid', value: '111122223333:kk' }, { wishedAt: NOW + DAY });
		const options = someOptions(ACCOUNT, { networks: NETWORKS });
		const long = wished.slice(0, -1);
		const free = SIZE_LIMITS.account - renderDenyDocument(long, options).size;
		expect(free).toBeGreaterThan('"111122223333:kk",'.length);
		const again = renderDenyDocument([...wished, short], options);
		expect(again.refusals.flatMap(({ refused }) => refused)).toEqual([wished.at(-1)?.id]);
		expect(again.text).toContain('"111122223333:kk"');
	});
});

function limitOf(target: TargetId): number {
	return target === 'organization' ? SIZE_LIMITS.organization : SIZE_LIMITS.account;
}

describe('the room that a fence leaves', () => {
	it('is measured before anything is deployed', () => {
		const room = roomFor(NETWORKS, SIZE_LIMITS.account);
		process.stdout.write(`the fence takes ${room.fence} characters\n`);
		expect(room.fence).toBeGreaterThan(450);
		expect(room.fence).toBeLessThan(750);
		expect(room.ratio).toBeCloseTo(room.fence / SIZE_LIMITS.account);
		expect(roomFor(NETWORKS, SIZE_LIMITS.organization).statements).toBeGreaterThan(room.statements);
	});

	it('is none when the networks alone fill the text', () => {
		const cidrs = Array.from({ length: 250 }, (_, n) => `2001:db8:${(n + 16).toString(16)}:ffff:ffff::/80`);
		const room = roomFor([{ name: 'many', cidrs, vpcEndpoints: [] }], SIZE_LIMITS.account);
		expect(room.ratio).toBeGreaterThan(1);
		expect(room.statements).toBe(0);
		const options = someOptions(ACCOUNT, { networks: [{ name: 'many', cidrs, vpcEndpoints: [] }] });
		const one = aContainment({ key: 'aws:userid', value: 'AIDAQQQQQ000000000000' });
		expect(renderDenyDocument([one], options).refusals).toMatchObject([
			{ kind: 'too-large', refused: [one.id] },
		]);
	});

	it('is all of it without networks', () => {
		expect(roomFor([], SIZE_LIMITS.organization).fence).toBe(
			'"BoolIfExists":{"aws:ViaAWSService":"false"}'.length,
		);
	});
});
