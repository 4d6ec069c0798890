import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { slackChannels } from '../../../shared/outbox/slack-channels.ts';
import { NOT_REFERENCED } from '../../support/a-standing.ts';
import { addAsJudge } from '../../support/an-addition.ts';
import { type SlackStandIn, startSlack } from '../../support/slack-stand-in.ts';
import {
	aboutCase,
	aRecord,
	CHANNEL,
	deliver,
	type GivenNotify,
	givenNotify,
	mentionedIn,
	NOW,
	openCaseOf,
	signInOf,
	untilDone,
} from './given-notify.ts';

let slack: SlackStandIn;
beforeAll(async () => {
	slack = await startSlack(0, () => NOW);
});
afterAll(() => slack.stop());
beforeEach(() => slack.reset());

interface Kill {
	readonly call: number;
	readonly when: 'before' | 'after';
}

const EFFECTS = [
	'claim',
	'recordPosted',
	'recordReply',
	'add',
	'markBreakerTold',
	'defer',
	'post',
	'update',
	'ask',
];

/** The deps of a function that is killed at its n-th effect. Nothing has an effect from then on. */
function killedAt(deps: GivenNotify['deps'], { call, when }: Kill) {
	let sent = 0;
	const killable = <T extends object>(dep: T): T =>
		new Proxy(dep, {
			get: (original, name, receiver) => {
				const method: unknown = Reflect.get(original, name, receiver);
				if (typeof method !== 'function') return method;
				return async (...args: unknown[]) => {
					const isEffect = EFFECTS.includes(String(name));
					if (isEffect) sent++;
					if (sent > call || (isEffect && sent === call && when === 'before'))
						throw new Error('killed');
					const answer: unknown = await Reflect.apply(method, original, args);
					if (isEffect && sent === call) throw new Error('killed');
					return answer;
				};
			},
		});
	const { cases, notices, ledger, breaker, messages, mentions, deferral } = deps;
	const killed = {
		...deps,
		...{ cases: killable(cases), notices: killable(notices), ledger: killable(ledger) },
		...{ breaker: killable(breaker), messages: killable(messages), deferral: killable(deferral) },
		mentions: killable(mentions),
	};
	return { killed, isKilled: () => sent >= call };
}

const MINUTE = 60_000;
const RULES = [{ severity: 'critical', account: null, channel: 'C0URGENT' }] as const;

/**
 * A posted case that has changed in four ways, one of which concerns another channel, a case that is
 * not posted, and an open breaker. The last mention was six minutes ago.
 */
async function prepare() {
	slack.reset();
	const given = givenNotify(slack, {
		...{ onCall: 'S0ONCALL', channels: slackChannels(CHANNEL, RULES) },
	});
	const old = await openCaseOf(given.cases, 'taeho');
	await deliver([aRecord(aboutCase(old), 1, 'before')], given.deps);
	given.wait(6 * MINUTE);
	await addAsJudge(given.cases, signInOf('taeho', 'critical', 1), { whose: old.whose });
	await given.contain(old.case.id, { state: 'failed', problem: NOT_REFERENCED });
	await given.cases.answer(old.case.id, { by: 'arn:aws:iam::111122223333:user/sora', at: NOW });
	const fresh = await openCaseOf(given.cases, 'minji', 'critical');
	const facts = { number: '1', why: 'people' };
	await given.notices.add({ id: 'breaker-1', kind: 'breaker-opened', at: NOW, facts });
	return { given, old, fresh };
}

/** What the channel shows and the table holds, without times and message ids. */
async function outcome({ given, old, fresh }: Awaited<ReturnType<typeof prepare>>) {
	const cards = slack.messages.map(
		({ channel, text, thread_ts, blocks }) =>
			`${channel} ${thread_ts === undefined ? '' : '↳ '}${text.replace(/\/p\d+/, '/p')} ${JSON.stringify(blocks)}`,
	);
	const replies = (await given.cases.find(old.case.id))?.replies.toSorted();
	const isPosted = [
		await given.cases.find(fresh.case.id),
		await given.notices.find('breaker-1'),
	].map((one) => one?.postedMessage != null);
	return {
		cards: cards.toSorted(),
		replies,
		isPosted,
		due: [...(await given.cases.due(10)), ...(await given.notices.due(10))],
		isTold: given.told.includes(1),
	};
}

