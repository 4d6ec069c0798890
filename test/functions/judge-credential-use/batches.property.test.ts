import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withMemory } from '../../../functions/judge-credential-use/judge-uses.ts';
import type { Case } from '../../../shared/case/case.ts';
import { compareSignIns } from '../../../shared/sign-in/compare-sign-ins.ts';
import { ACCOUNT, iamUser, OFFICE, UNTRUSTED, usingKey } from '../../support/a-record.ts';
import { inReplay } from '../../support/both-ways.ts';
import { deliverBatch } from '../../support/deliver-uses.ts';
import { aSignInFrom } from '../../support/follow-records.ts';
import { CONTAIN, judgeDeps } from '../../support/judge-deps.ts';
import { memoryTable } from '../../support/memory-table.ts';

type Fields = Readonly<Record<string, unknown>>;

const T0 = Date.parse('2026-03-03T01:00:00Z');
/** All uses of a key at a network are one case. */
const SETTINGS = { ...CONTAIN, limits: { caseMinutes: 1_440 } };

const someUse = fc.record({
	second: fc.integer({ min: 0, max: 5 * 3_600 }),
	person: fc.constantFrom('ari', 'bora'),
	sourceIPAddress: fc.constantFrom(UNTRUSTED, '198.51.100.7', OFFICE),
	call: fc.constantFrom(
		['ec2.amazonaws.com', 'DescribeInstances'],
		['s3.amazonaws.com', 'ListBuckets'],
		['iam.amazonaws.com', 'AttachUserPolicy'],
		['cloudtrail.amazonaws.com', 'StopLogging'],
	),
	errorCode: fc.constantFrom(undefined, 'AccessDenied'),
});

const someRecords = fc.array(someUse, { minLength: 1, maxLength: 120, size: 'max' }).map((uses) =>
	uses
		.map(({ second, person, call: [eventSource, eventName = ''], ...over }, at): Fields => {
			const userIdentity = { ...iamUser(person), accessKeyId: `AKIA${person}EXAMPLE` };
			const eventTime = new Date(T0 + second * 1_000).toISOString();
			const eventID = `use-${String(at).padStart(3, '0')}`;
			return usingKey(eventName, { ...over, eventSource, eventTime, eventID, userIdentity });
		})
		.toSorted((one, other) => compareSignIns(aSignInFrom(one), aSignInFrom(other))),
);

/** Cuts the records into batches, and delivers some batches twice. Each goes to some process. */
const someDeliveries = fc.tuple(
	fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 200, maxLength: 200 }),
	fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 200, maxLength: 200 }),
);

function batchesOf(records: readonly Fields[], sizes: readonly number[]): Fields[][] {
	const batches: Fields[][] = [];
	let from = 0;
	for (const size of sizes) {
		if (from >= records.length) break;
		batches.push(records.slice(from, from + size));
		from += size;
	}
	return batches;
}

function outline({ name, openedAt, lastAt, severity, successes, failures, ...rest }: Case): string {
	const { uses, needsMessage } = rest;
	return JSON.stringify({
		name,
		openedAt,
		lastAt,
		severity,
		successes,
		failures,
		uses,
		needsMessage,
	});
}

describe('batches of uses, some delivered twice, over two processes', () => {
	it('give the cases that replay gives', async () => {
		await fc.assert(
			fc.asyncProperty(someRecords, someDeliveries, async (records, [sizes, marks]) => {
				const table = memoryTable();
				const deps = judgeDeps(table, SETTINGS);
				await deps.accounts.remember(aSignInFrom(usingKey('x', { recipientAccountId: ACCOUNT })));
				const processes = [withMemory(deps), withMemory(deps)];
				for (const [at, batch] of batchesOf(records, sizes).entries()) {
					const mark = marks[at] ?? 0;
					const process = processes[mark % 2] ?? withMemory(deps);
					for (let times = 0; times < (mark > 5 ? 2 : 1); times++)
						expect(await deliverBatch(batch, process)).toEqual([]);
				}
				const ids = deps.sent.notify.map((hint) => hint.split(' ')[1] ?? '');
				const stored = await Promise.all([...new Set(ids)].map((id) => deps.cases.find(id)));
				const found = stored.flatMap((one) => (one === null ? [] : [outline(one.case)]));
				const replay = await inReplay(records, SETTINGS);
				const expected = replay.cases.map((text) => outline(JSON.parse(text)));
				expect(found.toSorted()).toEqual(expected.toSorted());
			}),
			{ numRuns: 40 },
		);
	}, 120_000);
});
