import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGE_UNKNOWN } from '../../shared/credential/user-age.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	iamUser,
	OFFICE,
	portalEvent,
} from '../support/a-record.ts';
import { act, at, iamOf, PLANS, Thief } from '../support/a-thief.ts';
import { type AgeOf, type Came, HUB, inFunctions, inReplay } from '../support/both-ways.ts';
import { withDynamo } from '../support/each-ledger.ts';
import { type Examples, examples } from '../support/examples.ts';
import { CONTAIN } from '../support/judge-deps.ts';

type Fields = Readonly<Record<string, unknown>>;

const dynamo = withDynamo();
const SETTINGS = { ...CONTAIN, ...HUB };

/** Judges the same records in memory, or by the function over a table. */
type Way = (records: readonly Fields[], ageOf: AgeOf) => Promise<Came>;
const WAYS: readonly (readonly [string, Examples, Way])[] = [
	['in memory', examples('memory'), (records, ageOf) => inReplay(records, SETTINGS, ageOf)],
	[
		'on the table',
		examples('table'),
		async (records, ageOf) => inFunctions(records, SETTINGS, await dynamo().makeTable(), ageOf),
	],
];

/** How it is known who made what: records of it may be missing, or IAM may be silent. */
const TOLD = ['by both', 'by IAM', 'by records'] as const;

const silent: AgeOf = () => AGE_UNKNOWN;

describe.each(WAYS)('one actor who holds one stolen key and one vendor, %s', (_, tried, judge) => {
	const length = { minLength: 10, maxLength: tried.numRuns >= 400 ? 40 : 15 };
	const acts = fc
		.constantFrom(...PLANS)
		.chain((plan) => fc.array(act(plan), { ...length, size: 'max' }));

	it('never opens the breaker, and never has more than their places', async () => {
		await fc.assert(
			fc.asyncProperty(acts, fc.constantFrom(...TOLD), async (all, told) => {
				const thief = new Thief();
				for (const one of all) thief.does(told === 'by records' ? { ...one, isLate: false } : one);
				const records = [...thief.records, ...(told === 'by IAM' ? [] : thief.late)];
				const ageOf = told === 'by records' ? silent : iamOf(thief.made);
				const came = await judge(records, ageOf);
				expect(came.breaker).toEqual([]);
				// Places of the key's holder, of the vendor, and of what nobody is known to have made.
				expect(came.denied.length).toBeLessThanOrEqual(1 + 3 * 10);
			}),
			tried,
		);
	});
});

/** How the people of an office sign in. */
const OFFICES = {
	users: (name: string) => consoleLogin({ userIdentity: iamUser(name) }),
	'directory users': (name: string) =>
		portalEvent('UserAuthentication', {
			userIdentity: {
				type: 'IdentityCenterUser',
				accountId: ACCOUNT,
				onBehalfOf: {
					userId: `a1b2c3d4e5-00000000-1111-2222-3333-${name.slice('staff'.length).padStart(12, '0')}`,
					identityStoreArn: 'arn',
				},
			},
		}),
	keys: (name: string) =>
		assumeRole({ userIdentity: { ...iamUser(name), accessKeyId: `AKIA${name}` } }),
};

interface Office {
	readonly how: keyof typeof OFFICES;
	readonly people: number;
	readonly seconds: readonly number[];
	readonly isMoved: boolean;
	readonly addresses: number;
}

const office = fc.record({
	how: fc.constantFrom(...(Object.keys(OFFICES) as (keyof typeof OFFICES)[])),
	people: fc.integer({ min: 1, max: 11 }),
	seconds: fc.array(fc.nat({ max: 3_400 }), { minLength: 11, maxLength: 11 }),
	isMoved: fc.boolean(),
	addresses: fc.constantFrom(1, 20),
});

function recordsOf({ how, people, seconds, isMoved, addresses }: Office): Fields[] {
	const names = Array.from({ length: people }, (_, n) => `staff${n}`);
	const from = (n: number) => `198.51.100.${n % addresses}`;
	// Any hour of the day, so that no full hour and no aligned window helps.
	const offset = 1_800 + (seconds[0] ?? 0);
	const signIn = (name: string, n: number, over: Fields) => ({
		...OFFICES[how](name),
		...{ eventID: `${over.sourceIPAddress} ${n}`, ...over },
	});
	const earlier = names.map((name, n) =>
		signIn(name, n, { ...at(-90_000 + n), sourceIPAddress: OFFICE }),
	);
	const now = names.map((name, n) =>
		signIn(name, n, { ...at(offset + (seconds[n] ?? 0)), sourceIPAddress: from(n) }),
	);
	return [...(isMoved ? earlier : []), ...now];
}

describe.each(WAYS)('an office that moved, or that nobody configured, %s', (_, tried, judge) => {
	it('opens the breaker with exactly as many people as the limits say, in any order', async () => {
		await fc.assert(
			fc.asyncProperty(office, fc.boolean(), async (given, tells) => {
				const records = recordsOf(given);
				// Nobody tells the age of directory users.
				const isKnown = tells && given.how !== 'directory users';
				const came = await judge(records, tells ? iamOf(new Map()) : silent);
				const isOnePlace = given.isMoved && given.addresses === 1;
				const limit = (isOnePlace ? 4 : 5) + (isKnown ? 0 : 3);
				expect(came.breaker).toHaveLength(given.people >= limit ? 1 : 0);
			}),
			tried,
		);
	});
});
