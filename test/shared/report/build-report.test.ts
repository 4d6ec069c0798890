import { describe, expect, it } from 'vitest';
import type { AccountReport, FlaggedCredential } from '../../../shared/report/account-report.ts';
import { buildReport } from '../../../shared/report/build-report.ts';
import type { CredentialReport } from '../../../shared/report/report.ts';
import { readPreviousReport, reportJson } from '../../../shared/report/report-json.ts';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/a-record.ts';
import { GENERATED } from '../../support/a-user.ts';

function aCredential(user: string, over: Partial<FlaggedCredential> = {}): FlaggedCredential {
	return {
		...{ account: ACCOUNT, partition: 'aws', user, credential: 'access-key-1' },
		...{ at: GENERATED, createdAt: 0, ageDays: 100, lastUsedAt: null, owner: null, isGone: false },
		use: { iam: null, history: null, trail: null },
		findings: [{ code: 'key-too-old', severity: 'medium', dueAt: null, detail: null }],
		...over,
	};
}

function anAccountReport(
	account: string,
	credentials: readonly FlaggedCredential[],
): AccountReport {
	return {
		...{ account, partition: 'aws', at: GENERATED, users: 10, activeKeys: 5 },
		...{ ageBands: [1, 1, 1, 1, 1], oldestKeyDays: 1393, notes: [] },
		credentials: credentials.map((one) => ({ ...one, account })),
	};
}

function build(
	accounts: readonly AccountReport[],
	{ failed = [], before = null }: { failed?: string[]; before?: CredentialReport | null } = {},
): CredentialReport {
	const read = before === null ? null : readPreviousReport(reportJson(before, ['7.0']));
	if (read !== null && !('previous' in read)) throw new Error(read.why);
	return buildReport({
		...{ week: '2026-W49', at: GENERATED, accounts, previous: read?.previous ?? null },
		failed: failed.map((account) => ({ account, why: 'AccessDenied' })),
	});
}

const info = { code: 'could-be-role', severity: 'info', dueAt: null, detail: null } as const;

describe('a report over all accounts', () => {
	it('counts what somebody must act on', () => {
		const credentials = [
			aCredential('old'),
			aCredential('hint', { findings: [info] }),
			aCredential('gone', { isGone: true }),
			aCredential('owned', { owner: { value: 'dana', source: 'tag', tag: 'Owner' } }),
		];
		const report = build([anAccountReport(ACCOUNT, credentials)]);
		expect(report.counts).toEqual({
			...{ accounts: 1, users: 10, activeKeys: 5, action: 2, new: null, resolved: null },
			...{ withoutOwner: 1, oldestKeyDays: 1393 },
		});
		expect(report.credentials).toHaveLength(4);
	});

	it('says what is new and what is resolved', () => {
		const before = build([anAccountReport(ACCOUNT, [aCredential('kept'), aCredential('done')])]);
		const now = build([anAccountReport(ACCOUNT, [aCredential('kept'), aCredential('fresh')])], {
			before,
		});
		expect(now.counts).toMatchObject({ action: 2, new: 1, resolved: 1 });
		expect(now.credentials.filter(({ isNew }) => isNew).map(({ user }) => user)).toEqual(['fresh']);
		expect(now.previousAgeBands).toEqual([1, 1, 1, 1, 1]);
	});

	it('calls nothing new or resolved in an account that could not be read', () => {
		const both = [
			anAccountReport(ACCOUNT, []),
			anAccountReport(OTHER_ACCOUNT, [aCredential('old')]),
		];
		const before = build(both);
		const failing = build([anAccountReport(ACCOUNT, [])], { before, failed: [OTHER_ACCOUNT] });
		expect(failing.counts).toMatchObject({ new: 0, resolved: 0 });
		expect(build(both, { before: failing }).counts).toMatchObject({ action: 1, new: 0 });
	});

	it('puts the most severe first, and is the same in any order of the accounts', () => {
		const root = aCredential('<root_account>', {
			findings: [{ code: 'root-key', severity: 'critical', dueAt: null, detail: null }],
		});
		const accounts = [
			anAccountReport(ACCOUNT, [aCredential('a'), aCredential('b', { ageDays: 400 })]),
			anAccountReport(OTHER_ACCOUNT, [root]),
		];
		const users = (list: readonly AccountReport[]) =>
			build(list).credentials.map(({ user }) => user);
		expect(users(accounts)).toEqual(['<root_account>', 'b', 'a']);
		expect(users(accounts.toReversed())).toEqual(['<root_account>', 'b', 'a']);
	});

	it('tells the benchmark numbers as texts', () => {
		const report = build([anAccountReport(ACCOUNT, [aCredential('old')])]);
		const json = JSON.parse(reportJson(report, ['5.0', '7.0']));
		expect(json.credentials[0].findings[0].benchmarks).toMatchObject({
			cis: { '5.0': '1.13', '7.0': '2.12' },
			securityHub: ['IAM.3'],
			ismsP: ['2.7.2'],
		});
	});

	it.each(['', '{}', '[]', '{"week":"2026-W48"}'])('refuses %j as an earlier report', (text) => {
		expect(readPreviousReport(text)).toHaveProperty('why');
	});
});
