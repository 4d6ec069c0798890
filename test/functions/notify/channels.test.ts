import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { slackChannels } from '../../../shared/outbox/slack-channels.ts';
import { RELEASED } from '../../support/a-standing.ts';
import { addAsJudge } from '../../support/an-addition.ts';
import { type SlackStandIn, startSlack } from '../../support/slack-stand-in.ts';
import {
	aboutCase,
	aRecord,
	deliver,
	givenNotify,
	NOW,
	openCaseOf,
	signInOf,
	untilDone,
} from './given-notify.ts';

const [MAIN, URGENT, PROD] = ['C0MAIN', 'C0URGENT', 'C0PROD'];
const CHANNELS = slackChannels(MAIN, [
	{ severity: 'critical', account: null, channel: URGENT },
	{ severity: 'high', account: '111122223333', channel: PROD },
]);

let slack: SlackStandIn;
beforeAll(async () => {
	slack = await startSlack(0, () => NOW);
});
afterAll(() => slack.stop());
beforeEach(() => slack.reset());

const given = () => givenNotify(slack, { channels: CHANNELS });
const places = () =>
	slack.messages.map(({ channel, thread_ts }) => (thread_ts === undefined ? '' : '↳ ') + channel);

/** A case of low severity that is posted, and then becomes as severe as this. */
async function risen(one: ReturnType<typeof given>, ...severities: ('high' | 'critical')[]) {
	const stored = await openCaseOf(one.cases, 'taeho', 'low');
	const records = [aRecord(aboutCase(stored))];
	await deliver(records, one.deps);
	for (const [at, severity] of severities.entries()) {
		const { whose } = stored;
		await addAsJudge(one.cases, signInOf('taeho', severity, at + 1), { whose });
		await untilDone(records, one);
	}
	return { stored, records };
}

describe('the channel of a case', () => {
	it.each([
		['critical', '111122223333', URGENT],
		['high', '111122223333', PROD],
		['high', '444455556666', MAIN],
		['low', '111122223333', MAIN],
	] as const)('of severity %s in account %s is %s', (severity, account, channel) => {
		expect(CHANNELS.of({ severity, accounts: ['777788889999', account] })).toBe(channel);
	});

	it('is that of its severity and account when it is posted', async () => {
		const one = given();
		await openCaseOf(one.cases, 'minji', 'critical');
		await openCaseOf(one.cases, 'taeho', 'high');
		const last = await openCaseOf(one.cases, 'sora', 'low');
		await untilDone([aRecord(aboutCase(last))], one);
		expect(places()).toEqual([URGENT, PROD, MAIN]);
	});

	it('stays the same; another channel gets one line with a link when the case rises', async () => {
		const one = given();
		const { stored, records } = await risen(one, 'high', 'critical');
		await one.contain(stored.case.id, { state: 'ended', ending: RELEASED });
		await untilDone(records, one);
		await untilDone(records, one);
		const lines = slack.messages.filter(({ channel }) => channel !== MAIN);
		expect(lines.map(({ channel }) => channel)).toEqual([PROD, URGENT]);
		const [card] = slack.messages;
		const link = `https://eyes.slack.example/archives/${MAIN}/p${card?.ts.replace('.', '')}`;
		for (const { text, blocks, attachments } of lines) {
			expect(text).toContain('taeho');
			expect(text).toContain(`<${link}|카드 보기>`);
			expect({ blocks, attachments }).toEqual({ blocks: [], attachments: [] });
		}
		expect(lines.map(({ text }) => /높음|심각(?!도)/.exec(text)?.[0])).toEqual(['높음', '심각']);
		expect(card?.text).toContain('해제');
		expect(slack.messages.every(({ channel, thread_ts }) => channel === MAIN || !thread_ts)).toBe(
			true,
		);
	});

	it('gets the line without a link if Slack gives none', async () => {
		const one = given();
		slack.script({ method: 'chat.getPermalink', error: 'internal_error' });
		slack.script({ method: 'chat.getPermalink', error: 'missing_scope' });
		await risen(one, 'critical');
		const line = slack.messages.find(({ channel }) => channel === URGENT);
		expect(line?.text).toContain('taeho');
		expect(line?.text).not.toContain('https://');
	});

	it('is told nothing if only the configuration has changed', async () => {
		const one = givenNotify(slack, { channels: slackChannels(MAIN) });
		const stored = await openCaseOf(one.cases, 'minji', 'critical');
		const records = [aRecord(aboutCase(stored))];
		await deliver(records, one.deps);
		await one.contain(stored.case.id, { state: 'effective' });
		await deliver(records, { ...one.deps, channels: CHANNELS });
		expect(places()).toEqual([MAIN, `↳ ${MAIN}`]);
	});

	it('is searched for everywhere after a kill, also if the severity has changed since', async () => {
		const one = given();
		const stored = await openCaseOf(one.cases, 'taeho', 'low');
		slack.script({ method: 'chat.postMessage', status: 503, taken: true });
		await deliver([aRecord(aboutCase(stored))], one.deps);
		const { whose } = stored;
		await addAsJudge(one.cases, signInOf('taeho', 'critical', 1), { whose });
		one.wait(60_000);
		await untilDone([aRecord(aboutCase(stored), 1, 'm2')], one);
		expect(
			slack.messages.filter(({ metadata }) =>
				JSON.stringify(metadata).includes(`"case:${stored.case.id}"`),
			),
		).toHaveLength(1);
	});
});