async function killAndRestart(kill: Kill, messageId: string) {
	const prepared = await prepare();
	const records = [aRecord(aboutCase(prepared.fresh), 1, 'm1')];
	const { killed, isKilled } = killedAt(prepared.given.deps, kill);
	// Nobody receives the answer of a killed function, and its messages come again.
	await deliver(records, killed).catch(() => null);
	if (messageId !== 'm1') prepared.given.wait(MINUTE);
	await untilDone([aRecord(aboutCase(prepared.fresh), 2, messageId)], prepared.given, MINUTE);
	return { isKilled: isKilled(), end: await outcome(prepared) };
}

describe('a run of notify that is killed', () => {
	it.each([
		['before', 'm1'],
		['after', 'm1'],
		['before', 'another'],
		['after', 'another'],
	] as const)(
		'%s any of its effects ends the same, if %s continues',
		async (when, messageId) => {
			const prepared = await prepare();
			await untilDone([aRecord(aboutCase(prepared.fresh))], prepared.given, MINUTE);
			const wanted = await outcome(prepared);
			expect(wanted).toMatchObject({ due: [], isPosted: [true, true], isTold: true });
			expect(wanted.cards).toHaveLength(10);
			expect(wanted.cards.filter((card) => card.includes('<!subteam^S0ONCALL>'))).toHaveLength(5);
			let killed = 0;
			for (let call = 1; ; call++) {
				const { isKilled, end } = await killAndRestart({ call, when }, messageId);
				expect([call, end]).toEqual([call, wanted]);
				if (!isKilled) break;
				killed++;
			}
			expect(killed).toBeGreaterThan(10);
		},
		60_000,
	);

	it('twice in a row still posts one card', async () => {
		for (let second = 1; second <= 3; second++) {
			const prepared = await prepare();
			const records = [aRecord(aboutCase(prepared.fresh))];
			await deliver(
				records,
				killedAt(prepared.given.deps, { call: 3, when: 'after' }).killed,
			).catch(() => null);
			const again = killedAt(prepared.given.deps, { call: second, when: 'after' });
			await deliver(records, again.killed).catch(() => null);
			await untilDone(records, prepared.given, MINUTE);
			expect(slack.messages.filter(({ text }) => text.includes('`minji`'))).toHaveLength(1);
		}
	});
});

const PEOPLE = 12;

/** Opens critical cases and posts them, while the function is killed again and again. */
async function floodWith(kills: readonly Kill[]) {
	let now = () => NOW;
	// The ids of the messages are times that only grow, so each flood has a Slack of its own.
	const own = await startSlack(0, () => now());
	const given = givenNotify(own, { onCall: 'S0ONCALL' });
	now = given.deps.now;
	let last = await openCaseOf(given.cases, 'person-0', 'critical');
	for (let number = 1; number < PEOPLE; number++)
		last = await openCaseOf(given.cases, `person-${number}`, 'critical');
	const records = [aRecord(aboutCase(last))];
	for (const kill of kills) {
		await deliver(records, killedAt(given.deps, kill).killed).catch(() => null);
		given.wait(5000);
	}
	await untilDone(records, given, 5000);
	await own.stop();
	return own.messages;
}

describe('a flood of critical cases', () => {
	it('has one mention in five minutes, and each case is posted and counted once, whatever is killed', async () => {
		const kill = fc.record({
			call: fc.integer({ min: 1, max: 30 }),
			when: fc.constantFrom('before', 'after'),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(kill, { maxLength: 8 }), async (kills) => {
				const messages = await floodWith(kills);
				const cards = messages.filter(({ text }) => text.includes('`person-'));
				expect(cards).toHaveLength(PEOPLE);
				const mentions = messages.filter(({ text }) => text.includes('<!subteam^S0ONCALL>'));
				const times = mentions.map(({ ts }) => Number(ts) * 1000);
				for (const [at, time] of times.slice(1).entries())
					expect(time - (times[at] ?? 0)).toBeGreaterThanOrEqual(5 * MINUTE);
				expect(mentions.reduce((sum, { text }) => sum + mentionedIn(text), 0)).toBe(PEOPLE);
			}),
			{ numRuns: 15 },
		);
	}, 60_000);
});
