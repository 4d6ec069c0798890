import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slackChannels } from '../../../shared/outbox/slack-channels.ts';
import { NOT_REFERENCED } from '../../support/a-standing.ts';
import { addAsJudge } from '../../support/an-addition.ts';
import { memoryMentions } from '../../support/memory-mentions.ts';
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

const ON_CALL = 'S0000ONCALL';
const MENTION = `<!subteam^${ON_CALL}>`;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let slack: SlackStandIn;
let now: () => number = () => NOW;
// The ids of its messages are times that only grow, so each test has a Slack of its own.
beforeEach(async () => {
	slack = await startSlack(0, () => now());
});
afterEach(() => slack.stop());

function given(over: Partial<GivenNotify['deps']> = {}): GivenNotify {
	const one = givenNotify(slack, { onCall: ON_CALL, ...over });
	now = one.deps.now;
	return one;
}

const mentions = () =>
	slack.messages.filter((message) => JSON.stringify(message).includes(MENTION));
const texts = () => slack.messages.map(({ text }) => text);
const withBreaker = (number: number) => ({
	...{ id: `breaker-${number}`, kind: 'breaker-opened' as const, at: NOW },
	facts: { number: String(number), why: 'people' },
});

describe('the mention of the on-call', () => {
	it.each(['high', 'critical'] as const)(
		'comes first in the text of a new %s case, and after the header of its blocks',
		async (severity) => {
			const one = given();
			await untilDone([aRecord(aboutCase(await openCaseOf(one.cases, 'taeho', severity)))], one);
			const [card] = slack.messages;
			expect(card?.text.startsWith(`${MENTION} `)).toBe(true);
			expect(card?.text).not.toContain('외 ');
			expect(card?.blocks[0]).toMatchObject({ type: 'header' });
			expect(card?.blocks[1]).toMatchObject({ text: { type: 'mrkdwn', text: MENTION } });
		},
	);

	it.each([
		['U0000PERSON', '<@U0000PERSON>'],
		['W0000PERSON', '<@W0000PERSON>'],
	])('of %s is %s', async (onCall, markup) => {
		const one = given({ onCall });
		await untilDone([aRecord(aboutCase(await openCaseOf(one.cases, 'taeho')))], one);
		expect(slack.messages[0]?.text.startsWith(`${markup} `)).toBe(true);
	});

	it.each([
		['a case of medium severity', ON_CALL, 'medium'],
		['anything if nobody is on call', null, 'critical'],
	] as const)('does not stand in %s', async (_, onCall, severity) => {
		const one = given({ onCall });
		await untilDone([aRecord(aboutCase(await openCaseOf(one.cases, 'taeho', severity)))], one);
		expect(JSON.stringify(slack.messages)).not.toMatch(/subteam|<@/);
		expect(slack.messages[0]).not.toHaveProperty('reply_broadcast');
	});

	it('stands in every form of a card that Slack refuses', async () => {
		const one = given();
		const stored = await openCaseOf(one.cases, 'taeho');
		slack.script({ method: 'chat.postMessage', error: 'invalid_blocks', times: 2 });
		await untilDone([aRecord(aboutCase(stored))], one);
		const sent = slack.calls.filter(({ method }) => method === 'chat.postMessage');
		expect(sent.length).toBeGreaterThan(1);
		for (const { args } of sent) expect(String(args.text).startsWith(`${MENTION} `)).toBe(true);
	});

	it('stays in a card that is updated, and is not added by an update', async () => {
		const one = given();
		const stored = await openCaseOf(one.cases, 'taeho');
		await untilDone([aRecord(aboutCase(stored))], one);
		await one.contain(stored.case.id, { state: 'effective' });
		await untilDone([aRecord(aboutCase(stored))], one);
		expect(slack.messages[0]?.text).toMatch(/^<!subteam\S+ .*차단 완료/);
		expect(mentions()).toHaveLength(1);
		const low = await openCaseOf(one.cases, 'sora', 'low');
		await untilDone([aRecord(aboutCase(low))], one);
		await one.contain(low.case.id, { state: 'effective' });
		await untilDone([aRecord(aboutCase(low))], one);
		expect(mentions()).toHaveLength(1);
	});

	it('is in the thread, and in the channel, when a case rises or blocking fails', async () => {
		const one = given();
		const stored = await openCaseOf(one.cases, 'taeho', 'low');
		const records = [aRecord(aboutCase(stored))];
		await untilDone(records, one);
		await addAsJudge(one.cases, signInOf('taeho', 'critical', 1), { whose: stored.whose });
		await untilDone(records, one);
		one.wait(6 * MINUTE);
		await one.contain(stored.case.id, { state: 'failed', problem: NOT_REFERENCED });
		await untilDone(records, one);
		const loud = slack.messages.filter(({ reply_broadcast }) => reply_broadcast === true);
		expect(loud.map(({ text }) => text)).toEqual([
			expect.stringMatching(/^<!subteam\S+ .*`taeho`.*\n심각도가/),
			expect.stringMatching(/^<!subteam\S+ .*`taeho`.*\n🚨 차단 실패/),
		]);
		expect(mentions()).toEqual(loud);
	});

	it('is in the line for another channel too', async () => {
		const rules = [{ severity: 'critical', account: null, channel: 'C0URGENT' }] as const;
		const one = given({ channels: slackChannels(CHANNEL, rules) });
		const stored = await openCaseOf(one.cases, 'taeho', 'low');
		await untilDone([aRecord(aboutCase(stored))], one);
		await addAsJudge(one.cases, signInOf('taeho', 'critical', 1), { whose: stored.whose });
		await untilDone([aRecord(aboutCase(stored))], one);
		expect(mentions().map(({ channel }) => channel)).toEqual([CHANNEL, 'C0URGENT']);
	});

	it('is in the first card of a quiet case of which blocking has failed already', async () => {
		const one = given();
		const stored = await openCaseOf(one.cases, 'taeho', 'low');
		await one.contain(stored.case.id, { state: 'failed', problem: NOT_REFERENCED });
		await untilDone([aRecord(aboutCase(stored))], one);
		expect(mentions()).toHaveLength(1);
	});

	it('is in the notice that blocking has stopped', async () => {
		const one = given();
		await one.notices.add(withBreaker(1));
		await untilDone([aRecord({ about: 'notice', id: 'breaker-1' })], one);
		expect(mentions()).toHaveLength(1);
		expect(one.told).toEqual([1]);
	});
});

