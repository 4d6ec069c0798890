import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type EventPattern, signInPattern } from '../../infra/event-patterns.ts';
import { fitPattern, sizeOf } from '../../infra/fit-pattern.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { EVENT_SOURCES } from '../../shared/record/event-sources.ts';
import { GIVES_NOTHING } from '../../shared/sign-in/gives-nothing.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';
import { ACCOUNT, OFFICE, UNTRUSTED, usingKey } from '../support/a-record.ts';
import { busEvent, isWanted, records } from '../support/bus-events.ts';
import { needsRealLogs } from '../support/needs.ts';
import {
	eventRuler,
	type Found,
	interpreter,
	type Matcher,
	stopEventRuler,
} from '../support/pattern-matchers.ts';
import { realRecords } from '../support/real-records.ts';
import { aConfiguration, someSettings } from '../support/some-settings.ts';
import { plainUses, uses } from '../support/use-events.ts';

type Fields = Readonly<Record<string, unknown>>;
type Input = Partial<ConfigurationInput>;

const REVIEW = { reason: 'a job', review: '2026-06-30' };
const BUILD = `arn:aws:iam::${ACCOUNT}:user/build`;
const EXPORT = `arn:aws:iam::${ACCOUNT}:role/export`;
const office = (...cidrs: string[]) => [{ name: 'office', cidrs }];

const CONFIGURATIONS: readonly [string, Input][] = [
	['the default', {}],
	['sessions too', { use: { sessions: true } }],
	['sessions only', { use: { keys: false, sessions: true } }],
	[
		'exceptions',
		{
			use: {
				sessions: true,
				except: [BUILD, EXPORT].map((principal) => ({ principal, ...REVIEW })),
			},
		},
	],
	['no network', { networks: [] }],
	['a half of a /24', { networks: office('203.0.113.0/25', '2001:db8:10::/64') }],
	['a range that splits an octet', { networks: office('203.0.112.0/20', '2001:db8::/44') }],
	[
		'zeros in IPv6',
		{ networks: office('2001:db8:0::/48', '2001:db8:10:0::/64', '2001:db8::1/128') },
	],
	[
		'overlapping ranges',
		{ networks: office('203.0.113.0/24', '203.0.113.128/26', '203.0.0.0/16') },
	],
	['China', { deployment: { region: 'cn-north-1' } }],
];

/** One configuration, and the patterns of both rules. */
function patternsOf(over: Input) {
	const { pattern } = fitPattern(aConfiguration(over));
	if (pattern === null) throw new Error('no pattern');
	return { pattern, settings: someSettings(over) };
}

function eventsOf(all: readonly Fields[]): object[] {
	return JSON.parse(JSON.stringify(all.map((record) => busEvent(record))));
}

interface Delivering {
	readonly matcher: Matcher;
	readonly pattern: EventPattern;
	readonly settings: JudgeSettings;
}

/** Gives the records that are needed and not delivered, or delivered twice. */
async function wronglyDelivered(
	all: readonly Fields[],
	{ matcher, pattern, settings }: Delivering,
): Promise<Fields[]> {
	const events = eventsOf(all);
	const signIns = await matcher(signInPattern(), events);
	const used = await matcher(pattern, events);
	const wanted = await Promise.all(all.map((record) => isWanted(record, settings)));
	return all.filter((_, n) => (signIns[n] ? used[n] : wanted[n] && !used[n]));
}

const matchers: readonly [string, () => Found][] = [
	['our interpreter', () => ({ matcher: interpreter })],
	["AWS's event-ruler", eventRuler],
];
const many = fc.array(fc.oneof(uses, plainUses, records), {
	minLength: 500,
	maxLength: 500,
	size: 'max',
});
/**
 * Many records are asked about at once, because event-ruler compiles the pattern each time. Those that
 * are lost are printed as they are: shrinking would take too long.
 */
const few = { numRuns: 1, endOnFailure: true };

afterAll(stopEventRuler);

