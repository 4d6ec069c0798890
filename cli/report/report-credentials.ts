import type { Configuration } from '../../shared/configuration/configuration.ts';
import { trustedNetworks } from '../../shared/network/judge-network.ts';
import { reportCsv } from '../../shared/notification/report/report-csv.ts';
import { reportHtml } from '../../shared/notification/report/report-html.ts';
import { reportText } from '../../shared/notification/report/report-text.ts';
import { buildReport, type PreviousReport } from '../../shared/report/build-report.ts';
import { type AccountCredentials, ROOT_ACCOUNT } from '../../shared/report/credentials.ts';
import { type FindingSeverity, severityRank } from '../../shared/report/finding-codes.ts';
import { reportAccount } from '../../shared/report/flag-credentials.ts';
import { isoWeek } from '../../shared/report/iso-week.ts';
import type { CredentialReport } from '../../shared/report/report.ts';
import { readPreviousReport, reportJson } from '../../shared/report/report-json.ts';
import { DAY } from '../../shared/report/whole-days.ts';
import { ALL_READ, FINDINGS, SOME_REFUSED } from '../exit-codes.ts';
import { loadConfiguration } from '../load-configuration.ts';
import { hasColours, printable, say, visibleJson, write } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { instantOf } from '../written-time.ts';
import type { ReportFormat, ReportOptions } from './options.ts';
import { readLiveAccount } from './read-live-account.ts';
import { type ReportsRead, readReports } from './read-reports.ts';
import { refusalLines, scanTrail, type TrailScan } from './scan-trail.ts';
import { addSideFiles, readAccessKeys, readServiceCredentials, textOf } from './side-files.ts';

/** Runs `eyes report credentials`. Gives the exit code. */
export async function reportCredentials(options: ReportOptions): Promise<number> {
	const configuration = await configurationOf(options);
	const written = options.at === null ? null : instantOf(options.at, configuration.timeZone);
	const previous = previousIn(options.previous);
	const trail = options.trail === null ? null : await readTrail(options.trail, configuration);
	const makers = makersIn(previous);
	const { accounts, failed, unknown, notes, generatedAt } = await readAccounts(options, written);
	const at = written ?? generatedAt ?? Date.now();
	if (written !== null) checkTime(written, accounts);
	warnOfOtherIds(accounts, previous);
	const notesOf = (account: AccountCredentials) => [
		...(notes.get(account.account) ?? []),
		...(trail === null ? [] : withoutIds(account)),
	];
	const report = buildReport({
		week: isoWeek(at, configuration.timeZone),
		...{ at, failed, previous },
		accounts: accounts.map((account) =>
			reportAccount(account, configuration, {
				notes: notesOf(account),
				activityOf: (keyId) => ({
					history: null,
					trail: trail === null ? null : (trail.activities.get(keyId) ?? NOTHING_SEEN),
				}),
				makerOf: (keyId, userArn) =>
					trail?.makers.get(keyId ?? '') ??
					makers.get(keyId ?? '') ??
					trail?.makers.get(userArn) ??
					null,
			}),
		),
	});
	await write(textIn(options.format, report, configuration));
	for (const name of unknown) say(`not in any credential report: ${printable(name)}`);
	const isIncomplete = failed.length + unknown.length > 0 || (trail?.refusals.size ?? 0) > 0;
	if (isIncomplete || accounts.some((account) => notesOf(account).length > 0)) return SOME_REFUSED;
	return hasFinding(report, options.failOn) ? FINDINGS : ALL_READ;
}

const NOTHING_SEEN = {
	...{ calls: 0, networks: [], networkCount: 0, services: [], actions: [], programs: [] },
	...{ runsOn: null, days: 0, sessions: 0, lastAt: null },
} as const;

async function configurationOf({
	config,
	trust,
	trail,
	benchmark,
}: ReportOptions): Promise<Configuration> {
	const today = new Date().toISOString().slice(0, 10);
	// Only a trail has addresses to judge. Without one, every setting has a default.
	const isOptional = trail === null;
	const { configuration, warnings } = await loadConfiguration({ config, trust, today, isOptional });
	if (trail !== null && configuration.networks.length === 0) {
		throw new UsageError(
			'--trail: without trusted networks every key would look stolen; add --trust office=CIDR, or ' +
				'networks in eyes.config.ts',
		);
	}
	if (!isOptional) for (const warning of warnings) say(`warning: ${warning}`);
	if (benchmark.length === 0) return configuration;
	return { ...configuration, report: { ...configuration.report, benchmark } };
}

function previousIn(path: string | null): PreviousReport | null {
	if (path === null) return null;
	const read = readPreviousReport(textOf(path));
	if ('previous' in read) return read.previous;
	throw new UsageError(
		`${path}: is not a report that --format json has written (${read.why}); leave --previous out ` +
			'for a first report',
	);
}

