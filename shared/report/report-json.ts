import * as v from 'valibot';
import type { Benchmark } from '../configuration/configuration.ts';
import { readInstant } from '../sign-in/instant.ts';
import { AGE_BANDS, type Finding } from './account-report.ts';
import type { PreviousReport } from './build-report.ts';
import type { CredentialUse, KeyActivity } from './credential-use.ts';
import { FINDING_CODES, FINDING_SEVERITIES, type FindingCode } from './finding-codes.ts';
import { OWNER_SOURCES } from './owner.ts';
import type { CredentialReport, ReportedCredential } from './report.ts';

/**
 * The report as one JSON object for other programs. Times are ISO 8601 in UTC; `credentials` holds
 * the flagged ones only. The next report reads it as the previous one.
 */
export function reportJson(
	report: CredentialReport,
	benchmarks: readonly Benchmark[],
	{ isIndented = false }: { readonly isIndented?: boolean } = {},
): string {
	const { week, at, accounts, failed, counts, ageBands, previousAgeBands, credentials } = report;
	return JSON.stringify(
		{
			...{ week, at: isoOf(at) },
			accounts: accounts.map((account) => ({ ...account, at: isoOf(account.at) })),
			...{ failed, counts, ageBands, previousAgeBands },
			credentials: credentials.map((one) => credentialJson(one, benchmarks)),
		},
		null,
		isIndented ? '\t' : '',
	);
}

function credentialJson(credential: ReportedCredential, benchmarks: readonly Benchmark[]) {
	const { user, account, partition, ageDays, owner, isNew, isGone } = credential;
	return {
		...{ user, account, partition, credential: credential.credential },
		created: isoOf(credential.createdAt),
		ageDays,
		lastUsed: isoOf(credential.lastUsedAt),
		owner,
		use: useJson(credential.use),
		findings: credential.findings.map(({ code, severity, dueAt, detail }) => ({
			...{ code, severity, due: isoOf(dueAt), detail },
			benchmarks: benchmarksOf(code, benchmarks),
		})),
		...{ isNew, isGone },
	};
}

function benchmarksOf(code: FindingCode, benchmarks: readonly Benchmark[]) {
	const { cis, ...others } = FINDING_CODES[code];
	return { cis: Object.fromEntries(benchmarks.map((one) => [one, cis[one]])), ...others };
}

function useJson({ iam, history, trail }: CredentialUse) {
	return {
		iam: iam === null ? null : { ...iam, at: isoOf(iam.at) },
		history: activityJson(history),
		trail: activityJson(trail),
	};
}

function activityJson(activity: KeyActivity | null) {
	if (activity === null) return null;
	const networks = activity.networks.map((one) => ({ ...one, lastAt: isoOf(one.lastAt) }));
	return { ...activity, networks, lastAt: isoOf(activity.lastAt) };
}

function isoOf(time: number | null): string | null {
	return time === null ? null : new Date(time).toISOString();
}

const CODES = Object.keys(FINDING_CODES) as FindingCode[];

const finding = v.object({
	code: v.picklist(CODES),
	severity: v.picklist(FINDING_SEVERITIES),
}) satisfies v.GenericSchema<unknown, Pick<Finding, 'code' | 'severity'>>;

const previous = v.object({
	week: v.pipe(v.string(), v.nonEmpty()),
	at: v.pipe(
		v.string(),
		v.check((text) => readInstant(text) !== null),
	),
	accounts: v.array(v.object({ account: v.string() })),
	failed: v.array(v.object({ account: v.string() })),
	ageBands: v.pipe(v.array(v.number()), v.length(AGE_BANDS.length)),
	credentials: v.array(
		v.object({
			account: v.string(),
			user: v.string(),
			credential: v.string(),
			owner: v.nullable(v.object({ value: v.string(), source: v.picklist(OWNER_SOURCES) })),
			findings: v.array(finding),
		}),
	),
});

/** Reads a report that `reportJson` wrote, or gives a sentence that says why it is none. */
export function readPreviousReport(
	text: string,
): { readonly previous: PreviousReport } | { readonly why: string } {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), previous), text);
	if (!parsed.success) {
		const [issue] = parsed.issues;
		return { why: `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}` };
	}
	const { accounts, failed, ...rest } = parsed.output;
	const idsOf = (list: typeof accounts) => list.map(({ account }) => account);
	return { previous: { ...rest, accounts: idsOf(accounts), failed: idsOf(failed) } };
}
