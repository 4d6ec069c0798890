import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type EventPattern, signInPattern } from '../../infra/event-patterns.ts';
import { fitPattern } from '../../infra/fit-pattern.ts';
import { MAKING_EVENTS } from '../../shared/record/event-sources.ts';
import { EVENTS } from '../../shared/sign-in/events.ts';
import {
	assumeRole,
	consoleLogin,
	createSession,
	making,
	portalEvent,
} from '../support/a-record.ts';
import { busEvent, detailTypes, isWanted, records } from '../support/bus-events.ts';
import { needsRealLogs } from '../support/needs.ts';
import {
	emulator,
	eventRuler,
	type Found,
	interpreter,
	type Matcher,
	stopEventRuler,
} from '../support/pattern-matchers.ts';
import { realRecords } from '../support/real-records.ts';
import { aConfiguration } from '../support/some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Gives the records that the judge needs and that neither the pattern nor that of credential uses lets
 * through.
 */
async function lost(
	matcher: Matcher,
	pattern: EventPattern,
	all: readonly Fields[],
): Promise<Fields[]> {
	const wanted = await Promise.all(all.map((record) => isWanted(record)));
	// EventBridge delivers events as JSON.
	const events = jsonOf(all.map((record) => busEvent(record)));
	const answers = await matcher(pattern, events);
	const uses = await matcher(USES, events);
	expect(answers).toHaveLength(all.length);
	return all.filter((_, at) => wanted[at] && !answers[at] && !uses[at]);
}

const USES = fitPattern(aConfiguration()).pattern ?? signInPattern();

function jsonOf(values: readonly object[]): object[] {
	return JSON.parse(JSON.stringify(values));
}

/** Many records are checked in one call, because a call to Java or to an emulator is slow. */
const manyRecords = fc.array(records, { minLength: 200, maxLength: 200, size: 'max' });
/**
 * Shrinking two hundred records with such calls would take hours; lost records are printed as they
 * are.
 */
const few = { numRuns: 3, endOnFailure: true };

/** Gives the pattern as it would be if the list of what gives nothing had one name more. */
function leavingOut(name: string): EventPattern {
	const [begin, ...rest] = JSON.stringify(signInPattern()).split('{"anything-but":["Get');
	const exact = [begin, ...rest].join(`{"anything-but":["${name}","Get`);
	return JSON.parse(exact.replaceAll('{"prefix":[', `{"prefix":["${name}",`));
}

const SERVICE = { type: 'AWSService' };

const matchers: readonly [string, () => Found][] = [
	['our interpreter', () => ({ matcher: interpreter })],
	["the emulator's TestEventPattern", emulator],
	["AWS's event-ruler", eventRuler],
];

describe('the pattern of sign-in events', () => {
	it('is well below the maximum length of EventBridge', () => {
		expect(JSON.stringify(signInPattern()).length).toBeLessThan(2_048 - 200);
	});

	it('names the sources, so that nobody can put their own events on the bus', () => {
		expect(signInPattern().source).toEqual([
			'aws.signin',
			'aws.sts',
			'aws.sso',
			'aws.sso-oauth',
			'aws.rolesanywhere',
			'aws.iam',
		]);
	});

	it('has no operator that is allowed only in a few rules of a bus', () => {
		expect(JSON.stringify(signInPattern())).not.toContain('wildcard');
	});

	it.each([
		['a service that assumes a role', assumeRole({ userIdentity: { type: 'AWSService' } })],
		['a call that obtains nothing', assumeRole({ eventName: 'GetCallerIdentity' })],
		['a call to another service', { ...assumeRole(), eventSource: 'ec2.amazonaws.com' }],
		["S3's CreateSession", { ...createSession(), eventSource: 's3.amazonaws.com' }],
		['an administrator who lists', portalEvent('ListPermissionSets')],
		['a trust anchor that is described', createSession({ eventName: 'ListTrustAnchors' })],
		['another call of IAM', making('AttachUserPolicy')],
		['a sign-in that pretends to be IAM', making('ExternalIdPDirectoryLogin')],
		['a session that pretends to be of IAM', making('CreateSession')],
	])('leaves out %s', async (_, record) => {
		expect(await interpreter(signInPattern(), [busEvent(record)])).toEqual([false]);
	});

	it.each([
		['Roles Anywhere', createSession()],
		['Roles Anywhere, whatever type it prints', createSession({ userIdentity: SERVICE })],
		['GetScopedCredentials', assumeRole({ eventName: 'GetScopedCredentials' })],
		['GetDelegatedAccessToken', assumeRole({ eventName: 'GetDelegatedAccessToken' })],
		['what STS may offer tomorrow', assumeRole({ eventName: 'GetNewCredentials' })],
		['a list of STS that nobody knows', assumeRole({ eventName: 'ListNewThings' })],
		['what the portal may offer tomorrow', portalEvent('GetNewCredentials')],
		['what the console may offer tomorrow', consoleLogin({ eventName: 'NewLogin' })],
		[
			'a name of another service',
			assumeRole({ eventName: 'GetCallerIdentity', eventSource: 'sso.amazonaws.com' }),
		],
	])('lets through %s', async (_, record) => {
		expect(await interpreter(signInPattern(), [busEvent(record)])).toEqual([true]);
		expect(await isWanted(record)).toBe(true);
	});

	it.each(MAKING_EVENTS)('lets through %s, also one that failed', async (name) => {
		const made = [making(name), making(name, { errorCode: 'AccessDenied' })];
		const events = made.map((record) => busEvent(record));
		expect(await interpreter(signInPattern(), events)).toEqual([true, true]);
	});

	it('leaves out events that somebody else put on the bus, and events that are not records', async () => {
		const event = busEvent(consoleLogin());
		const others = [
			{ ...event, source: 'my.app' },
			{ ...event, 'detail-type': 'Sign-in Anomaly Alert' },
		];
		expect(await interpreter(signInPattern(), [event, ...others])).toEqual([true, false, false]);
	});
});

