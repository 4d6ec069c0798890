import { describe, expect, it } from 'vitest';
import { caseId } from '../../../shared/case/case-key.ts';
import type { CaseStore, RecalledCase, StoredCase } from '../../../shared/case/case-store.ts';
import { dynamodbCases } from '../../../shared/case/dynamodb-cases.ts';
import { verdictOfRepeat } from '../../../shared/verdict/repeated-use.ts';
import { addAsJudge, aLogin, anAddition, CASE_GAPS, MINJIS } from '../../support/an-addition.ts';
import { latestOf } from '../../support/each-case-store.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { memoryCaseStore } from '../../support/memory-case-store.ts';

/** Milliseconds. An idle machine needs a second or two. */
const SLOW = 60_000;
const T0 = aLogin(0).signIn.time;
const FIRST = anAddition(aLogin(0));
const IDS = [FIRST.id, caseId(MINJIS.key, FIRST.number + 1)];
const [A = '', B = ''] = IDS;
const credential = {
	kind: 'access-key',
	ageDays: null,
	mfa: 'no',
	keyId: 'AKIA1',
	password: false,
} as const;
const keyAsked = { keyId: 'AKIA1', account: '111122223333', user: 'minji.kim' };
const withKey = (minute: number) => aLogin(minute, { verdict: { credential } });
const settled = {
	keyId: 'AKIA1',
	judgeAgain: ({ signIn, verdict }: ReturnType<typeof aLogin>) => {
		return { signIn, verdict: { ...verdict, severity: 'high' as const } };
	},
};

type Act = (cases: CaseStore) => Promise<unknown>;

const postCard =
	(id: string, digest: string): Act =>
	async (cases) => {
		const revision = (await cases.find(id))?.revision ?? 0;
		await cases.recordPosted(id, { channel: 'C0', ts: '1.0', digest, at: T0 }, revision);
	};

/** Uses of these minutes join the latest case of the key. */
function joinUses(minutes: readonly number[]): Act {
	const uses = minutes.map((minute) => {
		const told = aLogin(minute, { eventId: `use-${minute}`, part: 'use' });
		return { ...told, verdict: verdictOfRepeat(told.verdict) };
	});
	return async (cases) => {
		const recalled = (await cases.recall([MINJIS.key])).get(MINJIS.key);
		await cases.join({ key: MINJIS.key, uses, gaps: CASE_GAPS }, recalled);
	};
}

/** Every call, in an order in which each of them changes something. */
const CALLS: readonly [string, Act][] = [
	['open', (cases) => addAsJudge(cases, aLogin(0))],
	['claim', (cases) => cases.claim(A, { by: 'one', at: T0 }, 60_000)],
	['post', postCard(A, 'one')],
	['join', (cases) => addAsJudge(cases, withKey(3), { keyAsked })],
	['reply', (cases) => cases.recordReply(A, 'effective')],
	['join uses', joinUses([1, 4, 5])],
	['join some of them again, and others', joinUses([4, 6])],
	['open the next', (cases) => addAsJudge(cases, withKey(90), { keyAsked })],
	['post the past case', postCard(A, 'two')],
	['answer the past case', (cases) => cases.answer(A, { by: 'U0SORA', at: T0 })],
	['join the past case', (cases) => cases.add({ ...anAddition(aLogin(5)), id: A }, undefined)],
	['settle the past case', (cases) => cases.settleKeyAge(A, settled)],
	['reply in the past case', (cases) => cases.recordReply(A, 'answered')],
	['settle', (cases) => cases.settleKeyAge(B, settled)],
	['judge again', (cases) => addAsJudge(cases, aLogin(90, { verdict: { severity: 'critical' } }))],
	['post at last', postCard(B, 'three')],
	['add a late sign-in', (cases) => addAsJudge(cases, aLogin(80))],
];

/** Without the counters of writes, which nobody sees. */
function plain(stored: StoredCase | null) {
	if (stored === null) return null;
	const { judgements: _, writes: __, ...rest } = stored as RecalledCase;
	return rest;
}

