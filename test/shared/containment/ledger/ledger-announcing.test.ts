import { describe, expect, it } from 'vitest';
import { dynamodbLedger } from '../../../../shared/containment/ledger/dynamodb-ledger.ts';
import { dynamodbPolicyLedger } from '../../../../shared/containment/ledger/dynamodb-policy-ledger.ts';
import type { Containment } from '../../../../shared/containment/ledger/ledger.ts';
import type { PublisherRun } from '../../../../shared/containment/ledger/ledger-policy.ts';
import { aSubmittedRequest, REQUESTED_AT } from '../../../support/a-submitted-request.ts';
import { withDynamo } from '../../../support/each-ledger.ts';
import { memoryLedger } from '../../../support/memory-ledger.ts';
import { publishDemand } from '../../../support/publish-demand.ts';

const dynamo = withDynamo();
const MINUTE = 60_000;

/** A ledger whose announcements fail while `isDown`. */
async function given(kind: 'in memory' | 'in DynamoDB') {
	const told: string[] = [];
	const channel = { isDown: true };
	const announce = async (changed: readonly Containment[], { holder }: PublisherRun) => {
		if (channel.isDown) throw new Error('the queue is down');
		told.push(...changed.map(({ caseId }) => `${caseId} by ${holder}`));
	};
	const table = await dynamo().makeTable();
	const ledger =
		kind === 'in memory'
			? memoryLedger(announce)
			: { ...dynamodbLedger(table), ...dynamodbPolicyLedger(table, announce) };
	const texts = new Map();
	const publish = (holder: string, minute: number) =>
		publishDemand(
			{ ledger, texts },
			{ policy: 'scp', holder, now: REQUESTED_AT + minute * MINUTE },
		);
	const request = (name: string) =>
		ledger.request(aSubmittedRequest({ occasion: name, caseId: name }));
	return { told, channel, ledger, publish, request };
}

describe.each(['in memory', 'in DynamoDB'] as const)('a ledger %s that cannot announce', (kind) => {
	it('has the next text published all the same, and announces both later', async () => {
		const { told, channel, ledger, publish, request } = await given(kind);
		const ids = [(await request('first')).id];
		expect(await publish('run-1', 1)).toBe(true);
		ids.push((await request('second')).id);
		expect(await publish('run-2', 2)).toBe(true);
		for (const id of ids) expect(await ledger.find(id)).toMatchObject({ state: 'effective' });
		await expect(ledger.announceAgain(9)).rejects.toThrow();
		channel.isDown = false;
		await ledger.announceAgain(9);
		expect(told).toEqual(['first by run-1', 'second by run-2']);
		await ledger.announceAgain(9);
		expect(told).toHaveLength(2);
	});
});

describe('a publisher that was killed before it announced', () => {
	it('leaves that to reconcile, and the next text does not wait', async () => {
		const { told, ledger, publish, request } = await given('in DynamoDB');
		const { id } = await request('first');
		// Its ninth call is the first of those that carry out what it has recorded.
		expect(await dynamo().killAt({ call: 9, when: 'before' }, () => publish('run-1', 1))).toBe(
			true,
		);
		const second = await request('second');
		// The queue is down still.
		expect(await publish('run-2', 2)).toBe(true);
		expect(await ledger.find(id)).toMatchObject({ state: 'effective' });
		expect(await ledger.find(second.id)).toMatchObject({ state: 'effective' });
		expect(told).toEqual([]);
	});
});
