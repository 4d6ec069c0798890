import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import {
	assumeRole,
	consoleLogin,
	deniedAssumeRole,
	iamUser,
	OFFICE,
	portalEvent,
	roleSession,
	UNTRUSTED,
	usingKey,
} from '../support/a-record.ts';
import { allItems } from '../support/all-items.ts';
import { examples } from '../support/examples.ts';
import { deliver, judgeDeps } from '../support/judge-deps.ts';
import { killableCalls, killableTable } from '../support/killable-calls.ts';
import { memoryTable } from '../support/memory-table.ts';

type Fields = Readonly<Record<string, unknown>>;

const SLOW = 3_600_000;
const at = (minute: number) => ({
	...{ eventTime: `2026-03-03T10:${20 + minute}:00Z`, eventID: `event-${minute}` },
	sourceIPAddress: UNTRUSTED,
});

function made(session: string, minute: number, over: Fields = {}): Fields {
	const arn = `arn:aws:sts::111122223333:assumed-role/deploy/${session}`;
	return assumeRole({
		...{ ...at(minute), eventID: `made-${session}` },
		requestParameters: {
			roleArn: 'arn:aws:iam::111122223333:role/ops/deploy',
			roleSessionName: session,
		},
		responseElements: {
			credentials: { accessKeyId: `ASIA${session}` },
			assumedRoleUser: { assumedRoleId: `AROADEPLOYEXAMPLE0001:${session}`, arn },
		},
		...over,
	});
}

/** Failures and a success, sessions and a chain, a portal whose token is used elsewhere, the office. */
const RECORDS: readonly Fields[] = [
	...[0, 1, 2].map((minute) => consoleLogin(at(minute), 'Failure')),
	consoleLogin(at(3)),
	...[made('s1', 4), made('s2', 4), made('t1', 5, { userIdentity: roleSession('deploy', 's1') })],
	deniedAssumeRole(at(6)),
	made('ari', 7, { sourceIPAddress: '198.51.100.9', userIdentity: iamUser('ari') }),
	portalEvent('UserAuthentication', {
		...at(8),
		additionalEventData: { UserName: 'kim', AuthWorkflowID: 'w1' },
	}),
	portalEvent('CreateToken', { ...at(9), sourceIPAddress: '198.51.100.77' }),
	...[11, 12, 13].map((minute) => usingKey('DescribeInstances', at(minute))),
	usingKey('AttachUserPolicy', { ...at(14), eventSource: 'iam.amazonaws.com' }),
	made('off', 10, { sourceIPAddress: OFFICE, userIdentity: iamUser('mina') }),
];

/**
 * Who is denied and until when, how many sign-ins and uses all cases have, and the breaker. A
 * chained session that arrives before the session it comes from has a case of its own, so cases may
 * be more.
 */
async function pictureOf(table: Table) {
	const { ledger, cases } = judgeDeps(table);
	const ends = new Map<string, number>();
	for (const { selector, state, until } of await ledger.open()) {
		const who = `${selector.value} ${state}`;
		ends.set(who, Math.max(until, ends.get(who) ?? 0));
	}
	let successes = 0;
	let failures = 0;
	let uses = 0;
	for (const { pk, sk } of await allItems(table)) {
		if (sk !== 'CASE') continue;
		const stored = await cases.find(String(pk).slice('CASE#'.length));
		successes += stored?.case.successes ?? 0;
		failures += stored?.case.failures ?? 0;
		uses += stored?.case.uses?.calls ?? 0;
	}
	return {
		denied: [...ends].toSorted(),
		successes,
		failures,
		uses,
		breaker: await ledger.breaker(),
	};
}

const shuffled = fc.shuffledSubarray([...RECORDS, ...RECORDS], { minLength: 2 * RECORDS.length });
const deaths = fc.array(
	fc.record({
		call: fc.integer({ min: 1, max: 40 }),
		when: fc.constantFrom('before' as const, 'after' as const),
	}),
	{ minLength: 2 * RECORDS.length, maxLength: 2 * RECORDS.length },
);

describe('the same records', () => {
	it('in any order, twice, with functions that die, deny the same people and lose nothing', {
		timeout: SLOW,
	}, async () => {
		const ordered = memoryTable();
		for (const record of RECORDS) await deliver(record, judgeDeps(ordered));
		const expected = await pictureOf(ordered);
		expect(expected.denied).toHaveLength(7);
		await fc.assert(
			fc.asyncProperty(shuffled, deaths, shuffled, async (killed, deathsOf, delivered) => {
				const table = memoryTable();
				for (const [n, record] of killed.entries()) {
					const calls = killableCalls();
					const { call = 1, when = 'before' } = deathsOf[n] ?? {};
					calls.killAt(call, when);
					await deliver(record, judgeDeps(killableTable(table, calls))).catch(() => {});
				}
				// SQS delivers each of them until it is done.
				for (const record of delivered) await deliver(record, judgeDeps(table));
				expect(await pictureOf(table)).toEqual(expected);
			}),
			examples('table'),
		);
	});
});
