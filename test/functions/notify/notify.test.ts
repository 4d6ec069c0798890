import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { slackChannels } from '../../../shared/outbox/slack-channels.ts';
import { RELEASED } from '../../support/a-standing.ts';
import { addAsJudge } from '../../support/an-addition.ts';
import { type SlackStandIn, startSlack } from '../../support/slack-stand-in.ts';
import {
	aboutCase,
	aRecord,
	CHANNEL,
	deliver,
	givenNotify,
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

const DONE = { batchItemFailures: [] };

function headers(): string[] {
	return slack.messages.map(({ blocks, text }) => JSON.stringify(blocks) + text);
}

function methods(): string[] {
	return slack.calls.map(({ method }) => method);
}

describe('notify', () => {
	it('posts a case once and measures how long it took', async () => {
		const given = givenNotify(slack);
		const stored = await openCaseOf(given.cases, 'taeho');
		const records = [aRecord(aboutCase(stored))];
		expect(await deliver(records, given.deps)).toEqual(DONE);
		expect(await deliver(records, given.deps)).toEqual(DONE);
		expect(methods()).toEqual(['chat.postMessage']);
		expect(slack.messages[0]).toMatchObject({
			channel: CHANNEL,
			metadata: { event_payload: { key: `case:${stored.case.id}` } },
		});
		expect(given.telemetry.counted).toEqual([
			'QueueAge',
			'SlackPosted card',
			'EventToMessage',
			'QueueAge',
		]);
		expect(await given.cases.due(10)).toEqual([]);
	});

	it('updates the card and replies in the thread about what has happened since', async () => {
		const given = givenNotify(slack);
		const stored = await openCaseOf(given.cases, 'taeho');
		const records = [aRecord(aboutCase(stored))];
		await deliver(records, given.deps);
		await given.contain(stored.case.id, { state: 'effective' });
		await deliver(records, given.deps);
		await given.contain(stored.case.id, { state: 'ended', ending: RELEASED });
		await deliver(records, given.deps);
		await deliver(records, given.deps);
		const [card, ...replies] = slack.messages;
		expect(JSON.stringify(card)).toContain('해제 완료');
		expect(replies.map(({ text }) => text)).toEqual([
			expect.stringContaining('차단 완료'),
			expect.stringContaining('`user/sora` 님이 차단을 해제했습니다'),
		]);
		expect(replies.every(({ thread_ts }) => thread_ts === card?.ts)).toBe(true);
		expect(methods().filter((method) => method === 'chat.update')).toHaveLength(2);
	});

	it('does not reply about what the first card showed already', async () => {
		const given = givenNotify(slack);
		const stored = await openCaseOf(given.cases, 'taeho');
		await given.contain(stored.case.id, { state: 'effective' });
		await deliver([aRecord(aboutCase(stored))], given.deps);
		await given.cases.touch(stored.case.id);
		await deliver([aRecord(aboutCase(stored))], given.deps);
		expect(methods()).toEqual(['chat.postMessage']);
		expect(await given.cases.due(10)).toEqual([]);
	});

	it('posts the most severe first, five in a run, and the rest later', async () => {
		const given = givenNotify(slack);
		for (let number = 0; number < 7; number++)
			await openCaseOf(given.cases, `info-${number}`, 'info');
		await openCaseOf(given.cases, 'high', 'high');
		const hinted = await openCaseOf(given.cases, 'info-9', 'info');
		await given.notices.add({
			id: 'breaker-1',
			kind: 'breaker-opened',
			at: NOW,
			facts: { number: '1', why: 'people' },
		});
		await openCaseOf(given.cases, 'root', 'critical');
		const records = [aRecord(aboutCase(hinted)), aRecord(aboutCase(hinted), 1, 'm2')];
		expect(await deliver(records, given.deps)).toEqual({
			batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }],
		});
		expect(given.deferred).toEqual([5000, 5000]);
		expect(headers()).toHaveLength(5);
		expect(headers()[0]).toContain('`root`');
		expect(headers()[1]).toContain('자동 차단 중지');
		expect(headers()[2]).toContain('`high`');
		await untilDone(records, given);
		expect(slack.messages).toHaveLength(11);
	});

	it('comes again when Slack says, without sleeping', async () => {
		const given = givenNotify(slack);
		const records = [aRecord(aboutCase(await openCaseOf(given.cases, 'taeho')))];
		slack.script({ status: 429, retryAfter: 30 });
		const started = Date.now();
		expect(await deliver(records, given.deps)).toEqual({
			batchItemFailures: [{ itemIdentifier: 'm1' }],
		});
		expect(Date.now() - started).toBeLessThan(2000);
		expect(given.deferred).toEqual([30_000]);
		await untilDone(records, given);
		expect(slack.messages).toHaveLength(1);
	});

	it('posts each message once after Slack was down', async () => {
		const given = givenNotify(slack);
		const first = await openCaseOf(given.cases, 'taeho');
		await openCaseOf(given.cases, 'minji');
		slack.script({ status: 503, times: 12 });
		await untilDone([aRecord(aboutCase(first), 9)], given);
		expect(slack.messages).toHaveLength(2);
	});

	it('searches for a message whose answer was lost before it posts another', async () => {
		const given = givenNotify(slack);
		const records = [aRecord(aboutCase(await openCaseOf(given.cases, 'taeho')))];
		slack.script({ method: 'chat.postMessage', status: 503, taken: true });
		await untilDone(records, given);
		expect(slack.messages).toHaveLength(1);
		expect(methods()).toEqual([
			'chat.postMessage',
			'auth.test',
			'conversations.history',
			'chat.update',
		]);
	});

	it('posts once more if Slack does not allow a search', async () => {
		const given = givenNotify(slack);
		const records = [aRecord(aboutCase(await openCaseOf(given.cases, 'taeho')))];
		slack.script({ method: 'chat.postMessage', status: 503, taken: true });
		slack.script({ method: 'conversations.history', error: 'missing_scope', times: 9 });
		await untilDone(records, given);
		expect(slack.messages).toHaveLength(2);
	});

	it('posts what must be read, without details, if Slack refuses the card', async () => {
		const given = givenNotify(slack);
		const records = [aRecord(aboutCase(await openCaseOf(given.cases, 'taeho')))];
		slack.script({ error: 'too_many_attachments' });
		expect(await deliver(records, given.deps)).toEqual(DONE);
		expect(slack.messages[0]).toMatchObject({ attachments: [] });
		for (const fact of ['taeho', '192.0.2.77', 'harbor-prod', 'npm run eyes -- status'])
			expect(JSON.stringify(slack.messages[0]?.blocks)).toContain(fact);
	});

	it('posts the facts as text if Slack refuses that too', async () => {
		const given = givenNotify(slack);
		const records = [aRecord(aboutCase(await openCaseOf(given.cases, 'taeho')))];
		slack.script({ error: 'invalid_blocks', times: 2 });
		expect(await deliver(records, given.deps)).toEqual(DONE);
		expect(slack.messages[0]).toMatchObject({ blocks: [], attachments: [] });
		for (const fact of ['taeho', '192.0.2.77', 'harbor-prod', 'npm run eyes -- status'])
			expect(slack.messages[0]?.text).toContain(fact);
	});

	it('goes on with the others if Slack refuses one message in every form', async () => {
		const given = givenNotify(slack);
		const worst = await openCaseOf(given.cases, 'odd', 'critical');
		await openCaseOf(given.cases, 'taeho');
		slack.script({ error: 'invalid_blocks', times: 3 });
		expect(await deliver([aRecord(aboutCase(worst))], given.deps)).toEqual(DONE);
		expect(headers().join()).toContain('taeho');
		expect(given.telemetry.counted).toContain('SlackRefused invalid_blocks');
		expect(await given.cases.due(10)).toEqual([{ id: worst.case.id, severity: 'critical' }]);
	});

	it('keeps everything while Slack refuses, logs what to fix, and posts when it is fixed', async () => {
		const given = givenNotify(slack);
		const records = [aRecord(aboutCase(await openCaseOf(given.cases, 'taeho')), 50)];
		slack.script({ error: 'channel_not_found' });
		expect(await deliver(records, given.deps)).toEqual({
			batchItemFailures: [{ itemIdentifier: 'm1' }],
		});
		expect(given.deferred).toEqual([120_000]);
		expect(given.telemetry.counted).toContain('SlackRefused channel_not_found');
		expect(given.telemetry.logged).toContainEqual(
			expect.objectContaining({
				fields: expect.objectContaining({ remediation: expect.stringContaining('slack.channel') }),
			}),
		);
		await untilDone(records, given);
		expect(slack.messages).toHaveLength(1);
	});

	it('posts a card again that somebody deleted, and once in another channel', async () => {
		const given = givenNotify(slack);
		const stored = await openCaseOf(given.cases, 'taeho');
		const records = [aRecord(aboutCase(stored))];
		await deliver(records, given.deps);
		slack.remove(slack.messages[0]?.ts ?? '');
		await given.contain(stored.case.id, { state: 'effective' });
		await deliver(records, given.deps);
		expect(headers()).toEqual([expect.stringContaining('차단 완료')]);
		const elsewhere = { ...given.deps, channels: slackChannels('C0OTHER') };
		await given.contain(stored.case.id, { state: 'ended', ending: RELEASED });
		await deliver(records, elsewhere);
		await deliver(records, elsewhere);
		expect(slack.messages.map(({ channel }) => channel)).toEqual([CHANNEL, 'C0OTHER']);
	});

	it('does not post what another run has claimed, and does not wait for it for ever', async () => {
		const given = givenNotify(slack);
		const stored = await openCaseOf(given.cases, 'taeho');
		await given.cases.claim(stored.case.id, { by: 'another', at: NOW - 1000 }, 60_000);
		expect(
			(await deliver([aRecord(aboutCase(stored))], given.deps)).batchItemFailures,
		).toHaveLength(1);
		expect(given.deferred).toEqual([10_000]);
		expect(await deliver([aRecord(aboutCase(stored), 4)], given.deps)).toEqual(DONE);
		expect(slack.calls).toEqual([]);
		given.wait(60_000);
		await untilDone([aRecord(aboutCase(stored), 1, 'reconcile')], given);
		expect(slack.messages).toHaveLength(1);
	});

	it('posts an opening of the breaker once, and marks it as told', async () => {
		const given = givenNotify(slack);
		await given.notices.add({
			id: 'breaker-3',
			kind: 'breaker-opened',
			at: NOW,
			facts: { number: '3', why: 'moved' },
		});
		const records = [aRecord({ about: 'notice', id: 'breaker-3' })];
		await deliver(records, given.deps);
		await deliver(records, given.deps);
		expect(given.told).toEqual([3]);
		expect(slack.messages).toHaveLength(1);
	});

	it.each([['{'], ['{"about":"weather","id":"x"}'], ['']])(
		'drops the unreadable hint %j and posts what is due',
		async (body) => {
			const given = givenNotify(slack);
			await openCaseOf(given.cases, 'taeho');
			expect(await deliver([aRecord(body)], given.deps)).toEqual(DONE);
			expect(slack.messages).toHaveLength(1);
			expect(given.telemetry.logged).toContainEqual(expect.objectContaining({ level: 'error' }));
		},
	);

	it('posts nothing about a case that needs no message or does not exist', async () => {
		const given = givenNotify(slack);
		const judged = signInOf('quiet', 'info');
		const quiet = {
			...judged,
			verdict: { ...judged.verdict, disposition: 'watch' as const, posted: false },
		};
		const stored = await addAsJudge(given.cases, quiet);
		const hints = [
			aboutCase(stored),
			{ about: 'case', id: 'abcdef' },
			{ about: 'notice', id: 'x' },
		] as const;
		expect(
			await deliver(
				hints.map((hint) => aRecord(hint)),
				given.deps,
			),
		).toEqual(DONE);
		expect(slack.calls).toEqual([]);
	});

	it('posts the others if the table fails for one', async () => {
		const given = givenNotify(slack);
		const broken = await openCaseOf(given.cases, 'broken', 'critical');
		await openCaseOf(given.cases, 'taeho');
		const { find, ...rest } = given.cases;
		const cases = {
			...rest,
			find: (id: string) =>
				id === broken.case.id ? Promise.reject(new Error('damaged')) : find(id),
		};
		await deliver([aRecord({ about: 'notice', id: 'x' })], { ...given.deps, cases });
		expect(slack.messages).toHaveLength(1);
		expect(given.telemetry.logged).toContainEqual(
			expect.objectContaining({ level: 'error', message: 'message not posted' }),
		);
	});

	it('updates the card of a case that has grown, and counts in the thread', async () => {
		const given = givenNotify(slack);
		const stored = await openCaseOf(given.cases, 'taeho');
		const whose = stored.whose;
		await deliver([aRecord(aboutCase(stored))], given.deps);
		for (let minute = 1; minute < 6; minute++) {
			await addAsJudge(given.cases, signInOf('taeho', minute === 5 ? 'critical' : 'high', minute), {
				whose,
			});
			await deliver([aRecord(aboutCase(stored))], given.deps);
		}
		expect(JSON.stringify(slack.messages[0]?.blocks)).toContain('심각도 심각');
		expect(slack.messages.slice(1).map(({ text }) => text)).toEqual([
			expect.stringContaining('2건'),
			expect.stringContaining('5건'),
			expect.stringContaining('심각'),
		]);
	});
});