async function picture(cases: CaseStore) {
	return {
		cases: (await Promise.all(IDS.map((id) => cases.find(id)))).map(plain),
		latest: plain(await latestOf(cases, MINJIS.key)),
		due: await cases.due(10),
		keysAsked: (await cases.keysAsked(10)).map((stored) => stored.case.id),
	};
}

async function undisturbed(until = CALLS.length) {
	const cases = memoryCaseStore();
	for (const [, act] of CALLS.slice(0, until)) await act(cases);
	return picture(cases);
}

describe('a function that is killed and run again', { timeout: SLOW }, () => {
	const dynamo = withDynamo();

	it.each(['before', 'after'] as const)(
		'leaves the same cases if it is killed %s each of its calls in turn',
		async (when) => {
			const cases = dynamodbCases(await dynamo().makeTable());
			for (const [at, [, act]] of CALLS.entries()) {
				for (let call = 1; await dynamo().killAt({ call, when }, () => act(cases)); call++);
				expect(await picture(cases)).toEqual(await undisturbed(at + 1));
			}
		},
	);

	it.each([1, 2, 3, 4, 5, 6])(
		'leaves nothing undone if it is killed after its call %d and runs once more',
		async (call) => {
			const cases = dynamodbCases(await dynamo().makeTable());
			for (const [at, [, act]] of CALLS.entries()) {
				await dynamo().killAt({ call, when: 'after' }, () => act(cases));
				await act(cases);
				expect(await picture(cases)).toEqual(await undisturbed(at + 1));
			}
		},
	);

	it('does not ask for a key any more, even if it was killed before it deleted the question', async () => {
		const cases = dynamodbCases(await dynamo().makeTable());
		await addAsJudge(cases, withKey(0), { keyAsked });
		let call = 1;
		while (await dynamo().killAt({ call, when: 'before' }, () => cases.settleKeyAge(A, settled))) {
			expect(await cases.keysAsked(5)).toHaveLength((await cases.find(A))?.keyAsked ? 1 : 0);
			call++;
		}
		expect(call).toBeGreaterThan(2);
	});
});