describe('a channel that takes no messages', () => {
	const DONE = { batchItemFailures: [] };
	const REFUSED = { channel: URGENT, error: 'is_archived', times: 99 };

	it('is left alone while the others get theirs, and gets its own when it is repaired', async () => {
		const one = given();
		const first = await openCaseOf(one.cases, 'first', 'critical');
		await openCaseOf(one.cases, 'second', 'critical');
		await openCaseOf(one.cases, 'taeho', 'high');
		await openCaseOf(one.cases, 'sora', 'low');
		slack.script({ ...REFUSED, times: 1 });
		const records = [aRecord(aboutCase(first))];
		// New hints must not wait behind this one, so nothing is deferred.
		expect(await deliver(records, one.deps)).toEqual(DONE);
		expect(places()).toEqual([PROD, MAIN]);
		expect(slack.calls.filter(({ args }) => args.channel === URGENT)).toHaveLength(1);
		const fields = { channel: URGENT, error: 'is_archived', remediation: expect.any(String) };
		expect(one.telemetry.logged).toContainEqual(expect.objectContaining({ fields }));
		expect(await deliver([aRecord(aboutCase(first), 1, 'm2')], one.deps)).toEqual(DONE);
		expect(slack.calls.filter(({ args }) => args.channel === URGENT)).toHaveLength(1);
		one.wait(120_000);
		await untilDone(records, one);
		expect(places()).toEqual([PROD, MAIN, URGENT, URGENT]);
	});

	it('holds up the queue for seconds only if Slack limits it', async () => {
		const one = given();
		const urgent = await openCaseOf(one.cases, 'minji', 'critical');
		await openCaseOf(one.cases, 'sora', 'low');
		slack.script({ channel: URGENT, status: 429, retryAfter: 60 });
		const records = [aRecord(aboutCase(urgent))];
		expect((await deliver(records, one.deps)).batchItemFailures).toHaveLength(1);
		expect(one.deferred).toEqual([5000]);
		expect(places()).toEqual([MAIN]);
		await untilDone(records, one);
		expect(places()).toEqual([MAIN, URGENT]);
		const calls = slack.calls.filter(
			({ method, args }) => method === 'chat.postMessage' && args.channel === URGENT,
		);
		expect(calls).toHaveLength(2);
	});

	it('waits as long as Slack says if no channel takes messages', async () => {
		const one = given();
		for (const severity of ['critical', 'high', 'low'] as const)
			await openCaseOf(one.cases, severity, severity);
		slack.script({ method: 'chat.postMessage', status: 429, retryAfter: 60, times: 3 });
		await deliver([aRecord({ about: 'notice', id: 'x' })], one.deps);
		expect(one.deferred).toEqual([60_000]);
		expect(slack.calls).toHaveLength(3);
	});

	it('does not stop the card of a case that has risen into it', async () => {
		const one = given();
		slack.script(REFUSED);
		const { records } = await risen(one, 'critical');
		expect(slack.messages[0]?.text).toContain('🔴');
		expect(places()).toEqual([MAIN, expect.stringMatching(/^↳/), expect.stringMatching(/^↳/)]);
		slack.script();
		one.wait(200_000);
		await untilDone(records, one);
	});

	it('gets its line later, while the card is updated when it changes, and only then', async () => {
		const one = given();
		const { stored, records } = await risen(one);
		slack.script({ ...REFUSED, method: 'chat.postMessage', times: 3 });
		const { whose } = stored;
		await addAsJudge(one.cases, signInOf('taeho', 'critical', 1), { whose });
		const updates = () => slack.calls.filter(({ method }) => method === 'chat.update').length;
		for (let run = 0; run < 3; run++) {
			await untilDone(records, one);
			one.wait(121_000);
		}
		expect(updates()).toBe(1);
		await one.contain(stored.case.id, { state: 'effective' });
		await untilDone([aRecord({ about: 'notice', id: 'x' })], one);
		expect(updates()).toBe(2);
		expect(places().at(-1)).toBe(URGENT);
		expect(await one.cases.due(9)).toEqual([]);
	});

	it('is tried again at once when the clock turns out to have been a day ahead', async () => {
		const one = given();
		const stored = await openCaseOf(one.cases, 'minji', 'critical');
		one.wait(86_400_000);
		slack.script({ ...REFUSED, method: 'chat.postMessage', times: 1 });
		await deliver([aRecord(aboutCase(stored))], one.deps);
		one.wait(-86_400_000);
		await deliver([aRecord(aboutCase(stored))], one.deps);
		expect(places()).toEqual([URGENT]);
	});

	it('does not keep a lesser case waiting behind all those that it does not take', async () => {
		const one = given();
		for (let number = 0; number < 60; number++)
			await openCaseOf(one.cases, `urgent-${number}`, 'critical');
		await openCaseOf(one.cases, 'lesser', 'low');
		slack.script(REFUSED);
		await deliver([aRecord({ about: 'notice', id: 'x' })], one.deps);
		await deliver([aRecord({ about: 'notice', id: 'x' })], one.deps);
		expect(places()).toEqual([MAIN]);
	});

	it('has its own five messages in a run', async () => {
		const one = given();
		for (let number = 0; number < 7; number++) {
			await openCaseOf(one.cases, `urgent-${number}`, 'critical');
			await openCaseOf(one.cases, `low-${number}`, 'low');
		}
		const records = [aRecord({ about: 'notice', id: 'x' })];
		await deliver(records, one.deps);
		expect(one.deferred).toEqual([5000]);
		expect(places()).toEqual([...Array(5).fill(URGENT), ...Array(5).fill(MAIN)]);
		await untilDone(records, one);
		expect(slack.messages).toHaveLength(14);
	});
});