/** Who made a key stays known, also if the trail of that day is gone. */
function makersIn(previous: PreviousReport | null): ReadonlyMap<string, string> {
	return new Map(
		(previous?.credentials ?? []).flatMap(({ credential, owner }): [string, string][] =>
			owner?.source === 'created-by' ? [[credential, owner.value]] : [],
		),
	);
}

/** Reads the trail, and says which time it covers: a key may have been used before or after. */
async function readTrail(path: string, { networks, timeZone }: Configuration): Promise<TrailScan> {
	const scan = await scanTrail(path, trustedNetworks(networks));
	const { files, records, period } = scan;
	const format = new Intl.DateTimeFormat('sv', { timeZone });
	const covered =
		period === null ? 'no time' : `${format.format(period.from)} to ${format.format(period.to)}`;
	say(`trail: ${files} files, ${records.toLocaleString('en')} records, ${covered}`);
	for (const line of refusalLines(scan)) say(`trail, not readable: ${line}`);
	return scan;
}

async function readAccounts(options: ReportOptions, at: number | null) {
	const { paths, accessKeys, serviceCredentials } = options;
	if (paths.length === 0) {
		if (accessKeys !== null || serviceCredentials !== null) {
			throw new UsageError(
				'--access-keys and --service-credentials belong to credential reports on disk: name one',
			);
		}
		return { ...(await readLiveAccount()), unknown: [], generatedAt: null };
	}
	const read = readReports(paths, at ?? Date.now());
	sayTimeMissing(read, options);
	const sides = {
		accessKeys: accessKeys === null ? new Map() : readAccessKeys(accessKeys),
		serviceCredentials:
			serviceCredentials === null ? new Map() : readServiceCredentials(serviceCredentials),
	};
	const notes: ReadonlyMap<string, readonly string[]> = new Map();
	const { failed, generatedAt } = read;
	return { failed, notes, generatedAt, ...addSideFiles(read.accounts, sides) };
}

/** A wrong year would make every key look new. The clocks of AWS's hosts differ by seconds only. */
function checkTime(at: number, accounts: readonly AccountCredentials[]): void {
	const users = accounts.flatMap((account) => account.users);
	const times = users.flatMap(({ createdAt, keys }) => [
		createdAt ?? 0,
		...keys.map(({ changedAt }) => changedAt ?? 0),
	]);
	const newest = times.reduce((one, other) => Math.max(one, other), 0);
	if (newest - at < DAY) return;
	throw new UsageError(
		`--at: is before ${new Date(newest).toISOString()}, the newest time in the credential reports`,
	);
}

/** A credential report has no key ids, so nothing of a trail can be joined to its keys. */
function withoutIds({ users }: AccountCredentials): string[] {
	const keys = users.flatMap((user) => (user.user === ROOT_ACCOUNT ? [] : user.keys));
	const count = keys.filter(({ id, status }) => id === null && status === 'active').length;
	if (count === 0) return [];
	return [
		`the trail cannot be joined to ${count} active keys, because a credential report has no key ` +
			'ids: add --access-keys',
	];
}

/** Keys by their number and keys by their id cannot be recognised as the same. */
function warnOfOtherIds(
	accounts: readonly AccountCredentials[],
	previous: PreviousReport | null,
): void {
	if (previous === null) return;
	const isNumber = (credential: string) => /^access-key-\d+$/.test(credential);
	const before = previous.credentials.some(({ credential }) => isNumber(credential));
	const keys = accounts.flatMap(({ users }) => users.flatMap((user) => user.keys));
	const now = keys.some(({ id }) => id === null);
	if (before === now || keys.length === 0) return;
	say(
		'warning: only one of this report and the previous one was made with --access-keys, so keys ' +
			'count as resolved and as new',
	);
}

function sayTimeMissing({ isTimeMissing }: ReportsRead, { at }: ReportOptions): void {
	if (!isTimeMissing || at !== null) return;
	say('ages are counted up to now, because a CSV does not say when it was generated: --at TIME');
}

function textIn(
	format: ReportFormat,
	report: CredentialReport,
	configuration: Configuration,
): string {
	switch (format) {
		case 'csv':
			return reportCsv(report, configuration);
		case 'html':
			return reportHtml(report, configuration);
		case 'json':
			return `${visibleJson(reportJson(report, configuration.report.benchmark, { isIndented: true }))}\n`;
		case 'text':
			return reportText(report, configuration, { colour: hasColours(process.stdout) });
	}
}

function hasFinding({ credentials }: CredentialReport, failOn: FindingSeverity | null): boolean {
	if (failOn === null) return false;
	const rank = severityRank(failOn);
	return credentials.some(
		({ findings, isGone }) =>
			!isGone && findings.some(({ severity }) => severityRank(severity) >= rank),
	);
}
