import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UploadStarted } from '../../../../shared/notification/slack/channel-files.ts';
import { textMessage } from '../../../../shared/notification/slack/channel-message.ts';
import { slackCaller } from '../../../../shared/notification/slack/slack-caller.ts';
import { slackFiles } from '../../../../shared/notification/slack/slack-files.ts';
import { slackMessages } from '../../../../shared/notification/slack/slack-messages.ts';
import { slackPeople } from '../../../../shared/notification/slack/slack-people.ts';
import { type SlackRule, type SlackStandIn, startSlack } from '../../../support/slack-stand-in.ts';

const CHANNEL = 'C0EYES';
const BYTES = Buffer.from('\uFEFF사용자,키\r\n', 'utf8');
const CSV = { name: 'eyes-credentials-2026-W49.csv', bytes: BYTES };

let slack: SlackStandIn;
beforeAll(async () => {
	slack = await startSlack();
});
afterAll(() => slack.stop());
beforeEach(() => slack.reset());

function caller() {
	const token = { get: async () => 'xoxb-test-token', forget: () => {} };
	return slackCaller({ apiUrl: slack.apiUrl, token });
}

/** Starts an upload of the CSV. */
async function started(): Promise<UploadStarted> {
	const answer = await slackFiles(caller()).start(CSV);
	if (answer.kind !== 'started') throw new Error(answer.kind);
	return answer;
}

/** Posts the message of the report, and gives its `ts`. */
async function reportMessage(): Promise<string> {
	const posting = { channel: CHANNEL, message: textMessage('report'), key: 'report' };
	const answer = await slackMessages(caller()).post(posting);
	if (answer.kind !== 'posted') throw new Error(answer.kind);
	return answer.ts;
}

/** Shares an uploaded file. */
async function complete(fileId: string, threadTs: string) {
	const shared = { fileId, title: CSV.name, comment: 'The list', channel: CHANNEL, threadTs };
	return slackFiles(caller()).complete(shared);
}

