import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type ReportMessage, reportMessage } from '../../../shared/report/report-message.ts';
import { sqsReportMessages } from '../../../shared/report/sqs-report-messages.ts';

const QUEUE = 'https://sqs.ap-northeast-2.amazonaws.com/111122223333/eyes-report';
const ofAccount = (index: number): ReportMessage => {
	const account = String(index).padStart(12, '1');
	return { about: 'account', week: '2026-W49', account, part: 0 };
};

function givenQueue() {
	const client = new SQSClient({ region: 'ap-northeast-2' });
	const mock = mockClient(client);
	mock.on(SendMessageBatchCommand).resolves({});
	const batches = () =>
		mock
			.commandCalls(SendMessageBatchCommand)
			.map(({ args }) => (args[0].input.Entries ?? []).map((entry) => entry));
	return { mock, batches, messages: sqsReportMessages(client, QUEUE) };
}

describe('messages to the function of the report', () => {
	it('are sent ten at a time and can be read again', async () => {
		const { messages, batches } = givenQueue();
		const run: ReportMessage = { about: 'run', week: '2026-W49' };
		const sent = [...Array.from({ length: 20 }, (_, index) => ofAccount(index)), run];
		await messages.send(sent);
		expect(batches().map((batch) => batch.length)).toEqual([10, 10, 1]);
		const bodies = batches().flat();
		expect(
			bodies.map(({ MessageBody = '' }) => v.parse(reportMessage, JSON.parse(MessageBody))),
		).toEqual(sent);
		for (const batch of batches())
			expect(new Set(batch.map(({ Id }) => Id)).size).toBe(batch.length);
		expect(bodies.every(({ MessageGroupId }) => MessageGroupId === undefined)).toBe(true);
	});

	it('are not sent at all if there are none', async () => {
		const { messages, batches } = givenQueue();
		await messages.send([]);
		expect(batches()).toEqual([]);
	});

	it('reject if SQS accepts a part of them only', async () => {
		const { mock, messages } = givenQueue();
		const Failed = [{ Id: '1', Code: 'InternalError', SenderFault: false }];
		mock.on(SendMessageBatchCommand).resolves({ Failed });
		await expect(messages.send([ofAccount(1), ofAccount(2)])).rejects.toThrow(
			`1 messages not sent to ${QUEUE}: InternalError`,
		);
	});

	it.each([
		[{ about: 'account', week: '2026-W49', account: '1234', part: 0 }],
		[{ about: 'account', week: '2026-W49', account: '111122223333', part: -1 }],
		[{ about: 'account', week: '2026-49', account: '111122223333', part: 0 }],
		[{ about: 'run' }],
		[{ about: 'rumour', week: '2026-W49' }],
	])('are refused in another form: %j', (message) => {
		expect(v.is(reportMessage, message)).toBe(false);
	});
});