describe.each(matchers)('according to %s', (_, find) => {
	it.for(CONFIGURATIONS)(
		'both patterns let through all that the judge would not ignore, once: %s',
		async ([, over], context) => {
			const found = find();
			if ('missing' in found) return context.skip(found.missing);
			const { pattern, settings } = patternsOf(over);
			await fc.assert(
				fc.asyncProperty(many, async (all) => {
					const { matcher } = found;
					expect(await wronglyDelivered(all, { matcher, pattern, settings })).toEqual([]);
				}),
				few,
			);
		},
	);

	it('both patterns let through every real record that the judge would not ignore, once', async (context) => {
		const found = find();
		if ('missing' in found) return context.skip(found.missing);
		needsRealLogs(context);
		const { pattern, settings } = patternsOf({ use: { sessions: true } });
		const all = await realRecords();
		expect(await wronglyDelivered(all, { matcher: found.matcher, pattern, settings })).toEqual([]);
	});

	it('is matched as our interpreter says', async (context) => {
		const found = find();
		if ('missing' in found) return context.skip(found.missing);
		const { pattern } = patternsOf({});
		await fc.assert(
			fc.asyncProperty(many, async (all) => {
				const events = eventsOf(all);
				const answers = await found.matcher(pattern, events);
				const ours = await interpreter(pattern, events);
				expect(events.filter((_, n) => answers[n] !== ours[n])).toEqual([]);
			}),
			few,
		);
	});
});

const SOME_RANGES = [
	['one /24', office('203.0.113.0/24')],
	['fourteen /24 and /48', manyRanges(14)],
	['forty of them', manyRanges(40)],
	['a /20', office('203.0.112.0/20')],
	['a /25', office('203.0.113.0/25')],
	['a /33 and a /60 of IPv6', office('2001:db8::/33', '2001:db8:1:10::/60')],
	[
		'single addresses that begin alike',
		office('203.0.113.1/32', '203.0.113.12/32', '203.0.113.128/25'),
	],
] as const;

function manyRanges(n: number) {
	const ranges = Array.from({ length: n }, (_, at) => [
		`198.51.${100 + at}.0/24`,
		`2001:db8:${at + 10}::/48`,
	]);
	return office(...ranges.flat());
}

