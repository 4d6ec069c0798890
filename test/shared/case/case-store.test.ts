import { describe, expect, it } from 'vitest';
import type { CaseStore } from '../../../shared/case/case-store.ts';
import { containmentId } from '../../../shared/containment/ledger/ledger-requests.ts';
import type { PostedMessage } from '../../../shared/outbox/posted-message.ts';
import { stolenKeyPlan } from '../../support/a-case-plan.ts';
import { addAsJudge, aLogin, anAddition, MINJIS } from '../../support/an-addition.ts';
import { eachCaseStore, latestOf } from '../../support/each-case-store.ts';

const MINUTE = 60_000;
const T0 = aLogin(0).signIn.time;
const postedMessage = (digest: string): PostedMessage => ({
	channel: 'C0',
	ts: '1772512521.000100',
	digest,
	at: T0,
});
const dueIds = async (cases: CaseStore, most = 10) => (await cases.due(most)).map(({ id }) => id);

describe.each(eachCaseStore())('the case store %s', (_, makeStore) => {
	describe('adds a sign-in', () => {
		it('to a new case, which is found by key and by id', async () => {
			const cases = await makeStore();
			const opened = await addAsJudge(cases, aLogin(0));
			expect(opened).toMatchObject({
				...{ whose: MINJIS, revision: 1, postedRevision: 0, containments: [], replies: [] },
				...{ keyAsked: null, answer: null, postedMessage: null, claim: null },
				case: {
					id: expect.stringMatching(/^[0-9a-f]{10}$/),
					name: 'minji.kim',
					successes: 1,
					openedAt: T0,
				},
			});
			expect(await cases.find(opened.case.id)).toEqual(opened);
			expect((await cases.recall([MINJIS.key, 'another key'])).get(MINJIS.key)).toEqual(opened);
			expect((await cases.recall(['another key'])).size).toBe(0);
			expect(await cases.find('0000000000')).toBeNull();
		});

		it('to the same case while the gap is short, and to the next case after that', async () => {
			const cases = await makeStore();
			const [first, second, third] = [
				await addAsJudge(cases, aLogin(0)),
				await addAsJudge(cases, aLogin(30)),
				await addAsJudge(cases, aLogin(61)),
			];
			expect(second.case).toMatchObject({
				id: first.case.id,
				successes: 2,
				lastAt: T0 + 30 * MINUTE,
			});
			expect(third.case).toMatchObject({ successes: 1, openedAt: T0 + 61 * MINUTE });
			expect(third.case.id).not.toBe(first.case.id);
			expect(await cases.find(first.case.id)).toEqual(second);
			expect((await latestOf(cases, MINJIS.key))?.case).toEqual(third.case);
		});

		it('that comes late, so that the case begins earlier under the same id', async () => {
			const cases = await makeStore();
			const opened = await addAsJudge(cases, aLogin(0));
			const grown = await addAsJudge(cases, aLogin(-70));
			expect(grown.case).toMatchObject({
				id: opened.case.id,
				openedAt: T0 - 70 * MINUTE,
				lastAt: T0,
			});
		});

		it('to the next case if it is more than a day after the first, however short the gap', async () => {
			const cases = await makeStore();
			const ids: string[] = [];
			for (let minute = 0; minute <= 3 * 1440; minute += 29)
				ids.push((await addAsJudge(cases, aLogin(minute))).case.id);
			const found = await Promise.all([...new Set(ids)].map((id) => cases.find(id)));
			expect(found).toHaveLength(3);
			for (const one of found) {
				const { openedAt = 0, lastAt = Number.NaN } = one?.case ?? {};
				expect(lastAt - openedAt).toBeLessThanOrEqual(1440 * MINUTE);
			}
		});

		it('to the case before if it is more than a day before the end of the latest', async () => {
			const cases = await makeStore();
			const first = await addAsJudge(cases, aLogin(0));
			const latest = await addAsJudge(cases, aLogin(2 * 1440));
			const late = await addAsJudge(cases, aLogin(10));
			expect(late.case).toMatchObject({ id: first.case.id, successes: 2 });
			expect(await addAsJudge(cases, aLogin(10))).toEqual(late);
			expect(await cases.find(latest.case.id)).toEqual(latest);
		});

		it('to a case of its own if it is so early and there is none before', async () => {
			const cases = await makeStore();
			const latest = await addAsJudge(cases, aLogin(2 * 1440));
			const late = await addAsJudge(cases, aLogin(0));
			expect(late.case).toMatchObject({ openedAt: T0, successes: 1 });
			expect(late.case.id).not.toBe(latest.case.id);
			expect(await addAsJudge(cases, aLogin(0))).toEqual(late);
			expect(await cases.find(late.case.id)).toEqual(late);
			expect((await latestOf(cases, MINJIS.key))?.case).toEqual(latest.case);
		});

		it('once, however often it is delivered, also after the next case was opened', async () => {
			const cases = await makeStore();
			await addAsJudge(cases, aLogin(0));
			const first = await addAsJudge(cases, aLogin(1));
			expect(await addAsJudge(cases, aLogin(1))).toEqual(first);
			const next = await addAsJudge(cases, aLogin(90));
			expect(await addAsJudge(cases, aLogin(1))).toEqual(first);
			expect(await addAsJudge(cases, aLogin(90))).toEqual(next);
		});

		it('to the case that the addition names, whichever case was opened since', async () => {
			const cases = await makeStore();
			const recalled = (await cases.recall([MINJIS.key])).get(MINJIS.key);
			const early = anAddition(aLogin(5), { recalled });
			const opened = await addAsJudge(cases, aLogin(0));
			await addAsJudge(cases, aLogin(90));
			expect((await cases.add(early, recalled)).case).toMatchObject({
				id: opened.case.id,
				successes: 2,
			});
			const unknown = { ...early, id: 'feedc0ffee', number: 7 };
			expect((await cases.add(unknown, undefined)).case).toMatchObject({
				id: 'feedc0ffee',
				successes: 1,
			});
			expect(await cases.find('feedc0ffee')).toMatchObject({ case: { successes: 1 } });
		});

		it('with its latest verdict', async () => {
			const cases = await makeStore();
			await addAsJudge(cases, aLogin(0));
			const worse = await addAsJudge(cases, aLogin(0, { verdict: { severity: 'high' } }));
			expect(worse).toMatchObject({ revision: 2, case: { severity: 'high', successes: 1 } });
		});

		it('without counting a second record of one act, in any order', async () => {
			const links = { ...aLogin(0).signIn.links, sharedEventId: 'shared' };
			const [main, copy] = [
				aLogin(0, { links, eventId: 'a' }),
				aLogin(0, { links, eventId: 'b', account: '444455556666' }),
			];
			for (const order of [
				[main, copy],
				[copy, main],
			]) {
				const cases = await makeStore();
				for (const judged of order) await addAsJudge(cases, judged);
				const stored = await latestOf(cases, MINJIS.key);
				expect(stored?.case).toMatchObject({ successes: 1, accounts: ['111122223333'] });
			}
		});

		it('with its plan, and with the ids of its containments in the ledger', async () => {
			const cases = await makeStore();
			const { requests } = stolenKeyPlan();
			const plan = {
				requests,
				notContained: 'breaker-open',
				advice: 'session-not-denied',
			} as const;
			const { id } = anAddition(aLogin(0));
			const stored = await addAsJudge(cases, aLogin(0), { plan, requested: requests });
			const ids = requests.map((request) => containmentId({ request, occasion: id }));
			expect(stored.plan).toEqual({
				requests,
				notContained: ['breaker-open', 'session-not-denied'],
			});
			expect(stored.containments).toEqual(ids);
			const milder = await addAsJudge(cases, aLogin(0));
			expect(milder).toMatchObject({
				plan: { requests: [], notContained: [] },
				containments: ids,
			});
		});

		it('with a plan that denies one principal in two scopes, also as one of many', async () => {
			const cases = await makeStore();
			const requests = stolenKeyPlan().requests.flatMap((request) => [
				request,
				{ ...request, denyScope: 'aws-mcp' } as const,
			]);
			const plan = { requests, notContained: null, advice: null };
			for (let minute = 0; minute < 30; minute++) {
				const given = minute < 27 ? {} : { plan };
				await addAsJudge(cases, aLogin(minute), given);
			}
			expect((await latestOf(cases, MINJIS.key))?.plan.requests).toEqual(requests);
		});
	});

	describe('lists as due', () => {
		it('a case whose current revision is not posted', async () => {
			const cases = await makeStore();
			const { case: theCase } = await addAsJudge(cases, aLogin(0));
			expect(await cases.due(10)).toEqual([{ id: theCase.id, severity: 'medium' }]);
			await cases.recordPosted(theCase.id, postedMessage('one'), 1);
			expect(await dueIds(cases)).toEqual([]);
			expect(await addAsJudge(cases, aLogin(1))).toMatchObject({ revision: 2, postedRevision: 1 });
			expect(await dueIds(cases)).toEqual([theCase.id]);
			await cases.recordPosted(theCase.id, postedMessage('two'), 2);
			await addAsJudge(cases, aLogin(1));
			expect(await dueIds(cases)).toEqual([]);
		});

		it('a case that has grown while it was posted, and ignores an older revision', async () => {
			const cases = await makeStore();
			const { case: theCase } = await addAsJudge(cases, aLogin(0));
			await addAsJudge(cases, aLogin(1));
			await cases.recordPosted(theCase.id, postedMessage('one'), 1);
			expect(await dueIds(cases)).toEqual([theCase.id]);
			await cases.recordPosted(theCase.id, postedMessage('two'), 2);
			await cases.recordPosted(theCase.id, postedMessage('one'), 1);
			expect(await cases.find(theCase.id)).toMatchObject({
				postedMessage: { digest: 'two' },
				postedRevision: 2,
			});
			expect(await dueIds(cases)).toEqual([]);
		});

		it('a case only from when it needs a message', async () => {
			const cases = await makeStore();
			const quiet = { verdict: { posted: false, disposition: 'watch' } } as const;
			const { case: theCase } = await addAsJudge(cases, aLogin(0, quiet));
			await cases.touch(theCase.id);
			expect(await dueIds(cases)).toEqual([]);
			await addAsJudge(cases, aLogin(1));
			expect(await dueIds(cases)).toEqual([theCase.id]);
		});

		it('the most severe first, then the longest waiting, and no more than asked', async () => {
			const cases = await makeStore();
			const add = async (
				person: string,
				minute: number,
				severity: 'info' | 'medium' | 'critical',
			) => {
				const whose = { key: `person|${person}|192.0.2.77`, subject: 'person' } as const;
				const stored = await addAsJudge(cases, aLogin(minute, { verdict: { severity } }), {
					whose,
				});
				return stored.case.id;
			};
			const ids = [
				await add('info', -500, 'info'),
				await add('later', 2, 'medium'),
				await add('root', 9, 'critical'),
				await add('earlier', 0, 'medium'),
			];
			const order = [ids[2], ids[3], ids[1], ids[0]];
			expect(await dueIds(cases)).toEqual(order);
			// It has grown, and it is still the longest waiting.
			await add('earlier', 5, 'medium');
			expect(await dueIds(cases)).toEqual(order);
			expect(await dueIds(cases, 2)).toEqual(order.slice(0, 2));
			await add('info', -490, 'critical');
			expect(await dueIds(cases, 1)).toEqual([ids[0]]);
		});

		it('a case that was touched or answered', async () => {
			const cases = await makeStore();
			const { case: theCase } = await addAsJudge(cases, aLogin(0));
			await cases.recordPosted(theCase.id, postedMessage('one'), 1);
			expect(await cases.touch(theCase.id)).toMatchObject({ revision: 2 });
			expect(await dueIds(cases)).toEqual([theCase.id]);
			await cases.recordPosted(theCase.id, postedMessage('two'), 2);
			const first = await cases.answer(theCase.id, { by: 'U0SORA', at: T0 });
			expect(first).toMatchObject({ revision: 3, answer: { by: 'U0SORA' } });
			expect(await dueIds(cases)).toEqual([theCase.id]);
			expect(await cases.answer(theCase.id, { by: 'U0BORA', at: T0 })).toEqual(first);
		});

		it('a case after the next case was opened', async () => {
			const cases = await makeStore();
			const first = await addAsJudge(cases, aLogin(0));
			const second = await addAsJudge(cases, aLogin(90));
			expect(await dueIds(cases)).toEqual([first.case.id, second.case.id]);
			await cases.recordPosted(first.case.id, postedMessage('one'), 1);
			expect(await dueIds(cases)).toEqual([second.case.id]);
			await cases.touch(first.case.id);
			expect(await dueIds(cases)).toEqual([first.case.id, second.case.id]);
		});
	});

	it('can be claimed by one sender at a time, until it is posted or the claim is old', async () => {
		const cases = await makeStore();
		const { id } = (await addAsJudge(cases, aLogin(0))).case;
		expect(await cases.claim(id, { by: 'one', at: T0 }, MINUTE)).toBe(true);
		expect(await cases.claim(id, { by: 'two', at: T0 + MINUTE - 1 }, MINUTE)).toBe(false);
		expect(await cases.claim(id, { by: 'one', at: T0 + 1 }, MINUTE)).toBe(true);
		expect(await cases.claim(id, { by: 'two', at: T0 + MINUTE + 1 }, MINUTE)).toBe(true);
		expect(await cases.find(id)).toMatchObject({ claim: { by: 'two', at: T0 + MINUTE + 1 } });
		await cases.recordPosted(id, postedMessage('one'), 1);
		expect(await cases.find(id)).toMatchObject({
			postedMessage: postedMessage('one'),
			claim: null,
		});
		expect(await cases.claim(id, { by: 'three', at: T0 }, MINUTE)).toBe(true);
	});

	it('keeps each reply once, in order', async () => {
		const cases = await makeStore();
		const { id } = (await addAsJudge(cases, aLogin(0))).case;
		for (const key of ['effective', 'extended', 'effective']) await cases.recordReply(id, key);
		expect(await cases.find(id)).toMatchObject({ replies: ['effective', 'extended'], revision: 1 });
	});

	describe('asks for the age of a key', () => {
		const credential = {
			kind: 'access-key',
			ageDays: null,
			mfa: 'no',
			keyId: 'AKIA1',
			password: false,
		} as const;
		const asked = { keyId: 'AKIA1', account: '111122223333', user: 'minji.kim' };
		const withKey = (minute: number) => aLogin(minute, { verdict: { credential } });
		const aged = (ageDays: number) => ({
			keyId: 'AKIA1',
			judgeAgain: ({ signIn, verdict }: ReturnType<typeof aLogin>) => ({
				signIn,
				verdict: { ...verdict, credential: { ...verdict.credential, ageDays } },
			}),
		});

		it('until it is settled and the card shows it', async () => {
			const cases = await makeStore();
			const { id } = (await addAsJudge(cases, withKey(0), { keyAsked: asked })).case;
			expect(await cases.keysAsked(5)).toMatchObject([{ case: { id }, keyAsked: asked }]);
			const settled = await cases.settleKeyAge(id, aged(412));
			expect(settled).toMatchObject({ keyAsked: null, revision: 2 });
			expect(settled?.case.lead.verdict.credential.ageDays).toBe(412);
			expect(await cases.keysAsked(5)).toEqual([]);
			expect(await cases.settleKeyAge(id, aged(500))).toEqual(settled);
		});

		it('again for a new sign-in, but not for a repeated one', async () => {
			const cases = await makeStore();
			const { id } = (await addAsJudge(cases, withKey(0), { keyAsked: asked })).case;
			const settled = await cases.settleKeyAge(id, aged(412));
			expect(await addAsJudge(cases, withKey(0), { keyAsked: asked })).toEqual(settled);
			expect(await cases.keysAsked(5)).toEqual([]);
			await addAsJudge(cases, withKey(1), { keyAsked: asked });
			expect(await cases.keysAsked(5)).toMatchObject([{ case: { id } }]);
			expect(await cases.settleKeyAge(id, aged(412))).toMatchObject({ keyAsked: null });
			expect(await cases.keysAsked(5)).toEqual([]);
		});

		it('one by one if there are several keys, without changing other sign-ins', async () => {
			const cases = await makeStore();
			const second = { ...asked, keyId: 'AKIA2' };
			const other = aLogin(1, { verdict: { credential: { ...credential, keyId: 'AKIA2' } } });
			const { id } = (await addAsJudge(cases, withKey(0), { keyAsked: asked })).case;
			await addAsJudge(cases, other, { keyAsked: second });
			expect(await cases.settleKeyAge(id, aged(412))).toMatchObject({ keyAsked: second });
			expect(await cases.keysAsked(5)).toMatchObject([{ keyAsked: second }]);
			await cases.settleKeyAge(id, { ...aged(3), keyId: 'AKIA2' });
			expect(await cases.keysAsked(5)).toEqual([]);
		});
	});

	it('answers null or false if there is no such case, and makes none', async () => {
		const cases = await makeStore();
		const id = '0000000000';
		expect(await cases.touch(id)).toBeNull();
		expect(await cases.answer(id, { by: 'U0SORA', at: T0 })).toBeNull();
		expect(
			await cases.settleKeyAge(id, { keyId: 'AKIA1', judgeAgain: (judged) => judged }),
		).toBeNull();
		expect(await cases.claim(id, { by: 'one', at: T0 }, MINUTE)).toBe(false);
		await cases.recordPosted(id, postedMessage('one'), 1);
		await cases.recordReply(id, 'effective');
		expect(await cases.find(id)).toBeNull();
		expect(await cases.due(10)).toEqual([]);
	});
});