describe('slackFiles', () => {
	it('puts the bytes of a file into the thread of a message', async () => {
		const threadTs = await reportMessage();
		const { fileId, uploadUrl } = await started();
		expect(await slackFiles(caller()).upload(uploadUrl, BYTES)).toEqual({ kind: 'uploaded' });
		expect(await complete(fileId, threadTs)).toEqual({ kind: 'completed' });
		const [file] = slack.files;
		expect(file).toMatchObject({ id: fileId, name: CSV.name, title: CSV.name });
		expect(Buffer.from(file?.bytes ?? [])).toEqual(BYTES);
		expect(slack.messages[1]).toMatchObject({
			...{ channel: CHANNEL, thread_ts: threadTs, text: 'The list', files: [fileId] },
		});
	});

	it('sends the token to the API, and never to the address of the upload', async () => {
		const { uploadUrl } = await started();
		await slackFiles(caller()).upload(uploadUrl, BYTES);
		expect(slack.calls.map(({ method, token }) => [method, token])).toEqual([
			['files.getUploadURLExternal', 'xoxb-test-token'],
			['upload', ''],
		]);
	});

	it('knows whether a file was shared, and not before it was', async () => {
		const files = slackFiles(caller());
		const threadTs = await reportMessage();
		const { fileId, uploadUrl } = await started();
		expect(await files.isShared(fileId)).toEqual({ kind: 'not-shared' });
		await files.upload(uploadUrl, BYTES);
		expect(await files.isShared(fileId)).toEqual({ kind: 'not-shared' });
		await complete(fileId, threadTs);
		expect(await files.isShared(fileId)).toEqual({ kind: 'shared' });
	});

	it('finds that a file was shared although the answer got lost', async () => {
		const threadTs = await reportMessage();
		const { fileId, uploadUrl } = await started();
		await slackFiles(caller()).upload(uploadUrl, BYTES);
		slack.script({ method: 'files.completeUploadExternal', status: 503, taken: true });
		expect(await complete(fileId, threadTs)).toEqual({ kind: 'later', afterMs: 10_000 });
		expect(await slackFiles(caller()).isShared(fileId)).toEqual({ kind: 'shared' });
		// Slack completes an upload only once.
		expect(await complete(fileId, threadTs)).toEqual({ kind: 'gone' });
		expect(slack.messages).toHaveLength(2);
	});

	it('says that the thread is gone', async () => {
		const { fileId, uploadUrl } = await started();
		await slackFiles(caller()).upload(uploadUrl, BYTES);
		expect(await complete(fileId, '1.000001')).toEqual({ kind: 'gone' });
	});

	it.each([
		[
			{ status: 429, retryAfter: 7 },
			{ kind: 'later', afterMs: 7000 },
		],
		[{ status: 429 }, { kind: 'later', afterMs: 10_000 }],
		[{ status: 503 }, { kind: 'later', afterMs: 10_000 }],
		[{ status: 403 }, { kind: 'refused', error: 'upload_http_403' }],
	] satisfies [SlackRule, object][])('answers %j at the upload with %j', async (rule, answer) => {
		const { uploadUrl } = await started();
		slack.script({ method: 'upload', ...rule });
		expect(await slackFiles(caller()).upload(uploadUrl, BYTES)).toMatchObject(answer);
	});

	it('refuses an address that nobody gave, and tries again where nobody listens', async () => {
		const { uploadUrl } = await started();
		const files = slackFiles(caller());
		expect(await files.upload(`${uploadUrl}0`, BYTES)).toMatchObject({ kind: 'refused' });
		expect(await files.upload('http://127.0.0.1:9/upload', BYTES)).toMatchObject({ kind: 'later' });
	});

	it.each([
		[
			{ status: 429, retryAfter: 3 },
			{ kind: 'later', afterMs: 3000 },
		],
		[
			{ error: 'missing_scope' },
			{ kind: 'refused', remediation: expect.stringContaining('scopes') },
		],
		[
			{ error: 'file_uploads_disabled' },
			{ kind: 'refused', remediation: expect.stringContaining('bucket of the reports') },
		],
	] satisfies [SlackRule, object][])('answers %j of any step with %j', async (rule, answer) => {
		const files = slackFiles(caller());
		slack.script({ ...rule, times: 3 });
		expect(await files.start(CSV)).toMatchObject(answer);
		expect(await complete('F1', '1.000001')).toMatchObject(answer);
		expect(await files.isShared('F1')).toMatchObject(answer);
	});
});

describe('slackPeople', () => {
	it('finds a person by their address, or that there is none', async () => {
		const people = slackPeople(caller());
		slack.people.set('sora@example.com', 'U0SORA000');
		expect(await people.idOf('sora@example.com')).toEqual({ kind: 'found', id: 'U0SORA000' });
		expect(await people.idOf('bora@example.com')).toEqual({ kind: 'absent' });
	});

	it.each([
		[
			{ status: 429, retryAfter: 3 },
			{ kind: 'later', afterMs: 3000 },
		],
		[
			{ error: 'missing_scope' },
			{ kind: 'refused', remediation: expect.stringContaining('scopes') },
		],
	] satisfies [SlackRule, object][])('answers %j with %j', async (rule, answer) => {
		slack.script(rule);
		expect(await slackPeople(caller()).idOf('sora@example.com')).toMatchObject(answer);
	});

	it('writes to the person', async () => {
		slack.people.set('sora@example.com', 'U0SORA000');
		const found = await slackPeople(caller()).idOf('sora@example.com');
		if (found.kind !== 'found') throw new Error(found.kind);
		const posting = { channel: found.id, message: textMessage('yours'), key: 'k' };
		expect(await slackMessages(caller()).post(posting)).toMatchObject({ kind: 'posted' });
		expect(slack.messages[0]).toMatchObject({ channel: 'D0SORA000', text: 'yours' });
	});
});
