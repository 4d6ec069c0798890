import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../shared/case/case.ts';
import type { CaseStore } from '../../../shared/case/case-store.ts';
import {
	addUse,
	type CaseUses,
	mergeUses,
	noteUse,
	withoutUse,
} from '../../../shared/case/case-uses.ts';
import { dynamodbCases } from '../../../shared/case/dynamodb-cases.ts';
import { growCase, joinCase, openCase } from '../../../shared/case/grow-case.ts';
import { addJoined } from '../../../shared/case/joined-uses.ts';
import { compareSignIns } from '../../../shared/sign-in/compare-sign-ins.ts';
import type { JudgedSignIn } from '../../../shared/verdict/judged-sign-in.ts';
import { verdictOfRepeat } from '../../../shared/verdict/repeated-use.ts';
import { aJudgedSignIn } from '../../support/a-case.ts';
import { addAsJudge, aLogin, CASE_GAPS, CASE_MINUTES, MINJIS } from '../../support/an-addition.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { memoryCaseStore } from '../../support/memory-case-store.ts';

/** Milliseconds. An idle machine needs a few seconds. */
const SLOW = 120_000;

const call = fc.record({
	eventSource: fc.constantFrom('iam.amazonaws.com', 's3.amazonaws.com', 'sts.amazonaws.com'),
	event: fc.oneof(
		fc.constantFrom('CreateUser', 'GetCallerIdentity', 'AttachUserPolicy', 'ListBuckets'),
		fc.integer({ min: 0, max: 90 }).map((n) => `Describe${n}`),
	),
	outcome: fc.constantFrom('success', 'failure'),
	key: fc.integer({ min: 0, max: 30 }),
	second: fc.integer({ min: 0, max: 60 * CASE_MINUTES - 1 }),
	isTold: fc.boolean(),
});
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

/** Each has its own millisecond, so that the order of time is one. */
function aUse({ second, key, isTold, ...given }: Call, at: number): JudgedSignIn {
	const { clues, time } = aLogin(0).signIn;
	const judged = aJudgedSignIn({
		signIn: {
			...{ ...given, part: 'use', eventId: `use-${at}`, time: time + second * 1_000 + at },
			clues: { ...clues, accessKeyId: `AKIA${key}EXAMPLE` },
		},
		verdict: { reasons: [{ code: 'credential-use', detail: 'x' }] },
	});
	return isTold ? judged : { ...judged, verdict: verdictOfRepeat(judged.verdict) };
}

const someUses = (most: number) =>
	fc
		.array(call, { minLength: 1, maxLength: most, size: 'max' })
		.map((calls) => calls.map(aUse))
		.chain((uses) =>
			fc.tuple(
				fc.constant(uses),
				fc
					.tuple(fc.shuffledSubarray(uses, { minLength: uses.length }), fc.subarray(uses))
					.map(([all, again]) => [...all, ...again]),
			),
		);

const sum = (uses: readonly JudgedSignIn[]) =>
	uses.reduce<CaseUses | null>((all, { signIn }) => addUse(all, signIn), null);

