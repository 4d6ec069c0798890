import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OUTBOX_PARTITIONS } from '../../../infra/table.ts';
import { dynamodbCases } from '../../../shared/case/dynamodb-cases.ts';
import { dynamodbBreakerLedger } from '../../../shared/containment/ledger/dynamodb-breaker-ledger.ts';
import { dynamodbLedger } from '../../../shared/containment/ledger/dynamodb-ledger.ts';
import { dynamodbNotices } from '../../../shared/outbox/dynamodb-notices.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { type SlackStandIn, startSlack } from '../../support/slack-stand-in.ts';
import {
	aboutCase,
	aRecord,
	deliver,
	givenNotify,
	NOW,
	openCaseOf,
	untilDone,
} from './given-notify.ts';

const dynamo = withDynamo();

let slack: SlackStandIn;
beforeAll(async () => {
	slack = await startSlack(0, () => NOW);
});
afterAll(() => slack.stop());
beforeEach(() => slack.reset());

describe('messages that Slack refuses in every form', () => {
	it('do not block the others, however many and however severe they are', async () => {
		const given = givenNotify(slack);
		const worst = await openCaseOf(given.cases, 'odd-0', 'critical');
		for (let number = 1; number < 4; number++)
			await openCaseOf(given.cases, `odd-${number}`, 'critical');
		await openCaseOf(given.cases, 'taeho', 'info');
		const { messages } = given.deps;
		const deps = {
			...given.deps,
			messages: {
				...messages,
				post: (posting: Parameters<typeof messages.post>[0]) =>
					JSON.stringify(posting.message).includes('odd-')
						? Promise.resolve({ kind: 'malformed', error: 'invalid_blocks' } as const)
						: messages.post(posting),
			},
		};
		for (let run = 0; run < 6; run++) {
			const { batchItemFailures } = await deliver([aRecord(aboutCase(worst), run + 1)], deps);
			if (batchItemFailures.length === 0) break;
			given.wait(given.deferred.at(-1) ?? 0);
		}
		expect(slack.messages.map((message) => JSON.stringify(message)).join()).toContain('taeho');
	});
});

describe('a hint about a case that cannot be read', () => {
	it('does not block the others, and does not come again for ever', async () => {
		const given = givenNotify(slack);
		const broken = await openCaseOf(given.cases, 'broken', 'critical');
		await openCaseOf(given.cases, 'taeho');
		const { find, ...rest } = given.cases;
		const cases = {
			...rest,
			find: (id: string) =>
				id === broken.case.id ? Promise.reject(new Error('damaged')) : find(id),
		};
		const deps = { ...given.deps, cases };
		await untilDone([aRecord(aboutCase(broken), 9)], { ...given, deps });
		expect(slack.messages.map((message) => JSON.stringify(message)).join()).toContain('taeho');
	});
});

describe('notify', () => {
	it('writes only where its role may: no containment and no policy', async () => {
		const table = await dynamo().makeTable();
		const written = new Set<string>();
		const { client } = table;
		const watched = new Proxy(client, {
			get: (policy, name) => {
				if (name !== 'send') return Reflect.get(policy, name);
				return (command: { input: { Key?: { pk: string } } }) => {
					const isRead = command instanceof GetCommand || command instanceof QueryCommand;
					if (!isRead) written.add(`${command.constructor.name} ${command.input.Key?.pk}`);
					return Reflect.apply(policy.send, policy, [command]);
				};
			},
		});
		const own = { ...table, client: watched };
		const { deps, wait } = givenNotify(slack, {
			...{ cases: dynamodbCases(own), notices: dynamodbNotices(own), ledger: dynamodbLedger(own) },
			breaker: dynamodbBreakerLedger(own),
		});
		const stored = await openCaseOf(dynamodbCases(table), 'taeho');
		await dynamodbBreakerLedger(table).openBreaker({ why: 'people', at: NOW });
		await dynamodbNotices(table).add({
			...{
				id: 'breaker-1',
				kind: 'breaker-opened',
				at: NOW,
				facts: { number: '1', why: 'people' },
			},
		});
		await untilDone([aRecord(aboutCase(stored))], { deps, wait });
		await dynamodbCases(table).touch(stored.case.id);
		await untilDone([aRecord(aboutCase(stored))], { deps, wait });
		expect([...written].map((one) => one.split('#')[0]).toSorted()).toEqual([
			'UpdateCommand BREAKER',
			'UpdateCommand NOTICE',
			'UpdateCommand WHOSE',
		]);
		const allowed = OUTBOX_PARTITIONS.map((pattern) => pattern.replace(/#\*$/, '')).toSorted();
		expect(allowed).toEqual(['BREAKER', 'NOTICE', 'WHOSE']);
	});
});
