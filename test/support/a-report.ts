import type { Configuration } from '../../shared/configuration/configuration.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import type { ReportFileSettings } from '../../shared/notification/report/report-settings.ts';
import type { Finding } from '../../shared/report/account-report.ts';
import { buildReport } from '../../shared/report/build-report.ts';
import type { KeyActivity } from '../../shared/report/credential-use.ts';
import type { CredentialReport, ReportedCredential } from '../../shared/report/report.ts';
import { type ReportSummary, summaryOf } from '../../shared/report/report-summary.ts';
import { DAY } from '../../shared/report/whole-days.ts';
import { aConfiguration } from './some-settings.ts';

/** Monday, 30 November 2026, 09:00 in Seoul. */
export const REPORT_AT = Date.UTC(2026, 10, 30);

export function aFinding(given: Partial<Finding> = {}): Finding {
	return { code: 'key-too-old', severity: 'medium', dueAt: null, detail: null, ...given };
}

/** What a source knows of a key that `terraform 1.9` used yesterday. */
export function anActivity(given: Partial<KeyActivity> = {}): KeyActivity {
	const lastAt = REPORT_AT - DAY;
	return {
		calls: 12,
		networks: [{ network: 'seoul-hq', classification: 'trusted', lastAt }],
		networkCount: 1,
		services: ['s3', 'dynamodb'],
		actions: ['s3:GetObject', 'dynamodb:Query'],
		programs: ['terraform 1.9'],
		runsOn: null,
		days: 5,
		sessions: 0,
		lastAt,
		...given,
	};
}

/** An access key of `deploy` in prod that is 1,393 days old; the test names what differs. */
export function aReportedKey(given: Partial<ReportedCredential> = {}): ReportedCredential {
	const ageDays = given.ageDays === undefined ? 1393 : given.ageDays;
	const createdAt = ageDays === null ? null : REPORT_AT - ageDays * DAY;
	const dueAt = createdAt === null ? null : createdAt + 90 * DAY;
	return {
		account: '111122223333',
		partition: 'aws',
		user: 'deploy',
		credential: 'AKIAEXAMPLEDEPLO7Q2M',
		at: REPORT_AT,
		createdAt,
		ageDays,
		lastUsedAt: REPORT_AT - DAY,
		owner: { value: 'platform', source: 'tag', tag: 'Owner' },
		use: { iam: null, history: null, trail: anActivity() },
		findings: [aFinding({ severity: 'high', dueAt })],
		isGone: false,
		isNew: false,
		...given,
	};
}

/** A report that has read prod with 31 users and 12 active keys; the test names what differs. */
export function aReport(given: Partial<CredentialReport> = {}): CredentialReport {
	const credentials = given.credentials ?? [aReportedKey()];
	const account = {
		...{ account: '111122223333', partition: 'aws', at: REPORT_AT, users: 31, activeKeys: 12 },
		...{ ageBands: [4, 3, 2, 1, 2], oldestKeyDays: 1393, notes: [] },
	};
	const report = buildReport({
		...{ week: '2026-W49', at: REPORT_AT, failed: [], previous: null },
		accounts: [{ ...account, credentials }],
	});
	return { ...report, credentials, ...given };
}

/** The summary of a report; key ids are masked. */
export function aSummary(given: Partial<CredentialReport> = {}): ReportSummary {
	return summaryOf(aReport(given), { fullKeyIds: false });
}

/** The settings of the messages and files of a report: Korean, Seoul, prod and dev. */
export function reportSettings(
	given: Partial<ConfigurationInput> = {},
): ReportFileSettings & Configuration {
	return aConfiguration({
		...{ timeZone: 'Asia/Seoul', locale: 'ko', poweredBy: 'devops팀' },
		accounts: { '111122223333': 'prod', '444455556666': 'dev' },
		...given,
	});
}
