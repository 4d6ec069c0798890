import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type JudgedSink, judgeLog, type PlacedSignIn } from '../../../cli/replay/judge-log.ts';
import { groupNumbers, RepeatedCalls } from '../../../cli/replay/repeated-calls.ts';
import { replayLine } from '../../../cli/replay/replay-line.ts';
import { SortedSignIns } from '../../../cli/replay/sorted-sign-ins.ts';
import { Summary } from '../../../cli/replay/summary.ts';
import { MemoryOwnAccounts } from '../../../shared/history/memory-own-accounts.ts';
import { isJudged } from '../../../shared/record/event-sources.ts';
import { signInFromRecord } from '../../../shared/sign-in/from-record.ts';
import { busyKeys } from '../../support/busy-keys.ts';
import { replaySettings } from '../../support/some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Reads the records as a file of a log, with or without a look at which of them repeat others. */
function sortedOf(records: readonly Fields[], calls: RepeatedCalls | null): SortedSignIns {
	const sorted = new SortedSignIns();
	for (const [index, record] of records.entries()) {
		if (!isJudged(record)) continue;
		const groups: Parameters<RepeatedCalls['find']>[1] = [];
		const call = calls?.find(record, groups) ?? null;
		for (const group of groups) sorted.addGroup(group);
		const signIn = signInFromRecord(record);
		if (call !== null) sorted.add({ file: 0, index, ...call });
		else if (signIn.kind === 'sign-in') sorted.add({ file: 0, index, signIn });
	}
	return sorted;
}

type Settings = Parameters<typeof replaySettings>[0];

/** Everything that replay tells of a log. */
async function told(signIns: Iterable<PlacedSignIn>, over: Settings) {
	const settings = replaySettings({ containment: { mode: 'contain' }, ...over });
	const accounts = new MemoryOwnAccounts();
	const all = [...signIns];
	for (const { signIn } of all) accounts.addDelivery(signIn);
	const summary = new Summary();
	summary.uses.settings = settings.configuration.use;
	const [judged, lines, cases]: [unknown[], string[], unknown[]] = [[], [], []];
	const sink: JudgedSink = {
		followed(followed, outcome, rehearsed) {
			const { signIn, verdict, theCase } = followed;
			judged.push({ signIn, verdict, outcome, theCase: theCase?.id ?? null });
			summary.uses.noteMade(signIn);
			summary.addFollowed(followed, { outcome, rehearsed });
		},
		async line({ item, followed, reasons }) {
			const { file, index, outcome } = item;
			const source = { file: String(file), index };
			lines.push(replayLine(source, { followed, reasons, outcome }));
		},
		async closed(theCase, plan) {
			cases.push({ theCase, plan });
			summary.addCase(theCase);
		},
		async summarised(day) {
			cases.push(day);
		},
	};
	await judgeLog(all, { settings, accounts }, sink);
	return { judged, lines, cases, summary: summary.lines() };
}

const someUse = fc.record({
	sessions: fc.boolean(),
	mode: fc.constantFrom('as-sign-ins', 'observe'),
	quietHours: fc.constantFrom(1, 2, 24),
});

it('tells the same of a log whether or not repeats are recognised', async () => {
	let repeats = 0;
	await fc.assert(
		fc.asyncProperty(busyKeys, someUse, fc.boolean(), async (records, use, isLong) => {
			// Twice the log has more repeats, and each record of the first half twice.
			const all = isLong ? [...records, ...records] : records;
			const found = [...sortedOf(all, new RepeatedCalls(groupNumbers(0, 1))).sorted()];
			repeats += found.filter(({ group }) => group !== undefined).length;
			const alone = [...sortedOf(all, null).sorted()];
			expect(found.map(({ group: _, ...one }) => one)).toEqual(alone);
			expect(await told(found, { use })).toEqual(await told(alone, { use }));
		}),
		{ numRuns: 100 },
	);
	expect(repeats).toBeGreaterThan(1_000);
}, 120_000);

it('counts each record once, also if a busy key is delivered twice', async () => {
	const record = (n: number) => ({
		...{ eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', eventID: `${n}` },
		eventTime: new Date(Date.UTC(2026, 2, 3, 1, 0, n)).toISOString(),
		...{ sourceIPAddress: '192.0.2.7', recipientAccountId: '111122223333' },
		userIdentity: {
			...{ type: 'IAMUser', userName: 'bora', accountId: '111122223333' },
			accessKeyId: 'AKIAEXAMPLE0000000001',
		},
	});
	const once = Array.from({ length: 50 }, (_, n) => record(n));
	const sorted = sortedOf([...once, ...once], new RepeatedCalls(groupNumbers(0, 1)));
	const { cases, summary } = await told(sorted.sorted(), {});
	expect(cases).toEqual([
		expect.objectContaining({
			theCase: expect.objectContaining({
				uses: expect.objectContaining({ calls: 50, actions: { 'ec2:DescribeInstances': 50 } }),
			}),
		}),
	]);
	expect(summary.join('\n')).toContain('1 key in 50 calls; 1 told, 49 joined what was told');
});

it('tells an action of an attacker again in each case', async () => {
	const hour = (n: number) => ({
		...{ eventSource: 'iam.amazonaws.com', eventName: 'AttachUserPolicy', eventID: `${n}` },
		eventTime: new Date(Date.UTC(2026, 2, 3, n)).toISOString(),
		...{ sourceIPAddress: '192.0.2.7', recipientAccountId: '111122223333' },
		userIdentity: {
			...{ type: 'IAMUser', userName: 'bora', accountId: '111122223333' },
			accessKeyId: 'AKIAEXAMPLE0000000001',
		},
	});
	const records = Array.from({ length: 120 }, (_, n) => hour(n));
	const found = await told(sortedOf(records, new RepeatedCalls(groupNumbers(0, 1))).sorted(), {});
	expect(found.summary.join('\n')).toContain('1 key in 120 calls; 5 told');
	expect(found).toEqual(await told(sortedOf(records, null).sorted(), {}));
});
