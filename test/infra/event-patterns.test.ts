import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { findFiles } from '../../cli/replay/find-files.ts';
import { readRecords } from '../../cli/replay/read-file.ts';
import { type EventPattern, signInPattern } from '../../infra/event-patterns.ts';
import { EVENTS } from '../../shared/sign-in/events.ts';
import { assumeRole, consoleLogin } from '../support/a-record.ts';
import { busEvent, detailTypes, isWanted, records } from '../support/bus-events.ts';
import { needsRealLogs, REAL_LOGS } from '../support/needs.ts';
import {
	emulator,
	eventRuler,
	type Found,
	interpreter,
	type Matcher,
	stopEventRuler,
} from '../support/pattern-matchers.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Gives the records that the judge needs and the pattern does not let through. */
async function lost(
	matcher: Matcher,
	pattern: EventPattern,
	all: readonly Fields[],
): Promise<Fields[]> {
	const wanted = await Promise.all(all.map(isWanted));
	// EventBridge delivers events as JSON.
	const answers = await matcher(pattern, jsonOf(all.map((record) => busEvent(record))));
	expect(answers).toHaveLength(all.length);
	return all.filter((_, at) => wanted[at] && !answers[at]);
}

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

/** Gives the pattern without one of its event names. */
function without(name: string): EventPattern {
	return JSON.parse(JSON.stringify(signInPattern()).replaceAll(`"${name}",`, ''));
}

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
		expect(signInPattern().source).toEqual(['aws.signin', 'aws.sts', 'aws.sso', 'aws.sso-oauth']);
	});

	it('has no operator that is allowed only in a few rules of a bus', () => {
		expect(JSON.stringify(signInPattern())).not.toContain('wildcard');
	});

	it.each([
		['a service that assumes a role', assumeRole({ userIdentity: { type: 'AWSService' } })],
		['a call that obtains nothing', assumeRole({ eventName: 'GetCallerIdentity' })],
		['a call to another service', { ...assumeRole(), eventSource: 'ec2.amazonaws.com' }],
	])('leaves out %s', async (_, record) => {
		expect(await interpreter(signInPattern(), [busEvent(record)])).toEqual([false]);
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
	const taken = Object.keys(EVENTS).filter((name) =>
		JSON.stringify(signInPattern()).includes(`"${name}",`),
	);

	it.each(taken)('fails if %s is missing', async (eventName) => {
		const [eventSource] = EVENTS[eventName]?.sources ?? [];
		const record = consoleLogin({ eventName, eventSource });
		expect(await lost(interpreter, signInPattern(), [record])).toEqual([]);
		expect(await lost(interpreter, without(eventName), [record])).toEqual([record]);
	});

	it('fails if callers without a type are missing', async () => {
		const [, ...others] = JSON.stringify(signInPattern()).split('{"exists":false}');
		expect(others).toHaveLength(1);
		const strict = JSON.parse(
			JSON.stringify(signInPattern()).replace('{"exists":false}', '"nobody"'),
		);
		const record = consoleLogin({ userIdentity: null });
		expect(await lost(interpreter, strict, [record])).toEqual([record]);
	});
});

async function realRecords(): Promise<Fields[]> {
	const found = findFiles([REAL_LOGS]);
	if (found.kind === 'missing') throw new Error(`${found.path} is missing`);
	const all: Fields[] = [];
	for (const file of found.files) {
		for await (const batch of readRecords(file))
			all.push(...batch.found.map(({ record }) => record));
	}
	return all;
}
