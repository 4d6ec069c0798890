import { reportCsv } from '../../shared/notification/report/report-csv.ts';
import { reportHtml } from '../../shared/notification/report/report-html.ts';
import { type Notice, reportNoticeId } from '../../shared/outbox/notices.ts';
import type { AccountReport } from '../../shared/report/account-report.ts';
import { buildReport, type PreviousReport } from '../../shared/report/build-report.ts';
import { weekBefore } from '../../shared/report/iso-week.ts';
import { type OwnerShare, ownerShares } from '../../shared/report/owner-shares.ts';
import { readAccountReport } from '../../shared/report/read-account-report.ts';
import type { CredentialReport, FailedAccount } from '../../shared/report/report.ts';
import {
	accountFile,
	ownersFile,
	reportFile,
	summaryFile,
	THREAD_FILES,
	threadFile,
} from '../../shared/report/report-files.ts';
import { readPreviousReport, reportJson } from '../../shared/report/report-json.ts';
import type { ReportRun } from '../../shared/report/report-runs.ts';
import { summaryOf } from '../../shared/report/report-summary.ts';
import type { ReportDeps } from './deps.ts';

/** A report is compared with the latest one of so many weeks before. */
const MOST_WEEKS_BACK = 8;

/**
 * Tells the report of a week, if every account was read or failed, or if time is up. Each step may
 * be repeated, and the notices are only added once, so a run that is killed anywhere ends in one
 * message.
 */
export async function finishRun(week: string, deps: ReportDeps): Promise<void> {
	const { runs, hints, telemetry, now } = deps;
	const run = await runs.find(week);
	if (run === null || run.toldAt !== null) return;
	const isWaiting = run.accounts.some(({ state }) => state === 'waiting');
	if (isWaiting && now() < run.deadline) return;
	const report = await putTogether(run, deps);
	const shares = ownerShares(report, deps.settings.report.owners);
	await keep(report, shares, deps);
	await addNotices(week, deps.settings.report.tellOwners ? shares.length : 0, deps);
	await runs.recordTold(week, now());
	await hints.toNotify([{ about: 'notice', id: reportNoticeId(week) }], `report ${week}`);
	telemetry.count('ReportTold');
	const { accounts, failed, counts } = report;
	const fields = { accounts: accounts.length, failed: failed.length, action: counts.action };
	telemetry.info('credential report told', { week, ...fields });
}

async function putTogether(run: ReportRun, deps: ReportDeps): Promise<CredentialReport> {
	const accounts: AccountReport[] = [];
	const failed: FailedAccount[] = [];
	for (const { account, state, why } of run.accounts) {
		const part = state === 'read' ? await partOf(run.week, account, deps) : null;
		if (part !== null) accounts.push(part);
		else failed.push({ account, why: why ?? NOT_IN_TIME });
	}
	const previous = await previousReport(run.week, deps);
	return buildReport({ week: run.week, at: deps.now(), accounts, failed, previous });
}

const NOT_IN_TIME =
	'it was not read within two hours; look in the log of report-credentials for this account';

/** A part that is missing or damaged makes the account a failed one, and never an empty one. */
async function partOf(
	week: string,
	account: string,
	{ archive, telemetry }: ReportDeps,
): Promise<AccountReport | null> {
	const text = await archive.get(accountFile(week, account));
	const part = text === null ? null : readAccountReport(text);
	if (part === null)
		telemetry.error('part of the credential report cannot be read', { week, account });
	return part;
}

/** The latest report before a week, or null. One that cannot be read is told and left out. */
async function previousReport(
	week: string,
	{ archive, telemetry }: ReportDeps,
): Promise<PreviousReport | null> {
	let before = week;
	for (let weeks = 0; weeks < MOST_WEEKS_BACK; weeks++) {
		before = weekBefore(before);
		const text = await archive.get(reportFile(before));
		if (text === null) continue;
		const read = readPreviousReport(text);
		if ('previous' in read) return read.previous;
		telemetry.error('earlier credential report cannot be read', { week: before, why: read.why });
	}
	return null;
}

async function keep(
	report: CredentialReport,
	shares: readonly OwnerShare[],
	{ archive, settings }: ReportDeps,
): Promise<void> {
	const { week } = report;
	const { benchmark, fullKeyIds } = settings.report;
	const JSON_TYPE = 'application/json';
	await archive.put(reportFile(week), reportJson(report, benchmark), JSON_TYPE);
	await archive.put(
		summaryFile(week),
		JSON.stringify(summaryOf(report, { fullKeyIds })),
		JSON_TYPE,
	);
	await archive.put(ownersFile(week), JSON.stringify(shares), JSON_TYPE);
	await archive.put(
		threadFile(week, 'csv'),
		reportCsv(report, settings),
		'text/csv; charset=utf-8',
	);
	await archive.put(
		threadFile(week, 'html'),
		reportHtml(report, settings),
		'text/html; charset=utf-8',
	);
}

/** The message comes first, because the files are put into its thread. */
async function addNotices(
	week: string,
	owners: number,
	{ notices, now }: ReportDeps,
): Promise<void> {
	const at = now();
	const id = reportNoticeId(week);
	const all: readonly Omit<Notice, 'at'>[] = [
		{ id, kind: 'credential-report', facts: { week } },
		...THREAD_FILES.map(
			(file) =>
				({ id: `${id}:${file}`, kind: 'credential-report-file', facts: { week, file } }) as const,
		),
		...Array.from(
			{ length: owners },
			(_, number) =>
				({
					id: `${id}:owner-${number}`,
					kind: 'credential-report-owner',
					facts: { week, number: String(number) },
				}) as const,
		),
	];
	// The order of the times is the order in which they are posted.
	for (const [place, notice] of all.entries()) await notices.add({ ...notice, at: at + place });
}
