import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { sqsDeferral } from '../../../shared/runtime/sqs-deferral.ts';

const QUEUE = 'https://sqs.ap-northeast-2.amazonaws.com/111122223333/eyes-contain.fifo';

describe('deferring a message', () => {
	it.each([
		['full seconds', 5_000, 5],
		['a second at least', 1, 1],
		['a part of a second rounded up', 2_001, 3],
		['twelve hours at most', 99 * 3_600_000, 43_200],
	])('hides it for %s', async (_, ms, seconds) => {
		const client = new SQSClient({ region: 'ap-northeast-2' });
		const mock = mockClient(client);
		mock.on(ChangeMessageVisibilityCommand).resolves({});
		await sqsDeferral(client, QUEUE).defer('receipt', ms);
		expect(mock.commandCalls(ChangeMessageVisibilityCommand)[0]?.args[0].input).toEqual({
			QueueUrl: QUEUE,
			ReceiptHandle: 'receipt',
			VisibilityTimeout: seconds,
		});
	});
});
