import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
	addSideFiles,
	readAccessKeys,
	readServiceCredentials,
} from '../../../cli/report/side-files.ts';
import type { AccountReport } from '../../../shared/report/account-report.ts';
import type { AccountCredentials } from '../../../shared/report/credentials.ts';
import { reportAccount } from '../../../shared/report/flag-credentials.ts';
import { readCredentialReport } from '../../../shared/report/read-credential-report.ts';
import { REPORT_CASES as CASES, needsReportCases } from '../../support/needs.ts';
import { aConfiguration } from '../../support/some-settings.ts';

const codes = v.record(v.string(), v.array(v.string()));
const expectation = v.object({
	at: v.string(),
	fromCsvAlone: codes,
	withAccessKeys: codes,
	withServiceCredentials: codes,
});

function given() {
	const csv = readFileSync(join(CASES, 'credential-report-traps.csv'), 'utf8');
	const text = readFileSync(join(CASES, 'expected.json'), 'utf8');
	const expected = v.parse(expectation, JSON.parse(text));
	return { csv, expected, at: Date.parse(expected.at) };
}

function judge(accounts: readonly AccountCredentials[]): AccountReport[] {
	const settings = aConfiguration();
	return accounts.map((account) =>
		reportAccount(account, settings, {
			activityOf: () => ({ history: null, trail: null }),
			makerOf: () => null,
		}),
	);
}

function codesByUser(reports: readonly AccountReport[], users: readonly string[]) {
	const all = reports.flatMap(({ credentials }) => credentials);
	return Object.fromEntries(
		users.map((user) => [
			user,
			all
				.filter((one) => one.user === user)
				.flatMap(({ findings }) => findings.map(({ code }) => code))
				.sort(),
		]),
	);
}

describe('the traps of credential reports', () => {
	it('are judged right from the CSV alone, in any order of the rows', (context) => {
		needsReportCases(context);
		const { csv, expected, at } = given();
		const [header = '', ...rows] = csv.trim().split('\n');
		const shuffled = [header, ...rows.toReversed()].join('\n');
		for (const text of [csv, shuffled]) {
			const reports = judge(readCredentialReport(text, at));
			const users = Object.keys(expected.fromCsvAlone);
			expect(codesByUser(reports, users)).toEqual(expected.fromCsvAlone);
		}
	});

	it('are judged right with the side files', (context) => {
		needsReportCases(context);
		const { csv, expected, at } = given();
		const { accounts, unknown } = addSideFiles(readCredentialReport(csv, at), {
			accessKeys: readAccessKeys(join(CASES, 'access-keys.json')),
			serviceCredentials: readServiceCredentials(join(CASES, 'service-credentials.json')),
		});
		expect(unknown).toEqual([]);
		const all = {
			...expected.fromCsvAlone,
			...expected.withAccessKeys,
			...expected.withServiceCredentials,
		};
		expect(codesByUser(judge(accounts), Object.keys(all))).toEqual(all);
	});
});
