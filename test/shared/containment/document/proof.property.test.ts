import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
	ActiveContainment,
	DenyScope,
	PolicyId,
	Selector,
} from '../../../../shared/containment/containment.ts';
import { renderDenyDocument } from '../../../../shared/containment/document/deny-document.ts';
import { validateDenyDocument } from '../../../../shared/containment/document/validate-deny-document.ts';
import { HOUR, NOW, someOptions } from '../../../support/a-containment.ts';
import {
	CALLERS,
	type Caller,
	type Context,
	everyRequest,
	PROD,
} from '../../../support/request-contexts.ts';
import { simulate } from '../../../support/simulate.ts';

interface Range {
	readonly address: string;
	readonly bits: number;
	readonly family: 'ipv4' | 'ipv6';
}

interface Request {
	readonly caller: Caller;
	readonly sourceIp: string | null;
	readonly endpoint: string | null;
	readonly viaService: boolean | null;
	readonly viaMcp: boolean | null;
	/** When its session was issued, if the caller has one. */
	readonly issuedAt: number;
	readonly time: number;
}

/** What the model must know of the document: the rounding of ends, and the trusted networks. */
interface World {
	readonly policy: PolicyId;
	readonly hours: number;
	readonly ranges: readonly Range[];
	readonly endpoints: readonly string[];
}

// The model: the design in a few lines, with another library for addresses.

function isDenied(
	request: Request,
	containments: readonly ActiveContainment[],
	world: World,
): boolean {
	return containments.some(
		({ selector, denyScope, until, issuedBefore }) =>
			names(selector, request.caller, world.policy) &&
			(issuedBefore === undefined || request.issuedAt < issuedBefore) &&
			request.time < Math.ceil(until / HOUR / world.hours) * world.hours * HOUR &&
			isInScope(denyScope, request, world),
	);
}

function isInScope(denyScope: DenyScope, request: Request, world: World): boolean {
	switch (denyScope) {
		case 'untrusted-networks':
			return isUntrusted(request, world);
		case 'aws-mcp':
			return request.viaMcp === true;
		case 'everything':
			return true;
	}
}

/**
 * An account's policy is attached only to its own users, and applies to the federated sessions that
 * they make.
 */
function names({ key, value }: Selector, { context, account }: Caller, policy: PolicyId): boolean {
	const isUser = key === 'aws:userid' && value.startsWith('AIDA');
	const isFederated =
		context['aws:PrincipalType'] === 'FederatedUser' && policy === `iam:${account}`;
	const [id] = context[key]?.split(':') ?? [];
	return context[key] === value || `${id}:*` === value || (isUser && isFederated);
}

function isUntrusted(
	{ sourceIp, endpoint, viaService }: Request,
	{ ranges, endpoints }: World,
): boolean {
	const trusted = new BlockList();
	for (const { address, bits, family } of ranges) trusted.addSubnet(address, bits, family);
	const isInRange =
		sourceIp !== null && trusted.check(sourceIp, sourceIp.includes(':') ? 'ipv6' : 'ipv4');
	return !isInRange && !(endpoint !== null && endpoints.includes(endpoint)) && viaService !== true;
}

// The inputs.

const prefix = { ipv4: [0xcb, 0x00, 0x71], ipv6: [0x20, 0x01, 0x0d, 0xb8, 0x00, 0x10] } as const;

/** Addresses with the same beginning, so that ranges overlap and contain some of the requests. */
function bytesOf(family: 'ipv4' | 'ipv6'): fc.Arbitrary<number[]> {
	const length = family === 'ipv4' ? 4 : 16;
	const rest = length - prefix[family].length;
	const tail = fc.array(fc.oneof(fc.constantFrom(0, 1, 0x80), fc.nat(255)), {
		minLength: rest,
		maxLength: rest,
	});
	return tail.map((bytes) => [...prefix[family], ...bytes]);
}

function written(bytes: readonly number[]): string {
	if (bytes.length === 4) return bytes.join('.');
	const groups = bytes.flatMap((byte, at) =>
		at % 2 === 0 ? [((byte << 8) | (bytes[at + 1] ?? 0)).toString(16)] : [],
	);
	return groups.join(':');
}

function cut(bytes: readonly number[], bits: number): number[] {
	return bytes.map((byte, at) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - at * 8))) & 0xff);
}

const families = fc.constantFrom('ipv4' as const, 'ipv6' as const);

/**
 * `widest`: the smallest prefix by family. Narrow ranges rarely overlap, so many of them make a
 * long condition.
 */
function range(widest: { readonly ipv4: number; readonly ipv6: number }): fc.Arbitrary<Range> {
	return families.chain((family) =>
		fc
			.tuple(
				bytesOf(family),
				fc.integer({ min: widest[family], max: family === 'ipv4' ? 32 : 128 }),
			)
			.map(([bytes, bits]) => ({ address: written(cut(bytes, bits)), bits, family })),
	);
}

const endpointId = fc.constantFrom('vpce-0a', 'vpce-0b', 'vpce-0c', 'vpce-0d');

/** Whole seconds, as IAM writes times of sessions. */
function seconds(min: number, max: number): fc.Arbitrary<number> {
	return fc.integer({ min: min / 1_000, max: max / 1_000 }).map((time) => time * 1_000);
}

const request: fc.Arbitrary<Request> = fc.record({
	caller: fc.constantFrom<Caller>(...Object.values(CALLERS)),
	sourceIp: fc.option(families.chain(bytesOf).map(written)),
	endpoint: fc.option(endpointId, { freq: 1 }),
	viaService: fc.constantFrom(true, false, false, null),
	viaMcp: fc.constantFrom(true, false, null, null),
	issuedAt: seconds(NOW - 4 * HOUR, NOW + 4 * HOUR),
	time: fc.integer({ min: NOW, max: NOW + 80 * HOUR }),
});

