import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText } from '../read-text.ts';

type Wrap = (values: readonly unknown[]) => unknown;

/** Each wraps all values, as AWS hands them out: some as JSON, most as text. */
const WRAPPERS: Readonly<Record<string, Wrap>> = {
	file: (Records) => ({ Records }),
	list: (values) => values,
	lookup: (values) => ({ Events: texts(values).map((CloudTrailEvent) => ({ CloudTrailEvent })) }),
	subscription: (values) => ({
		messageType: 'DATA_MESSAGE',
		owner: '111122223333',
		subscriptionFilters: ['f'],
		logEvents: texts(values).map((message, id) => ({ id: `${id}`, timestamp: 1, message })),
	}),
	filter: (values) => ({
		events: texts(values).map((message) => ({ logStreamName: 'x', message })),
		searchedLogStreams: [],
	}),
	sqs: (values) => ({ Messages: texts(values).map((Body) => ({ MessageId: '1', Body })) }),
	sqsInLambda: (values) => ({
		Records: texts(values).map((body) => ({ messageId: '1', body, eventSource: 'aws:sqs' })),
	}),
	sns: (values) => texts(values).map((Message) => ({ Type: 'Notification', Message })),
	snsInLambda: (values) => ({
		Records: texts(values).map((Message) => ({ EventSource: 'aws:sns', Sns: { Message } })),
	}),
	eventBridge: (values) =>
		values.map((detail) => ({ version: '0', account: '111122223333', detail })),
	lake: (values) => ({
		QueryStatus: 'FINISHED',
		QueryResultRows: texts(values).map((eventJson) => [{ eventID: 'x' }, { eventJson }]),
	}),
	lines: (values) => values.map((event) => ({ file: 'x', event })),
};

function texts(values: readonly unknown[]): string[] {
	return values.map((value) => JSON.stringify(value));
}

/** Texts inside a record look like wrappers and like records. */
const traps = fc.constantFrom(
	'plain',
	'{"eventSource":"sts.amazonaws.com","eventName":"AssumeRole","inner":true}',
	'{"Records":[{"eventSource":"sts.amazonaws.com","eventName":"x","inner":true}]}',
	'"}]}',
	'\\',
	'é\u2028\n',
);

const records = fc.array(
	fc
		.tuple(fc.constantFrom('sts', 's3', 'iam', 'kms'), traps, fc.jsonValue({ maxDepth: 2 }))
		.map(([service, message, parameters]) => ({
			eventSource: `${service}.amazonaws.com`,
			eventName: service === 'iam' ? 'CreateUser' : 'AssumeRole',
			recipientAccountId: '111122223333',
			requestParameters: { message, detail: { message }, parameters },
		})),
	{ minLength: 1, maxLength: 5 },
);

/** At most three wrappers, because each text in a text doubles the backslashes of the last. */
const nests = fc.array(fc.constantFrom(...Object.keys(WRAPPERS)), { minLength: 1, maxLength: 3 });
const forms = fc.constantFrom<readonly [string, (value: unknown) => string]>(
	['one line', (value) => JSON.stringify(value)],
	['indented', (value) => JSON.stringify(value, null, 2)],
	['concatenated', (value) => JSON.stringify(value).repeat(2)],
	['lines', (value) => `${JSON.stringify(value)}\n`.repeat(2)],
	['indented, concatenated', (value) => `${JSON.stringify(value, null, 1)}\n`.repeat(2)],
);

function wrapped(values: readonly unknown[], nest: readonly string[]): unknown {
	let all = values;
	for (const [depth, name] of nest.entries()) {
		const value = WRAPPERS[name]?.(all);
		if (depth === nest.length - 1) return value;
		all = Array.isArray(value) ? value : [value];
	}
	return all;
}

const isWatched = ({ eventSource }: { eventSource: string }) => /^(sts|iam)/.test(eventSource);

describe('a record in any nest of wrappers', () => {
	it('is found once with the same content, however the text is written and cut', () => {
		fc.assert(
			fc.property(
				records,
				nests,
				forms,
				fc.array(fc.nat(5000), { maxLength: 5 }),
				(all, nest, [form, write], cuts) => {
					const text = write(wrapped(all, nest));
					const times = /concatenated|lines/.test(form) ? 2 : 1;
					const { found, refused, records: count } = readText(text, cuts);
					expect(refused).toEqual([]);
					expect(count).toBe(times * all.length);
					const expected = JSON.parse(JSON.stringify(all.filter(isWatched)));
					expect(found.map(({ record }) => record)).toEqual(
						Array.from({ length: times }, () => expected).flat(),
					);
				},
			),
			{ numRuns: 1000 },
		);
	});

	it('is found, refused or counted if something else lies beside it', () => {
		const others = fc.constantFrom<readonly [unknown, 'refused' | 'others']>(
			[{ message: 'START RequestId' }, 'refused'],
			[{ a: 1 }, 'refused'],
			[7, 'refused'],
			[{ digestStartTime: 'x' }, 'others'],
			[{ eventType: 'AwsCloudTrailInsight' }, 'others'],
			[{ eventType: 'AwsAggregatedEvent', eventSource: 's3.amazonaws.com' }, 'others'],
			[{ eventSource: 'aws:s3', eventName: 'ObjectCreated:Put' }, 'others'],
			[{ messageType: 'CONTROL_MESSAGE', logEvents: [{ message: 'x' }] }, 'others'],
		);
		fc.assert(
			fc.property(records, fc.array(others), nests, (all, besides, nest) => {
				const values = [...all, ...besides.map(([value]) => value)];
				const read = readText(JSON.stringify(wrapped(values, nest)));
				const counted = Object.values(read.others).reduce((sum, count) => sum + count, 0);
				expect([read.records, read.refused.length, counted]).toEqual([
					all.length,
					besides.filter(([, as]) => as === 'refused').length,
					besides.filter(([, as]) => as === 'others').length,
				]);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('what CloudWatch Logs sends through Firehose', () => {
	it('is read without line ends, with control messages between', () => {
		const login = { eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin' };
		const sent = [
			{
				messageType: 'CONTROL_MESSAGE',
				logEvents: [{ id: '', message: 'CWL CONTROL MESSAGE: x' }],
			},
			WRAPPERS.subscription?.([login, login]),
			WRAPPERS.subscription?.([login]),
		];
		const text = sent.map((message) => JSON.stringify(message)).join('');
		expect(readText(text)).toMatchObject({
			found: [{ index: 1 }, { index: 2 }, { index: 3 }],
			refused: [],
			others: { 'control-message': 1 },
		});
	});
});