describe('two functions at once', { timeout: SLOW }, () => {
	const dynamo = withDynamo();

	it.each([1, 2, 3])('open the same case, if one pauses before its call %d', async (call) => {
		const cases = dynamodbCases(await dynamo().makeTable());
		const other = () => addAsJudge(cases, aLogin(1));
		await dynamo().stallAt(call, other, () => addAsJudge(cases, aLogin(0)));
		expect(await cases.find(A)).toMatchObject({ case: { successes: 2 } });
		expect(await cases.find(B)).toBeNull();
	});

	it.each([1, 2, 3, 4])(
		'open the same next case, if one pauses before its call %d',
		async (call) => {
			const cases = dynamodbCases(await dynamo().makeTable());
			const first = await addAsJudge(cases, aLogin(0));
			const other = () => addAsJudge(cases, aLogin(91));
			await dynamo().stallAt(call, other, () => addAsJudge(cases, aLogin(90)));
			expect(await cases.find(A)).toEqual(first);
			expect(await cases.find(B)).toMatchObject({
				case: { successes: 2, lastAt: aLogin(91).signIn.time },
			});
		},
	);

	it.each([1, 2])('lose no use, if one that joins pauses before its call %d', async (call) => {
		const cases = dynamodbCases(await dynamo().makeTable());
		await addAsJudge(cases, aLogin(0));
		await dynamo().stallAt(
			call,
			() => joinUses([2, 3])(cases),
			() => joinUses([3, 4])(cases),
		);
		expect(await cases.find(A)).toMatchObject({ case: { successes: 1, uses: { calls: 3 } } });
	});

	it('or more lose no sign-in', async () => {
		const cases = dynamodbCases(await dynamo().makeTable());
		const minutes = [0, 1, 2, 3, 4, 5, 6, 7];
		await Promise.all(minutes.map((minute) => addAsJudge(cases, aLogin(minute))));
		expect(await cases.find(A)).toMatchObject({ case: { successes: minutes.length } });
	});

	it.each([
		{ minute: 3, calls: [1, 2] },
		{ minute: 90, calls: [1, 2, 3, 4] },
	])(
		'keep the writes of both: a judge of minute $minute that pauses before a call, and a sender',
		async ({ minute, calls }) => {
			for (const call of calls) {
				const cases = dynamodbCases(await dynamo().makeTable());
				await addAsJudge(cases, aLogin(0));
				const sender = async () => {
					await cases.recordReply(A, 'effective');
					await postCard(A, 'one')(cases);
				};
				await dynamo().stallAt(call, sender, () => addAsJudge(cases, aLogin(minute)));
				expect(await cases.find(A)).toMatchObject({
					...{
						postedMessage: { digest: 'one' },
						postedRevision: expect.any(Number),
						replies: ['effective'],
					},
					case: { successes: minute === 3 ? 2 : 1 },
				});
				expect(await cases.due(5)).toHaveLength((await isAllPosted(cases)) ? 0 : 1);
			}
		},
	);

	it.each([1, 2, 3])(
		'keep the writes of both: a sender that pauses before its call %d, and a judge',
		async (call) => {
			for (const minute of [3, 90]) {
				const cases = dynamodbCases(await dynamo().makeTable());
				const { revision } = await addAsJudge(cases, aLogin(0));
				const postedMessage = { channel: 'C0', ts: '1.0', digest: 'one', at: T0 };
				const judge = () => addAsJudge(cases, aLogin(minute));
				await dynamo().stallAt(call, judge, () => cases.recordPosted(A, postedMessage, revision));
				expect(await cases.find(A)).toMatchObject({ postedMessage, postedRevision: 1 });
				expect((await cases.due(5)).map(({ id }) => id)).toEqual([minute === 3 ? A : B]);
			}
		},
	);

	it.each([1, 2, 3, 4])(
		'leave a key asked that one asks for again while the other, paused before its call %d, settles it',
		async (call) => {
			const cases = dynamodbCases(await dynamo().makeTable());
			await addAsJudge(cases, withKey(0), { keyAsked });
			const judge = () => addAsJudge(cases, withKey(1), { keyAsked });
			await dynamo().stallAt(call, judge, () => cases.settleKeyAge(A, settled));
			const { keyAsked: open } = (await cases.find(A)) ?? {};
			expect((await cases.keysAsked(5)).map((stored) => stored.keyAsked)).toEqual(
				open ? [keyAsked] : [],
			);
			expect(await cases.find(A)).toMatchObject({ case: { successes: 2, severity: 'high' } });
		},
	);

	it('let a case be found by its id whose first sign-in comes again and is judged otherwise', async () => {
		const cases = dynamodbCases(await dynamo().makeTable());
		// Its third call writes the pointer.
		const kill = { call: 3, when: 'before' } as const;
		expect(await dynamo().killAt(kill, () => addAsJudge(cases, aLogin(0)))).toBe(true);
		expect(await cases.find(A)).toBeNull();
		await addAsJudge(cases, aLogin(0, { verdict: { severity: 'critical' } }));
		expect(await cases.find(A)).toMatchObject({ case: { severity: 'critical', successes: 1 } });
	});

	it('do not both hold a claim', async () => {
		const cases = dynamodbCases(await dynamo().makeTable());
		await addAsJudge(cases, aLogin(0));
		const claim = (by: string) => cases.claim(A, { by, at: T0 }, 60_000);
		expect(
			(await Promise.all(['one', 'two', 'three'].map(claim))).filter((held) => held),
		).toHaveLength(1);
	});

	async function isAllPosted(cases: CaseStore): Promise<boolean> {
		const found = await Promise.all(IDS.map((id) => cases.find(id)));
		return found.every((stored) => stored === null || stored.postedRevision >= stored.revision);
	}
});
