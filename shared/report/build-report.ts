import {
	type AccountReport,
	AGE_BANDS,
	type Finding,
	type FlaggedCredential,
} from './account-report.ts';
import { severityRank } from './finding-codes.ts';
import type { Owner } from './owner.ts';
import {
	type CredentialReport,
	type FailedAccount,
	needsAction,
	type ReportCounts,
	type ReportedCredential,
} from './report.ts';

/** What a later report must know of an earlier one. */
export interface PreviousReport {
	/** The accounts that it could read. */
	readonly accounts: readonly string[];
	readonly failed: readonly string[];
	readonly ageBands: readonly number[];
	readonly credentials: readonly (Pick<FlaggedCredential, 'account' | 'user' | 'credential'> & {
		readonly owner: Pick<Owner, 'value' | 'source'> | null;
		readonly findings: readonly Pick<Finding, 'code' | 'severity'>[];
	})[];
}

interface Parts {
	readonly week: string;
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	readonly accounts: readonly AccountReport[];
	readonly failed: readonly FailedAccount[];
	/** The report of the week before, or null. */
	readonly previous: PreviousReport | null;
}

/** Puts the reports of all accounts together, and says what is new since the previous one. */
export function buildReport({ week, at, accounts, failed, previous }: Parts): CredentialReport {
	const known = previous === null ? null : comparisonWith(previous);
	const credentials = accounts
		.flatMap((account) => account.credentials)
		.map((one): ReportedCredential => ({ ...one, isNew: known?.isNew(one) ?? false }))
		.sort(bySeverity);
	return {
		...{ week, at, failed, credentials },
		accounts: accounts.map(({ credentials: _, ...account }) => account),
		counts: countsOf(credentials, accounts, known),
		ageBands: AGE_BANDS.map((_, band) => sum(accounts.map(({ ageBands }) => ageBands[band] ?? 0))),
		previousAgeBands: previous?.ageBands ?? null,
	};
}

/** True if somebody must do something about the credential. A user who is gone needs nothing. */
export function isActionNeeded({
	findings,
	isGone,
}: Pick<FlaggedCredential, 'findings' | 'isGone'>) {
	return !isGone && findings.some(needsAction);
}

interface Comparison {
	isNew(credential: FlaggedCredential): boolean;
	/** How many of the earlier report no longer need action. */
	resolved(now: readonly FlaggedCredential[], accounts: ReadonlySet<string>): number;
}

/**
 * An account that could not be read before or now says nothing: its findings are neither new nor
 * resolved.
 */
function comparisonWith({ credentials, failed }: PreviousReport): Comparison {
	const before = new Map(
		credentials.map((one) => [idOf(one), one.findings.filter(needsAction).map(({ code }) => code)]),
	);
	const unread = new Set(failed);
	return {
		isNew: (one) => {
			if (!isActionNeeded(one) || unread.has(one.account)) return false;
			const codes = before.get(idOf(one)) ?? [];
			return one.findings.some((finding) => needsAction(finding) && !codes.includes(finding.code));
		},
		resolved: (now, accounts) => {
			const open = new Set(now.filter(isActionNeeded).map(idOf));
			return credentials.filter(
				(one) =>
					one.findings.some(needsAction) && accounts.has(one.account) && !open.has(idOf(one)),
			).length;
		},
	};
}

function idOf({
	account,
	user,
	credential,
}: Pick<FlaggedCredential, 'account' | 'user' | 'credential'>): string {
	return JSON.stringify([account, user, credential]);
}

function countsOf(
	credentials: readonly ReportedCredential[],
	accounts: readonly AccountReport[],
	known: Comparison | null,
): ReportCounts {
	const action = credentials.filter(isActionNeeded);
	const read = new Set(accounts.map(({ account }) => account));
	const oldest = accounts.flatMap(({ oldestKeyDays }) => oldestKeyDays ?? []);
	return {
		accounts: accounts.length,
		users: sum(accounts.map(({ users }) => users)),
		activeKeys: sum(accounts.map(({ activeKeys }) => activeKeys)),
		action: action.length,
		new: known === null ? null : action.filter(({ isNew }) => isNew).length,
		resolved: known?.resolved(credentials, read) ?? null,
		withoutOwner: action.filter(({ owner }) => owner === null).length,
		oldestKeyDays: oldest.length === 0 ? null : Math.max(...oldest),
	};
}

function bySeverity(one: ReportedCredential, other: ReportedCredential): number {
	return (
		worstOf(other) - worstOf(one) ||
		(other.ageDays ?? -1) - (one.ageDays ?? -1) ||
		compareText(one.account, other.account) ||
		compareText(one.user, other.user) ||
		compareText(one.credential, other.credential)
	);
}

function worstOf({ findings }: FlaggedCredential): number {
	return Math.max(...findings.map(({ severity }) => severityRank(severity)));
}

function compareText(one: string, other: string): number {
	return one < other ? -1 : one > other ? 1 : 0;
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