/** A case that was mentioned, one that waits, and the notice that is to mention it. */
async function givenWaiting() {
	const one = given();
	await untilDone([aRecord(aboutCase(await openCaseOf(one.cases, 'first')))], one);
	await deliver([aRecord(aboutCase(await openCaseOf(one.cases, 'second')))], one.deps);
	const [notice] = await one.notices.due(9);
	if (notice === undefined) throw new Error('nothing waits');
	return { one, notice, records: [aRecord({ about: 'notice', id: notice.id })] };
}

describe('a mention that waits', () => {
	it.each([
		['nobody is on call any more', { onCall: null }],
		['its channel is not configured any more', { channels: slackChannels('C0OTHER') }],
	])('is given up if %s', async (_, over) => {
		const { one, records } = await givenWaiting();
		await untilDone(records, { ...one, deps: { ...one.deps, ...over } });
		expect(await one.notices.due(9)).toEqual([]);
		expect(mentions()).toHaveLength(1);
	});

	it('comes in time if the item of the channel is lost or damaged', async () => {
		const { one, records } = await givenWaiting();
		await untilDone(records, { ...one, deps: { ...one.deps, mentions: memoryMentions() } });
		expect(texts().at(-1)).toMatch(/^<!subteam\S+ 멘션 없이 올린 긴급 알림이 1건/);
		expect(gaps()[0]).toBeGreaterThanOrEqual(5 * MINUTE);
	});

	it('comes once, though another run has read it before that was recorded', async () => {
		const { one, notice, records } = await givenWaiting();
		one.wait(5 * MINUTE);
		await untilDone(records, one);
		let reads = 0;
		const find = async (id: string) => (++reads <= 2 ? notice : one.notices.find(id));
		const late = { ...one.deps, notices: { ...one.notices, find } };
		await untilDone([aRecord({ about: 'notice', id: notice.id }, 1, 'm2')], { ...one, deps: late });
		one.wait(5 * MINUTE);
		await untilDone(records, one);
		expect(mentions()).toHaveLength(2);
		expect(await one.notices.due(9)).toEqual([]);
	});

	it('comes once if the run is killed before it records that, and Slack allows no search', async () => {
		const { one, records } = await givenWaiting();
		one.wait(5 * MINUTE);
		slack.script({ method: 'conversations.history', error: 'missing_scope', times: 99 });
		const recordPosted = async () => {
			throw new Error('killed');
		};
		const killed = { ...one.deps, notices: { ...one.notices, recordPosted } };
		await deliver(records, killed);
		one.wait(6 * MINUTE);
		await untilDone(records, one);
		expect(mentions()).toHaveLength(2);
		expect(await one.notices.due(9)).toEqual([]);
	});
});

function gaps(): number[] {
	const times = mentions().map(({ ts }) => Number(ts) * 1000);
	return times.slice(1).map((time, at) => time - (times[at] ?? 0));
}