describe('the pattern of credential uses', () => {
	const sizes = [2_048, 4_096].flatMap((most) =>
		SOME_RANGES.map(([what, networks]) => ({ what, networks, most })),
	);

	it.each(sizes)('with $what has at most $most characters', ({ networks, most }) => {
		const deployment = { eventPatternCharacters: most };
		const { pattern } = fitPattern(aConfiguration({ networks: [...networks], deployment }));
		expect(sizeOf(pattern)).toBeLessThanOrEqual(most);
	});

	it.for(SOME_RANGES)('is not too complex with %s', async ([, networks], context) => {
		const ruler = eventRuler();
		if ('missing' in ruler) return context.skip(ruler.missing);
		// In China there is one wildcard more.
		const deployment = { eventPatternCharacters: 4_096, region: 'cn-north-1' };
		const use = { sessions: true };
		const { pattern } = patternsOf({ networks: [...networks], deployment, use });
		expect(await ruler.complexityOf(pattern)).toBeLessThanOrEqual(8);
	});

	it('has no text that begins with another one', () => {
		for (const [, networks] of SOME_RANGES) {
			const texts = leftOutTexts({ networks: [...networks] });
			const beginnings = texts.filter((text) => /^[^*]+\*$/.test(text));
			for (const beginning of beginnings) {
				const begins = texts.filter((text) => text.startsWith(beginning.slice(0, -1)));
				expect(begins).toEqual([beginning]);
			}
		}
	});

	it('leaves out fourteen /24 and fourteen /48, and says nothing', () => {
		expect(fitPattern(aConfiguration({ networks: manyRanges(14) })).warnings).toEqual([]);
	});

	it('says what it could not leave out, and leaves out the cheaper ranges', () => {
		const networks = office('203.0.113.0/25', '198.51.100.0/24', '2001:db8::/33');
		const missing = (most: number) => {
			const deployment = { eventPatternCharacters: most };
			return fitPattern(aConfiguration({ networks, deployment })).warnings;
		};
		expect(missing(2_048)).toEqual([
			expect.stringMatching(
				/not fit: 2001:db8::\/33, 203\.0\.113\.0\/25 \(\d+ of its 128 parts fit\)\./,
			),
		]);
		expect(leftOutTexts({ networks })).toContain('198.51.100.*');
		expect(missing(4_096)).toEqual([expect.stringContaining('not fit: 2001:db8::/33. ')]);
	});

	it('does not exist if no credential is to be judged', () => {
		const use = { keys: false, sessions: false };
		expect(fitPattern(aConfiguration({ use }))).toEqual({ pattern: null, warnings: [] });
	});

	it.each([
		['a call from the office', { sourceIPAddress: OFFICE }],
		[
			'a call through our endpoint',
			{ sourceIPAddress: '10.0.0.7', vpcEndpointId: 'vpce-0a1b2c3d4e5f60718' },
		],
		['a call of a service', { sourceIPAddress: 'cloudformation.amazonaws.com' }],
		['a private address', { sourceIPAddress: '172.20.1.1' }],
		['a data event', { managementEvent: false }],
		['a session', { userIdentity: { accessKeyId: 'ASIAEXAMPLE' } }],
		['a sign-in', { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole' }],
		['a user that is made', { eventSource: 'iam.amazonaws.com', eventName: 'CreateUser' }],
	])('leaves out %s', async (_, over) => {
		expect(await matched(over)).toBe(false);
	});

	it.each([
		['a call from elsewhere', {}],
		["a thief's endpoint", { sourceIPAddress: '10.0.0.7', vpcEndpointId: 'vpce-0stranger' }],
		['a list with a stranger', { sourceIPAddress: '203.0.113.5, 198.51.100.7' }],
		['no address', { sourceIPAddress: null }],
		['an old record', { managementEvent: undefined }],
		[
			'the first call of a thief',
			{ eventSource: 'sts.amazonaws.com', eventName: 'GetCallerIdentity' },
		],
		[
			'what a thief asks of Identity Center',
			{ eventSource: 'sso.amazonaws.com', eventName: 'ListInstances' },
		],
		['a right that is given', { eventSource: 'iam.amazonaws.com', eventName: 'AttachUserPolicy' }],
	])('lets through %s', async (_, over) => {
		expect(await matched(over)).toBe(true);
	});

	it('leaves out the users of use.except, and no others', async () => {
		const use = { except: [{ principal: BUILD, ...REVIEW }] };
		const of = (arn?: string) => ({ userIdentity: { arn, accessKeyId: 'AKIAEXAMPLE' } });
		expect(await matched(of(BUILD), { use })).toBe(false);
		expect(await matched(of(`${BUILD}er`), { use })).toBe(true);
		expect(await matched(of(), { use })).toBe(true);
	});

	it('delivers each call that gives nothing, or the rule of sign-ins does, not both', async () => {
		const names = GIVES_NOTHING.flatMap(({ names, verbs }) => [...names, ...verbs]);
		const calls = EVENT_SOURCES.flatMap((eventSource) =>
			names.map((name) => usingKey(name, { eventSource, sourceIPAddress: UNTRUSTED })),
		);
		const signIns = await interpreter(signInPattern(), eventsOf(calls));
		const used = await interpreter(patternsOf({}).pattern, eventsOf(calls));
		expect(calls.filter((_, n) => signIns[n] === used[n])).toEqual([]);
	});
});

describe('the test of the pattern', () => {
	it.each([
		['a list would be left out', ['{"wildcard":"*,*"}', '"-"'], '203.0.113.5, 198.51.100.7'],
		['a missing address would be', ['{"prefix":"ec2-"},{"exists":false}', '"-"'], null],
		['a neighbour would be', ['"203.0.113.*"', '"203.0.11*"'], '203.0.11.3'],
		['an endpoint would be', ['"vpce-0a1b2c3d4e5f60718"', '"*"'], '10.0.0.1'],
	])('fails if %s', async (_, [from = '', to = ''], sourceIPAddress) => {
		const { pattern } = patternsOf({});
		const broken = JSON.parse(JSON.stringify(pattern).replace(from, to));
		const over = sourceIPAddress === '10.0.0.1' ? { vpcEndpointId: 'vpce-0stranger' } : {};
		const record = usingKey('ListBuckets', { sourceIPAddress, ...over });
		expect(await isWanted(record)).toBe(true);
		const events = JSON.parse(JSON.stringify(eventsOf([record])).replace(':null', ':[]'));
		expect(await interpreter(pattern, events)).toEqual([true]);
		expect(await interpreter(broken, events)).toEqual([false]);
	});
});

function leftOutTexts(over: Input): string[] {
	const { pattern } = patternsOf(over);
	const [, list = ''] =
		/"anything-but":\{"wildcard":(\[[^\]]*\])/.exec(JSON.stringify(pattern)) ?? [];
	return JSON.parse(list);
}

async function matched(over: Fields, configured: Input = {}): Promise<boolean> {
	const record = usingKey('ListBuckets', { sourceIPAddress: UNTRUSTED, ...over });
	const [answer] = await interpreter(patternsOf(configured).pattern, eventsOf([record]));
	return answer ?? false;
}
