import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OUTBOX_WRITES } from '../../../infra/table.ts';
import { dynamodbCases } from '../../../shared/case/dynamodb-cases.ts';
import { dynamodbBreakerLedger } from '../../../shared/containment/ledger/dynamodb-breaker-ledger.ts';
import { dynamodbLedger } from '../../../shared/containment/ledger/dynamodb-ledger.ts';
import { dynamodbMentions } from '../../../shared/outbox/dynamodb-mentions.ts';
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
				return (command: { input: { Key?: { pk: string }; Item?: { pk: string } } }) => {
					const isRead = command instanceof GetCommand || command instanceof QueryCommand;
					const { pk = '' } = command.input.Key ?? command.input.Item ?? {};
					const action = command.constructor.name.replace('Command', 'Item');
					if (!isRead) written.add(`${action} ${pk.replace(/#.*/, '#*')}`);
					return Reflect.apply(policy.send, policy, [command]);
				};
			},
		});
		const own = { ...table, client: watched };
		const { deps, wait } = givenNotify(slack, {
			...{ cases: dynamodbCases(own), notices: dynamodbNotices(own), ledger: dynamodbLedger(own) },
			...{ breaker: dynamodbBreakerLedger(own), mentions: dynamodbMentions(own) },
			onCall: 'S0ONCALL',
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
		// The breaker took the first mention, so the case had to wait.
		expect(slack.messages.filter(({ text }) => text.startsWith('<!subteam'))).toHaveLength(2);
		const allowed = Object.entries(OUTBOX_WRITES).flatMap(([action, partitions]) =>
			partitions.map((partition) => `${action} ${partition}`),
		);
		expect([...written].toSorted()).toEqual(allowed.toSorted());
		expect(allowed.join()).not.toMatch(/CONTAINMENT|POLICY|TEXT/);
	});
});