describe('mentions that come too soon', () => {
	it('are counted in the next one', async () => {
		const one = given();
		await untilDone([aRecord(aboutCase(await openCaseOf(one.cases, 'first')))], one);
		for (const name of ['second', 'third'])
			await deliver([aRecord(aboutCase(await openCaseOf(one.cases, name)))], one.deps);
		expect(mentions()).toHaveLength(1);
		one.wait(5 * MINUTE);
		await untilDone([aRecord(aboutCase(await openCaseOf(one.cases, 'fourth')))], one);
		expect(mentions()).toHaveLength(2);
		expect(texts().at(-1)).toMatch(/^<!subteam\S+ \(외 2건\) .*fourth/);
	});

	it('are mentioned together when nothing else comes, at the end of the five minutes', async () => {
		const one = given();
		await untilDone([aRecord(aboutCase(await openCaseOf(one.cases, 'lesser', 'high')))], one);
		one.wait(MINUTE);
		const worse = await openCaseOf(one.cases, 'root', 'critical');
		await untilDone([aRecord(aboutCase(worse))], one);
		expect(texts().at(-1)).toBe(
			`${MENTION} 멘션 없이 올린 긴급 알림이 1건 있습니다. 이 채널의 최근 메시지를 확인해 주세요.`,
		);
		expect(gaps()[0]).toBeGreaterThanOrEqual(5 * MINUTE);
		expect(gaps()[0]).toBeLessThan(5 * MINUTE + 10_000);
		// New hints wait behind this one for seconds only.
		expect(Math.max(...one.deferred)).toBeLessThanOrEqual(5000);
		expect(await one.notices.due(9)).toEqual([]);
	});

	it('do not use up the mention if the message cannot be posted', async () => {
		const one = given();
		const first = await openCaseOf(one.cases, 'first', 'critical');
		slack.script({ method: 'chat.postMessage', error: 'is_archived' });
		await deliver([aRecord(aboutCase(first))], one.deps);
		one.wait(4 * MINUTE + 59_000);
		await untilDone([aRecord(aboutCase(first), 2)], one);
		expect(mentions()).toHaveLength(1);
		await deliver([aRecord(aboutCase(await openCaseOf(one.cases, 'second')))], one.deps);
		expect(mentions()).toHaveLength(1);
	});

	it('leave the mention to another message if Slack refuses one in every form', async () => {
		const one = given();
		await openCaseOf(one.cases, 'worst', 'critical');
		const other = await openCaseOf(one.cases, 'other');
		slack.script({ method: 'chat.postMessage', error: 'invalid_blocks', times: 3 });
		await deliver([aRecord(aboutCase(other))], one.deps);
		expect(texts()).toEqual([expect.stringMatching(/^<!subteam.*other/)]);
	});

	it.each([MINUTE, 10 * MINUTE])(
		'include a card that is posted again after %i ms, because somebody deleted it',
		async (ms) => {
			const one = given();
			const stored = await openCaseOf(one.cases, 'taeho');
			await untilDone([aRecord(aboutCase(stored))], one);
			one.wait(ms);
			const [first] = slack.messages;
			slack.remove(first?.ts ?? '');
			await one.contain(stored.case.id, { state: 'effective' });
			await openCaseOf(one.cases, 'minji', 'medium');
			await deliver([aRecord(aboutCase(stored))], one.deps);
			await deliver([aRecord(aboutCase(await openCaseOf(one.cases, 'sora')))], one.deps);
			const since = slack.messages.filter((message) => message !== first);
			expect(since.filter(({ text }) => text.includes(MENTION))).toHaveLength(ms > MINUTE ? 1 : 0);
		},
	);

	it.each([DAY, -DAY])('do not wait for a clock that was wrong by %i ms', async (wrong) => {
		const one = given();
		await untilDone([aRecord(aboutCase(await openCaseOf(one.cases, 'first')))], one);
		await deliver([aRecord(aboutCase(await openCaseOf(one.cases, 'second')))], one.deps);
		one.wait(wrong);
		const calls = slack.calls.length;
		await untilDone([aRecord(aboutCase(await openCaseOf(one.cases, 'third')))], one);
		const sent = slack.calls.slice(calls).map(({ args }) => String(args.text));
		expect(sent.filter((text) => text.includes(MENTION))).toHaveLength(1);
		expect(sent.join()).toMatch(/외 1건.*third/);
		expect(await one.notices.due(9)).toEqual([]);
	});

	it('count by channel', async () => {
		const rules = [{ severity: 'critical', account: null, channel: 'C0URGENT' }] as const;
		const one = given({ channels: slackChannels(CHANNEL, rules) });
		await openCaseOf(one.cases, 'taeho', 'high');
		const stored = await openCaseOf(one.cases, 'root', 'critical');
		await deliver([aRecord(aboutCase(stored))], one.deps);
		expect(mentions()).toHaveLength(2);
	});

	it('are at most one in five minutes in a flood, and count every case', async () => {
		const one = given();
		let last = await openCaseOf(one.cases, 'person-0', 'critical');
		for (let number = 1; number < 50; number++)
			last = await openCaseOf(one.cases, `person-${number}`, 'critical');
		await untilDone([aRecord(aboutCase(last))], one);
		expect(slack.messages.filter(({ text }) => text.includes('person-'))).toHaveLength(50);
		expect(mentions().length).toBeGreaterThan(1);
		for (const gap of gaps()) expect(gap).toBeGreaterThanOrEqual(5 * MINUTE);
		expect(mentions().reduce((sum, { text }) => sum + mentionedIn(text), 0)).toBe(50);
	}, 30_000);
});
