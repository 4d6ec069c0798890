import { describe, expect, it } from 'vitest';
import type { CaseStore } from '../../../shared/case/case-store.ts';
import { containmentId } from '../../../shared/containment/ledger/ledger-requests.ts';
import type { Said } from '../../../shared/outbox/said.ts';
import { stolenKeyPlan } from '../../support/a-case-plan.ts';
import { addAsJudge, aLogin, anAddition, MINJIS } from '../../support/an-addition.ts';
import { eachCaseStore, latestOf } from '../../support/each-case-store.ts';

const MINUTE = 60_000;
const T0 = aLogin(0).signIn.time;
const said = (digest: string): Said => ({ channel: 'C0', ts: '1772512521.000100', digest, at: T0 });
const dueIds = async (cases: CaseStore, most = 10) => (await cases.due(most)).map(({ id }) => id);

describe.each(eachCaseStore())('the case store %s', (_, makeStore) => {
	describe('puts a sign-in into a case', () => {
		it('that it opens, and finds again by its key and by its id', async () => {
			const cases = await makeStore();
			const opened = await addAsJudge(cases, aLogin(0));
			expect(opened).toMatchObject({
				...{ whose: MINJIS, revision: 1, saidRevision: 0, containments: [], replies: [] },
				...{ keyAsked: null, answer: null, said: null, claim: null },
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

		it('that goes on while the gap is short, and opens the next one after that', async () => {
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

		it('also when it comes late: the case then began earlier, under the same id', async () => {
			const cases = await makeStore();
			const opened = await addAsJudge(cases, aLogin(0));
			const grown = await addAsJudge(cases, aLogin(-70));
			expect(grown.case).toMatchObject({
				id: opened.case.id,
				openedAt: T0 - 70 * MINUTE,
				lastAt: T0,
			});
		});

		it('once, however often it is delivered, also when the next case has opened since', async () => {
			const cases = await makeStore();
			await addAsJudge(cases, aLogin(0));
			const first = await addAsJudge(cases, aLogin(1));
			expect(await addAsJudge(cases, aLogin(1))).toEqual(first);
			const next = await addAsJudge(cases, aLogin(90));
			expect(await addAsJudge(cases, aLogin(1))).toEqual(first);
			expect(await addAsJudge(cases, aLogin(90))).toEqual(next);
		});

		it('that the addition names, whatever has been opened since it was made', async () => {
			const cases = await makeStore();
			const recalled = (await cases.recall([MINJIS.key])).get(MINJIS.key);
			const early = anAddition(aLogin(5), { recalled });
			const opened = await addAsJudge(cases, aLogin(0));
			await addAsJudge(cases, aLogin(90));
			expect((await cases.add(early, recalled)).case).toMatchObject({
				id: opened.case.id,
				successes: 2,
			});
			const unheardOf = { ...early, id: 'feedc0ffee', number: 7 };
			expect((await cases.add(unheardOf, undefined)).case).toMatchObject({
				id: 'feedc0ffee',
				successes: 1,
			});
			expect(await cases.find('feedc0ffee')).toMatchObject({ case: { successes: 1 } });
		});

		it('with the judgement given last', async () => {
			const cases = await makeStore();
			await addAsJudge(cases, aLogin(0));
			const worse = await addAsJudge(cases, aLogin(0, { verdict: { severity: 'high' } }));
			expect(worse).toMatchObject({ revision: 2, case: { severity: 'high', successes: 1 } });
		});

		it('without counting a second record of one act, in whatever order the two come', async () => {
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

		it('with its plan, and the ids under which the ledger knows its requests', async () => {
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
			const judgedMilder = await addAsJudge(cases, aLogin(0));
			expect(judgedMilder).toMatchObject({
				plan: { requests: [], notContained: [] },
				containments: ids,
			});
		});
	});

	describe('has due', () => {
		it('what is posted and has not been said as it is now', async () => {
			const cases = await makeStore();
			const { case: theCase } = await addAsJudge(cases, aLogin(0));
			expect(await cases.due(10)).toEqual([{ id: theCase.id, severity: 'medium' }]);
			await cases.recordSaid(theCase.id, said('one'), 1);
			expect(await dueIds(cases)).toEqual([]);
			expect(await addAsJudge(cases, aLogin(1))).toMatchObject({ revision: 2, saidRevision: 1 });
			expect(await dueIds(cases)).toEqual([theCase.id]);
			await cases.recordSaid(theCase.id, said('two'), 2);
			await addAsJudge(cases, aLogin(1));
			expect(await dueIds(cases)).toEqual([]);
		});

		it('what has grown while it was said, and no older news stands for newer', async () => {
			const cases = await makeStore();
			const { case: theCase } = await addAsJudge(cases, aLogin(0));
			await addAsJudge(cases, aLogin(1));
			await cases.recordSaid(theCase.id, said('one'), 1);
			expect(await dueIds(cases)).toEqual([theCase.id]);
			await cases.recordSaid(theCase.id, said('two'), 2);
			await cases.recordSaid(theCase.id, said('one'), 1);
			expect(await cases.find(theCase.id)).toMatchObject({
				said: { digest: 'two' },
				saidRevision: 2,
			});
			expect(await dueIds(cases)).toEqual([]);
		});

		it('not what nobody is to be told, until it is posted', async () => {
			const cases = await makeStore();
			const silent = { verdict: { posted: false, disposition: 'watch' } } as const;
			const { case: theCase } = await addAsJudge(cases, aLogin(0, silent));
			await cases.touch(theCase.id);
			expect(await dueIds(cases)).toEqual([]);
			await addAsJudge(cases, aLogin(1));
			expect(await dueIds(cases)).toEqual([theCase.id]);
		});

		it('the most severe first, of these the longest waiting, and so many at most', async () => {
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
			// It has grown, and still waits the longest.
			await add('earlier', 5, 'medium');
			expect(await dueIds(cases)).toEqual(order);
			expect(await dueIds(cases, 2)).toEqual(order.slice(0, 2));
			await add('info', -490, 'critical');
			expect(await dueIds(cases, 1)).toEqual([ids[0]]);
		});

		it('what was touched, and what was answered', async () => {
			const cases = await makeStore();
			const { case: theCase } = await addAsJudge(cases, aLogin(0));
			await cases.recordSaid(theCase.id, said('one'), 1);
			expect(await cases.touch(theCase.id)).toMatchObject({ revision: 2 });
			expect(await dueIds(cases)).toEqual([theCase.id]);
			await cases.recordSaid(theCase.id, said('two'), 2);
			const first = await cases.answer(theCase.id, { by: 'U0SORA', at: T0 });
			expect(first).toMatchObject({ revision: 3, answer: { by: 'U0SORA' } });
			expect(await dueIds(cases)).toEqual([theCase.id]);
			expect(await cases.answer(theCase.id, { by: 'U0BORA', at: T0 })).toEqual(first);
		});

		it('a case that another has followed', async () => {
			const cases = await makeStore();
			const first = await addAsJudge(cases, aLogin(0));
			const second = await addAsJudge(cases, aLogin(90));
			expect(await dueIds(cases)).toEqual([first.case.id, second.case.id]);
			await cases.recordSaid(first.case.id, said('one'), 1);
			expect(await dueIds(cases)).toEqual([second.case.id]);
			await cases.touch(first.case.id);
			expect(await dueIds(cases)).toEqual([first.case.id, second.case.id]);
		});
	});

	it('is claimed by one at a time, until it is said or the claim is old', async () => {
		const cases = await makeStore();
		const { id } = (await addAsJudge(cases, aLogin(0))).case;
		expect(await cases.claim(id, { by: 'one', at: T0 }, MINUTE)).toBe(true);
		expect(await cases.claim(id, { by: 'two', at: T0 + MINUTE - 1 }, MINUTE)).toBe(false);
		expect(await cases.claim(id, { by: 'one', at: T0 + 1 }, MINUTE)).toBe(true);
		expect(await cases.claim(id, { by: 'two', at: T0 + MINUTE + 1 }, MINUTE)).toBe(true);
		expect(await cases.find(id)).toMatchObject({ claim: { by: 'two', at: T0 + MINUTE + 1 } });
		await cases.recordSaid(id, said('one'), 1);
		expect(await cases.find(id)).toMatchObject({ said: said('one'), claim: null });
		expect(await cases.claim(id, { by: 'three', at: T0 }, MINUTE)).toBe(true);
	});

	it('keeps each reply once, in order', async () => {
		const cases = await makeStore();
		const { id } = (await addAsJudge(cases, aLogin(0))).case;
		for (const key of ['effective', 'extended', 'effective']) await cases.recordReply(id, key);
		expect(await cases.find(id)).toMatchObject({ replies: ['effective', 'extended'], revision: 1 });
	});

	describe("asks for a key's age", () => {
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

		it('until it is settled, which the card then shows', async () => {
			const cases = await makeStore();
			const { id } = (await addAsJudge(cases, withKey(0), { keyAsked: asked })).case;
			expect(await cases.keysAsked(5)).toMatchObject([{ case: { id }, keyAsked: asked }]);
			const settled = await cases.settleKeyAge(id, aged(412));
			expect(settled).toMatchObject({ keyAsked: null, revision: 2 });
			expect(settled?.case.lead.verdict.credential.ageDays).toBe(412);
			expect(await cases.keysAsked(5)).toEqual([]);
			expect(await cases.settleKeyAge(id, aged(500))).toEqual(settled);
		});

		it('not again for a sign-in that is delivered again, but for a new one', async () => {
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

		it('one by one where there are several keys, and leaves sign-ins without it alone', async () => {
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

	it('answers null or false about a case that is not there, and makes none', async () => {
		const cases = await makeStore();
		const id = '0000000000';
		expect(await cases.touch(id)).toBeNull();
		expect(await cases.answer(id, { by: 'U0SORA', at: T0 })).toBeNull();
		expect(
			await cases.settleKeyAge(id, { keyId: 'AKIA1', judgeAgain: (judged) => judged }),
		).toBeNull();
		expect(await cases.claim(id, { by: 'one', at: T0 }, MINUTE)).toBe(false);
		await cases.recordSaid(id, said('one'), 1);
		await cases.recordReply(id, 'effective');
		expect(await cases.find(id)).toBeNull();
		expect(await cases.due(10)).toEqual([]);
	});
});
