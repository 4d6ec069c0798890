import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseMessage } from '../../../../shared/notification/card/case-message.ts';
import { textMessage } from '../../../../shared/notification/slack/channel-message.ts';
import { slackCaller } from '../../../../shared/notification/slack/slack-caller.ts';
import { slackMessages } from '../../../../shared/notification/slack/slack-messages.ts';
import { aCase, messageSettings } from '../../../support/a-case.ts';
import { type SlackRule, type SlackStandIn, startSlack } from '../../../support/slack-stand-in.ts';

const CHANNEL = 'C0EYES';
const TOKEN = 'xoxb-test-token';
const message = caseMessage(aCase(), messageSettings());
const posting = { channel: CHANNEL, message, key: 'case:1' };

let slack: SlackStandIn;
beforeAll(async () => {
	slack = await startSlack();
});
afterAll(() => slack.stop());
beforeEach(() => slack.reset());

/** The adapter with these tokens: each `forget` moves on to the next one. */
function adapter(...tokens: (string | null)[]) {
	let at = 0;
	const all = tokens.length === 0 ? [TOKEN] : tokens;
	const get = async () => all[Math.min(at, all.length - 1)] ?? null;
	const forget = () => {
		at++;
	};
	return slackMessages(slackCaller({ apiUrl: slack.apiUrl, token: { get, forget } }));
}

describe('slackMessages', () => {
	it('posts the message as it is, with its key as metadata', async () => {
		const posted = await adapter().post(posting);
		const [kept] = slack.messages;
		expect(posted).toEqual({ kind: 'posted', ts: kept?.ts });
		expect(kept).toMatchObject({ channel: CHANNEL, text: message.text, blocks: message.blocks });
		expect(kept?.attachments).toEqual(message.attachments);
		expect(kept?.metadata).toEqual({
			event_type: 'eyes_message',
			event_payload: { key: 'case:1' },
		});
		expect(slack.calls[0]).toMatchObject({
			token: TOKEN,
			args: { parse: 'none', unfurl_links: 'false' },
		});
	});

	it('replaces a message by a text, and removes the card', async () => {
		const messages = adapter();
		const posted = await messages.post(posting);
		if (posted.kind !== 'posted') throw new Error(posted.kind);
		const change = { channel: CHANNEL, ts: posted.ts, message: textMessage('new'), key: 'case:1' };
		expect(await messages.update(change)).toEqual({ kind: 'updated' });
		expect(slack.messages).toHaveLength(1);
		expect(slack.messages[0]).toMatchObject({ text: 'new', blocks: [], attachments: [] });
	});

	it('replies in a thread', async () => {
		const messages = adapter();
		const posted = await messages.post(posting);
		if (posted.kind !== 'posted') throw new Error(posted.kind);
		const reply = { ...textMessage('more'), reply_broadcast: true } as const;
		await messages.post({ channel: CHANNEL, message: reply, key: 'r', threadTs: posted.ts });
		expect(slack.messages[1]).toMatchObject({
			thread_ts: posted.ts,
			text: 'more',
			reply_broadcast: true,
		});
	});

	it.each([
		[
			{ status: 429, retryAfter: 7 },
			{ kind: 'later', afterMs: 7000 },
		],
		[{ status: 429 }, { kind: 'later', afterMs: 30_000 }],
		[{ error: 'ratelimited' }, { kind: 'later', afterMs: 30_000 }],
		[{ status: 503 }, { kind: 'later', afterMs: 10_000 }],
		[{ error: 'internal_error' }, { kind: 'later', afterMs: 10_000 }],
		[{ status: 404 }, { kind: 'refused', error: 'http_404' }],
		[{ error: 'invalid_blocks' }, { kind: 'malformed', error: 'invalid_blocks' }],
		[{ error: 'msg_blocks_too_long' }, { kind: 'malformed', error: 'msg_blocks_too_long' }],
		[{ error: 'channel_not_found' }, { kind: 'refused', error: 'channel_not_found' }],
		[
			{ error: 'not_in_channel' },
			{ kind: 'refused', remediation: expect.stringContaining('/invite') },
		],
		[
			{ error: 'constructor' },
			{ kind: 'refused', remediation: expect.stringContaining('docs.slack.dev') },
		],
		[{ error: 'message_not_found' }, { kind: 'gone' }],
	] satisfies [SlackRule, object][])(
		'answers %j with %j, after a single call',
		async (rule, answer) => {
			slack.script(rule);
			expect(await adapter().post(posting)).toMatchObject(answer);
			expect(slack.calls).toHaveLength(1);
		},
	);

	it('gives up if Slack does not answer or cannot be reached', async () => {
		slack.script({ hang: true });
		expect(await adapter().post(posting)).toEqual({ kind: 'later', afterMs: 5000 });
		const token = { get: async () => TOKEN, forget: () => {} };
		const nowhere = slackMessages(slackCaller({ apiUrl: 'http://127.0.0.1:9/api/', token }));
		expect(await nowhere.post(posting)).toEqual({ kind: 'later', afterMs: 5000 });
	}, 15_000);

	it('tries once more with a token that was changed in the meantime', async () => {
		slack.setToken('xoxb-new-token');
		expect(await adapter(TOKEN, 'xoxb-new-token').post(posting)).toMatchObject({ kind: 'posted' });
		expect(slack.calls.map(({ answer }) => answer)).toEqual(['invalid_auth', 'ok']);
		expect(await adapter(TOKEN, TOKEN).post(posting)).toMatchObject({ error: 'invalid_auth' });
		expect(slack.calls).toHaveLength(3);
	});

	it('does not call Slack without a token', async () => {
		expect(await adapter(null).post(posting)).toMatchObject({ kind: 'refused', error: 'no_token' });
		expect(slack.calls).toEqual([]);
	});
});