describe('the uses of a case', () => {
	it('are the same in any order', () => {
		fc.assert(
			fc.property(someUses(150), ([uses, arrivals]) => {
				expect(JSON.stringify(sum(arrivals.slice(0, uses.length)))).toBe(JSON.stringify(sum(uses)));
			}),
		);
	});

	it('are the same if they are counted apart and put together', () => {
		fc.assert(
			fc.property(someUses(150), fc.nat(150), ([uses], at) => {
				const both = mergeUses(sum(uses.slice(0, at)), sum(uses.slice(at)));
				expect(JSON.stringify(both)).toBe(JSON.stringify(sum(uses)));
			}),
		);
	});

	it('do not change if a use is noted again, or added and taken back', () => {
		fc.assert(
			fc.property(someUses(40), ([uses]) => {
				const all = sum(uses);
				for (const { signIn } of uses) {
					if (all === null) throw new Error('no uses');
					expect(noteUse(all, signIn)).toEqual(all);
					const { calls, denied } = withoutUse(addUse(all, signIn), signIn);
					expect({ calls, denied }).toEqual({ calls: all.calls, denied: all.denied });
				}
			}),
		);
	});

	it('keep the most telling actions, however many others there are', () => {
		const others = Array.from({ length: 500 }, (_, n) => `AaDescribe${n}`);
		const calls = [...others, 'CreateUser'].map((event, at) =>
			aUse({ ...BASE, event, eventSource: 'iam.amazonaws.com' }, at),
		);
		const { actions = {} } = sum(calls) ?? {};
		expect(Object.keys(actions)[0]).toBe('iam:CreateUser');
		expect(Object.keys(actions)).toHaveLength(60);
	});

	it('stop counting at a thousand, but go on to note what is new', () => {
		let joined: ReturnType<typeof addJoined> = null;
		const add = (at: number, event: string) => {
			joined = addJoined(joined, aUse({ ...BASE, event, second: at }, 0).signIn, `delivery-${at}`);
			return joined?.uses;
		};
		for (let at = 0; at < 1_000; at++) add(at, 'ListUsers');
		const until = aLogin(0).signIn.time + 999_000;
		expect(add(1_001, 'ListUsers')).toMatchObject({ calls: 1_000, countedUntil: until });
		expect(add(1_002, 'CreateUser')).toMatchObject({
			...{ calls: 1_000, actions: { 'iam:CreateUser': 1, 'iam:ListUsers': 1_000 } },
			lastAt: aLogin(0).signIn.time + 1_002_000,
		});
	});
});

const BASE: Call = {
	...{ eventSource: 'iam.amazonaws.com', event: 'ListUsers', outcome: 'success', key: 0 },
	...{ second: 0, isTold: false },
};

/** The use that opens the case comes first, and is told. */
const OPENING = aUse({ ...BASE, isTold: true }, 0);

function inReplay(uses: readonly JudgedSignIn[]): Case {
	return uses
		.toSorted((one, other) => compareSignIns(one.signIn, other.signIn))
		.reduce(
			(theCase, use) =>
				use.verdict.disposition === 'alert'
					? growCase(theCase, use, theCase.name)
					: joinCase(theCase, use.signIn),
			openCase(MINJIS, OPENING, 'minji.kim'),
		);
}

async function inStore(cases: CaseStore, uses: readonly JudgedSignIn[]): Promise<Case> {
	const { id } = (await addAsJudge(cases, OPENING)).case;
	for (const use of uses) {
		const recalled = (await cases.recall([MINJIS.key])).get(MINJIS.key);
		const joining = { key: MINJIS.key, uses: [use], gaps: CASE_GAPS };
		if (use.verdict.disposition === 'alert') await addAsJudge(cases, use);
		else await cases.join(joining, recalled);
	}
	const stored = await cases.find(id);
	if (stored === null) throw new Error('no case');
	return stored.case;
}

const counted = ({ uses, openedAt, lastAt, successes, failures }: Case) => {
	return { uses, openedAt, lastAt, successes, failures };
};

describe('a case of uses, for any order of arrival, with repeats', { timeout: SLOW }, () => {
	const dynamo = withDynamo();
	const later = (uses: readonly JudgedSignIn[]) =>
		uses.filter(({ signIn }) => signIn.eventId !== 'use-0');

	it('counts them as replay does, also those that are not kept one by one', async () => {
		await fc.assert(
			fc.asyncProperty(someUses(70), async ([uses, arrivals]) => {
				const stored = await inStore(memoryCaseStore(), later(arrivals));
				expect(counted(stored)).toEqual(counted(inReplay(later(uses))));
			}),
			{ numRuns: 40, endOnFailure: true },
		);
	});

	it('counts them in the table too', async () => {
		await fc.assert(
			fc.asyncProperty(someUses(12), async ([uses, arrivals]) => {
				const cases = dynamodbCases(await dynamo().makeTable());
				expect(counted(await inStore(cases, later(arrivals)))).toEqual(
					counted(inReplay(later(uses))),
				);
			}),
			{ numRuns: 10, endOnFailure: true },
		);
	});
});