const selector: fc.Arbitrary<Selector> = fc
	.constantFrom<Caller>(...Object.values(CALLERS))
	.map(({ context, arn }) => {
		const person = context['identitystore:UserId'];
		if (arn.endsWith(':root')) return { key: 'aws:PrincipalArn', value: arn };
		if (person !== undefined) return { key: 'identitystore:UserId', value: person };
		return { key: 'aws:userid', value: context['aws:userid'] ?? '' };
	});

const OF_ROLES = Object.values(CALLERS).flatMap(({ context }: Caller) => {
	const [id, name] = (context['aws:userid'] ?? '').split(':');
	return id?.startsWith('AROA') === true && name !== undefined ? [`${id}:*`] : [];
});
const wholeRole = fc.record({
	selector: fc.constantFrom(...OF_ROLES).map((value): Selector => ({ key: 'aws:userid', value })),
	issuedBefore: seconds(NOW - 3 * HOUR, NOW + HOUR),
});

/** The ends are within so many hours; some have passed already. */
function containment(hours: number): fc.Arbitrary<ActiveContainment> {
	const whom = fc.oneof(
		{ weight: 4, arbitrary: fc.record({ selector }) },
		{ weight: 1, arbitrary: wholeRole },
	);
	const rest = fc.record({
		id: fc.uuid(),
		denyScope: fc.constantFrom(
			'untrusted-networks' as const,
			'untrusted-networks' as const,
			'aws-mcp' as const,
			'everything' as const,
		),
		until: fc.integer({ min: NOW - 2 * HOUR, max: NOW + hours * HOUR }),
		requestedAt: fc.integer({ min: NOW - 100 * HOUR, max: NOW }),
	});
	return fc.tuple(whom, rest).map(([one, other]) => ({ ...one, ...other }));
}

/** Leaves out what an account's policy refuses, which other tests cover. */
function fitsInto(policy: PolicyId) {
	return ({ selector: { key, value } }: ActiveContainment) =>
		policy === 'scp' || (key !== 'aws:PrincipalArn' && !/^(?!111122223333)\d/.test(value));
}

function contextOf(given: Request): Context {
	const { caller, sourceIp, endpoint, viaService, viaMcp, issuedAt, time } = given;
	return {
		...everyRequest(caller, time),
		...('aws:TokenIssueTime' in caller.context && {
			'aws:TokenIssueTime': new Date(issuedAt).toISOString(),
		}),
		...(sourceIp !== null && { 'aws:SourceIp': sourceIp }),
		...(endpoint !== null && { 'aws:SourceVpce': endpoint }),
		...(viaService !== null && { 'aws:ViaAWSService': String(viaService) }),
		...(viaMcp !== null && { 'aws:ViaAWSMCPService': String(viaMcp) }),
	};
}

/** Mostly few; sometimes so many that ends must be rounded further, or that not all fit. */
const few = {
	ranges: fc.array(range({ ipv4: 20, ipv6: 44 }), { maxLength: 6 }),
	requested: fc.array(containment(70), { maxLength: 12 }),
};
const many = {
	ranges: fc.array(range({ ipv4: 30, ipv6: 120 }), { minLength: 10, maxLength: 25, size: 'max' }),
	requested: fc.array(containment(300), { minLength: 30, maxLength: 60, size: 'max' }),
};
const rest = {
	policy: fc.constantFrom<PolicyId>('scp', `iam:${PROD}`),
	endpoints: fc.array(endpointId, { maxLength: 3 }),
	requests: fc.array(request, { minLength: 4, maxLength: 8 }),
};

const scene = fc
	.oneof(
		{ weight: 5, arbitrary: fc.record({ ...few, ...rest }) },
		{ weight: 1, arbitrary: fc.record({ ...many, ...rest }) },
	)
	.map((all) => ({ ...all, requested: all.requested.filter(fitsInto(all.policy)) }));

describe('for any containments, networks and requests', () => {
	it('the engine denies exactly what the design says, and the document is always valid', async () => {
		const counted = { denied: 0, allowed: 0, rounded: 0, refused: 0 };
		await fc.assert(
			fc.asyncProperty(scene, async ({ policy, ranges, endpoints, requested, requests }) => {
				const cidrs = ranges.map(({ address, bits }) => `${address}/${bits}`);
				const options = someOptions(policy, {
					networks: [{ name: 'ours', cidrs, vpcEndpoints: endpoints }],
				});
				const { text, refusals, roundedTo } = renderDenyDocument(requested, options);
				expect(validateDenyDocument(text, options)).toEqual([]);
				expect(refusals.filter(({ kind }) => kind !== 'too-large')).toEqual([]);
				const refused = refusals.flatMap((refusal) => refusal.refused);
				const active = requested.filter(({ id, until }) => until > NOW && !refused.includes(id));
				const world = { policy, hours: roundedTo, ranges, endpoints };
				counted.rounded += Math.sign(roundedTo - 1);
				counted.refused += Math.sign(refused.length);
				for (const one of requests) {
					const answer = await simulate(
						one.caller,
						contextOf(one),
						policy === 'scp' ? { scp: text } : { attached: text },
					);
					expect(answer).toBe(isDenied(one, active, world) ? 'denied' : 'allowed');
					counted[answer]++;
				}
			}),
			{ numRuns: 1200 },
		);
		// Each outcome must occur often, or the property would prove little.
		expect(Math.min(counted.denied, counted.allowed)).toBeGreaterThan(500);
		expect(counted.rounded).toBeGreaterThan(30);
		expect(counted.refused).toBeGreaterThan(10);
	}, 60_000);
});