describe('slackMessages, searching for a message', () => {
	const since = Date.now();

	it('finds it by its key in the channel, the latest first', async () => {
		const messages = adapter();
		await messages.post(posting);
		const second = await messages.post(posting);
		await messages.post({ ...posting, key: 'case:2' });
		expect(await messages.find({ channel: CHANNEL, key: 'case:1', since })).toEqual(second);
		expect(await messages.find({ channel: CHANNEL, key: 'case:3', since })).toEqual({
			kind: 'absent',
		});
		expect(await messages.find({ channel: 'C0OTHER', key: 'case:1', since })).toEqual({
			kind: 'absent',
		});
	});

	it('finds a reply only in its thread', async () => {
		const messages = adapter();
		const card = await messages.post(posting);
		if (card.kind !== 'posted') throw new Error(card.kind);
		const reply = await messages.post({ ...posting, key: 'r', threadTs: card.ts });
		const asked = { channel: CHANNEL, key: 'r', since };
		expect(await messages.find({ ...asked, threadTs: card.ts })).toEqual(reply);
		expect(await messages.find(asked)).toEqual({ kind: 'absent' });
	});

	it('takes no message of another app or of another type for its own', async () => {
		const asked = { channel: CHANNEL, key: 'case:1', since };
		const other = { get: async () => 'xoxb-another-app', forget: () => {} };
		await slackMessages(slackCaller({ apiUrl: slack.apiUrl, token: other })).post(posting);
		expect(await adapter().find(asked)).toEqual({ kind: 'absent' });
		const metadata = { event_type: 'x', event_payload: { key: 'case:1' } };
		await fetch(`${slack.apiUrl}chat.postMessage`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
			body: JSON.stringify({ channel: CHANNEL, text: 'x', metadata }),
		});
		expect(await adapter().find(asked)).toEqual({ kind: 'absent' });
	});

	it('asks once which bot it is, and does not know what is its own if Slack does not say', async () => {
		const asked = { channel: CHANNEL, key: 'case:1', since };
		const messages = adapter();
		slack.script({ method: 'auth.test', error: 'internal_error' });
		expect(await messages.find(asked)).toMatchObject({ kind: 'later' });
		slack.script({ method: 'auth.test', error: 'missing_scope' });
		expect(await messages.find(asked)).toEqual({ kind: 'unknown', why: 'missing_scope' });
		await messages.find(asked);
		await messages.find(asked);
		expect(slack.calls.filter(({ method }) => method === 'auth.test')).toHaveLength(3);
	});

	it('searches several pages, and does not know if there are too many', async () => {
		const messages = adapter();
		const first = await messages.post(posting);
		const note = { channel: CHANNEL, message: textMessage('x'), key: 'note' };
		for (let count = 0; count < 450; count++) await messages.post(note);
		expect(await messages.find({ channel: CHANNEL, key: 'case:1', since })).toEqual(first);
		for (let count = 0; count < 200; count++) await messages.post(note);
		expect(await messages.find({ channel: CHANNEL, key: 'case:1', since })).toMatchObject({
			kind: 'unknown',
		});
	}, 30_000);

	it('does not know without the scope, and answers later if Slack asks to wait', async () => {
		const asked = { channel: CHANNEL, key: 'case:1', since };
		slack.script({ method: 'conversations.history', error: 'missing_scope' });
		expect(await adapter().find(asked)).toEqual({ kind: 'unknown', why: 'missing_scope' });
		slack.script({ method: 'conversations.history', status: 429, retryAfter: 3 });
		expect(await adapter().find(asked)).toEqual({ kind: 'later', afterMs: 3000 });
	});
});
