import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KeyPlace, keyPastOf } from '../../../shared/history/key-past.ts';
import { MemoryKeyPasts } from '../../../shared/history/memory-key-pasts.ts';
import { establishFacts } from '../../../shared/verdict/judge.ts';
import { OFFICE, UNTRUSTED, usingKey } from '../../support/a-record.ts';
import { aSignInFrom } from '../../support/follow-records.ts';
import { someSettings } from '../../support/some-settings.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-03-03T01:00:00Z');
const HERE = { network: UNTRUSTED, at: NOW };

const at = (network: string, ago: number, isTrusted = false): KeyPlace => ({
	...{ network, isTrusted, firstAt: NOW - ago },
});
const office = (ago: number) => at('office', ago, true);
const here = (ago: number) => at(UNTRUSTED, ago);
const elsewhere = (ago: number) => at('198.51.100.7', ago);

describe('the past of a key', () => {
	it.each<[string, string, readonly KeyPlace[], readonly KeyPlace[] | null]>([
		['new-here', 'was used in the office a minute ago', [], [office(60_000)]],
		['new-here', 'signed in from the office, of which CloudTrail tells nothing', [office(9)], []],
		['usual-elsewhere', 'was used for days at another address', [], [elsewhere(3 * DAY)]],
		['nowhere', 'is used from a second new address within a day', [], [elsewhere(HOUR)]],
		['nowhere', 'was never used', [], []],
		['nowhere', 'was used here for an hour only', [], [here(HOUR)]],
		['usual-here', 'is used by a job here for weeks', [], [here(20 * DAY)]],
		['usual-here', 'is used here for weeks, and in the office', [], [here(2 * DAY), office(DAY)]],
		['usual-here', 'has been seen here alone for more than a day', [here(25 * HOUR)], []],
		['not-answered', 'is used in the office, but CloudTrail tells nothing', [office(DAY)], null],
		['usual-elsewhere', 'works at a site and in the office', [], [elsewhere(3 * DAY), office(DAY)]],
		// A thief stays. Only what CloudTrail knows from a day before the first sight is usual.
		['new-here', 'appeared here a day after the office', [here(DAY)], [here(DAY), office(2 * DAY)]],
		[
			'usual-elsewhere',
			'appeared here two days ago',
			[here(2 * DAY)],
			[here(2 * DAY), elsewhere(9 * DAY)],
		],
		['usual-here', 'was here before we were', [here(DAY)], [here(3 * DAY), office(4 * DAY)]],
	])('is %s for one that %s', (past, _, seen, told) => {
		expect(keyPastOf(HERE, { seen, told, isNewAt: () => false })).toBe(past);
	});

	it('is new here too for a thief who has stayed elsewhere, also where they hide the office', () => {
		const isNewAt = (network: string) => network === elsewhere(0).network;
		const places = [elsewhere(3 * DAY)];
		expect(keyPastOf(HERE, { seen: places, told: places, isNewAt })).toBe('new-here');
	});

	it('does not become usual by any number of calls that a thief makes', () => {
		const call = fc.integer({ min: 0, max: 30 * DAY });
		fc.assert(
			fc.property(fc.array(call, { minLength: 1 }), call, (calls, office0) => {
				const first = Math.max(...calls);
				const seen = calls.map((ago) => here(ago));
				const told = [...seen, office(first + office0 + 1)];
				expect(keyPastOf(HERE, { seen, told, isNewAt: () => false })).toBe('new-here');
			}),
		);
	});
});

describe('the past of a key in a log', () => {
	const settings = someSettings();
	const factsAt = (time: string, sourceIPAddress: string, over: object = {}) =>
		establishFacts(
			aSignInFrom(usingKey('ListUsers', { eventTime: time, sourceIPAddress, ...over })),
			settings,
		);
	const question = (time: string, network = UNTRUSTED) => ({
		...{ keyId: 'AKIABORAEXAMPLE', account: null, region: null },
		...{ network, at: Date.parse(time) },
	});

	it('is that of its earlier uses, also from the office and denied', async () => {
		const pasts = new MemoryKeyPasts();
		expect(await pasts.find(question('2026-03-01T01:00:00Z', '198.51.100.7'))).toBe('nowhere');
		pasts.note(factsAt('2026-03-01T02:00:00Z', OFFICE, { errorCode: 'AccessDenied' }));
		expect(await pasts.find(question('2026-03-01T03:00:00Z'))).toBe('new-here');
	});

	it('stays what it was told to be, and knows nothing of what a service did', async () => {
		const pasts = new MemoryKeyPasts();
		pasts.note(factsAt('2026-03-01T01:00:00Z', UNTRUSTED));
		pasts.note(factsAt('2026-03-01T02:00:00Z', 'athena.amazonaws.com'));
		pasts.note(factsAt('2026-03-01T02:30:00Z', '10.0.0.1'));
		expect(await pasts.find(question('2026-03-01T03:00:00Z'))).toBe('nowhere');
		expect(await pasts.find(question('2026-03-02T02:00:00Z'))).toBe('usual-here');
		pasts.note(factsAt('2026-02-01T01:00:00Z', OFFICE));
		expect(await pasts.find(question('2026-03-03T02:00:00Z'))).toBe('usual-here');
	});
});
