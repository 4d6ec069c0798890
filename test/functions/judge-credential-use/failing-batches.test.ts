import { describe, expect, it } from 'vitest';
import {
	judgeUses,
	type UseDeps,
	withMemory,
} from '../../../functions/judge-credential-use/judge-uses.ts';
import type { Table } from '../../../shared/runtime/dynamodb-table.ts';
import { iamUser, UNTRUSTED } from '../../support/a-record.ts';
import { anSqsRecord } from '../../support/an-sqs-record.ts';
import { deliverBatch, enough, useMessage } from '../../support/deliver-uses.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { casesOf } from '../../support/judge-deps.ts';
import { killableCalls, killableTable } from '../../support/killable-calls.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { calls, given, T0, use, usesOf } from '../../support/use-world.ts';

const dynamo = withDynamo();

describe('a batch of which not everything can be judged', () => {
	it('fails a message that cannot be read, and no other', async () => {
		const deps = given(await dynamo().makeTable());
		const messages = [
			...calls(0, 2).map((record, n) => useMessage(record, n)),
			anSqsRecord('no JSON', { messageId: 'odd' }),
			anSqsRecord('{"account":1}', { messageId: 'odder' }),
		];
		const failures = await judgeUses(messages, deps, { now: T0 + 10_000, remainingMs: enough });
		expect([...failures.keys()].toSorted()).toEqual(['odd', 'odder']);
		expect(await usesOf(deps)).toMatchObject({ calls: 2 });
		expect(deps.heard.counted).toEqual(expect.arrayContaining(['RefusedRecord not-json']));
	});

	it('leaves what it has no time for to the next run, and keeps what it has judged', async () => {
		const deps = given(await dynamo().makeTable());
		const keys = Array.from({ length: 6 }, (_, n) => ({
			userIdentity: { ...iamUser(), accessKeyId: `AKIA${n}EXAMPLE` },
		}));
		const batch = keys.flatMap((key, n) => calls(n * 2, 2, key));
		let left = 60_000;
		const remainingMs = () => {
			left -= 10_000;
			return left;
		};
		const again = await deliverBatch(batch, deps, { remainingMs });
		// Of the first keys the repeats are known too.
		expect(again).toEqual([8, 9, 10, 11]);
		expect(
			await deliverBatch(
				again.map((at) => batch[at] ?? {}),
				deps,
				{ received: 2 },
			),
		).toEqual([]);
		expect(await usesOf(deps)).toMatchObject({ calls: 12 });
	});

	it('has only the uses of a case come again that could not be written', async () => {
		const table = await dynamo().makeTable();
		const deps = given(table);
		const elsewhere = { sourceIPAddress: '198.51.100.7' };
		await deliverBatch([...calls(0, 2), ...calls(2, 2, elsewhere)], deps);
		const failing: UseDeps = withMemory({
			...deps,
			cases: {
				...deps.cases,
				join: (joining, recalled) => {
					if (joining.key.includes(UNTRUSTED)) throw new Error('throttled');
					return deps.cases.join(joining, recalled);
				},
			},
		});
		const batch = [...calls(10, 3), ...calls(20, 3, elsewhere)];
		const again = await deliverBatch(batch, failing);
		expect(again).toEqual([0, 1, 2]);
		await deliverBatch(
			again.map((at) => batch[at] ?? {}),
			deps,
			{ received: 2 },
		);
		expect((await casesOf(deps)).map((one) => one.case.uses?.calls)).toEqual([5, 5]);
	});
});

describe('a batch of a process that is killed and comes again', { timeout: 120_000 }, () => {
	const attach = use(7, 'AttachUserPolicy', { eventSource: 'iam.amazonaws.com' });
	const elsewhere = { sourceIPAddress: '198.51.100.7' };
	const batches = [
		[...calls(0, 4), ...calls(4, 2, elsewhere)],
		[attach, ...calls(8, 4), ...calls(12, 2, elsewhere)],
	];

	async function picture(table: Table, notify: readonly string[]) {
		const deps = given(table);
		deps.sent.notify.push(...notify);
		return (await casesOf(deps))
			.map(({ case: { uses, severity, reasons } }) => ({ uses, severity, reasons }))
			.toSorted((one, other) => (one.uses?.firstAt ?? 0) - (other.uses?.firstAt ?? 0));
	}

	async function undisturbed() {
		const table = memoryTable();
		const deps = given(table);
		for (const batch of batches) await deliverBatch(batch, deps);
		return picture(table, deps.sent.notify);
	}

	it.each(['before', 'after'] as const)(
		'ends as if it had not been: %s each call',
		async (when) => {
			const expected = await undisturbed();
			expect(expected.map(({ uses }) => uses?.calls)).toEqual([9, 4]);
			let isKilled = true;
			for (let call = 1; isKilled; call++) {
				const process = killableCalls();
				const table = memoryTable();
				const hinted: string[] = [];
				const start = () => {
					const deps = given(killableTable(table, process));
					const toNotify: typeof deps.hints.toNotify = (hints, change) =>
						process.run(() => {
							hinted.push(...hints.map(({ about, id }) => `${about} ${id} ${change}`));
						});
					return { ...deps, ...withMemory({ ...deps, hints: { ...deps.hints, toNotify } }) };
				};
				let deps = start();
				process.killAt(call, when);
				isKilled = false;
				for (const batch of batches) {
					for (let received = 1; ; received++) {
						const again = await deliverBatch(batch, deps, { received });
						if (!process.isKilled()) {
							expect(again).toEqual([]);
							break;
						}
						isKilled = true;
						process.restart();
						deps = start();
					}
				}
				expect(await picture(table, hinted)).toEqual(expected);
			}
		},
	);
});