afterAll(stopEventRuler);

describe.each(matchers)('according to %s the pattern', (name, find) => {
	it('lets through everything that the judge would not ignore', async (context) => {
		const found = find();
		if ('missing' in found) return context.skip(found.missing);
		await fc.assert(
			fc.asyncProperty(manyRecords, async (all) => {
				expect(await lost(found.matcher, signInPattern(), all)).toEqual([]);
			}),
			name === 'our interpreter' ? { ...few, numRuns: 30 } : few,
		);
	});

	it('lets through every real record that the judge would not ignore', async (context) => {
		const found = find();
		if ('missing' in found) return context.skip(found.missing);
		needsRealLogs(context);
		const all = await realRecords();
		expect(all.length).toBeGreaterThan(100);
		expect(await lost(found.matcher, signInPattern(), all)).toEqual([]);
	});

	it('matches the same events as our interpreter says', async (context) => {
		const found = find();
		if ('missing' in found) return context.skip(found.missing);
		await fc.assert(
			fc.asyncProperty(manyRecords, detailTypes, async (all, detailType) => {
				const events = jsonOf(all.map((record) => busEvent(record, detailType)));
				const [answers, ours] = await Promise.all([
					found.matcher(signInPattern(), events),
					interpreter(signInPattern(), events),
				]);
				expect(events.filter((_, at) => answers[at] !== ours[at])).toEqual([]);
			}),
			few,
		);
	});
});

describe('the test of the pattern', () => {
	const mistyped = ['ExternalIdPDirectoryLogin', 'CreateSession'];
	const others = Object.keys(EVENTS).filter((name) => !mistyped.includes(name));

	it.each([...others, 'GetNewCredentials'])('fails if %s is left out', async (eventName) => {
		const [eventSource] = EVENTS[eventName]?.sources ?? ['sts.amazonaws.com'];
		const record = consoleLogin({ eventName, eventSource });
		expect(await lost(interpreter, signInPattern(), [record])).toEqual([]);
		expect(await lost(interpreter, leavingOut(eventName), [record])).toEqual([record]);
	});

	it.each(mistyped)('fails if %s is taken for a service', async (eventName) => {
		const [eventSource] = EVENTS[eventName]?.sources ?? [];
		const record = consoleLogin({ eventName, eventSource, userIdentity: SERVICE });
		const without = JSON.parse(JSON.stringify(signInPattern()).replace(`"${eventName}"`, '"-"'));
		expect(await lost(interpreter, signInPattern(), [record])).toEqual([]);
		expect(await lost(interpreter, without, [record])).toEqual([record]);
	});

	it('fails if callers without a type are missing', async () => {
		const strict = JSON.parse(
			JSON.stringify(signInPattern()).replaceAll('{"exists":false}', '"nobody"'),
		);
		const record = consoleLogin({ userIdentity: null });
		expect(await lost(interpreter, strict, [record])).toEqual([record]);
	});
});
