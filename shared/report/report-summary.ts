import * as v from 'valibot';
import { AGE_BANDS } from './account-report.ts';
import { isActionNeeded } from './build-report.ts';
import { isCredential } from './is-credential.ts';
import { maskKeyId } from './mask-key-id.ts';
import type {
	CredentialReport,
	FailedAccount,
	ReportCounts,
	ReportedCredential,
} from './report.ts';

/** What the message in the channel shows. It is kept as JSON until it is posted. */
export interface ReportSummary {
	readonly week: string;
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	readonly counts: ReportCounts;
	readonly failed: readonly FailedAccount[];
	/** What could not be read in accounts that were read otherwise, one sentence each. */
	readonly notes: readonly FailedAccount[];
	readonly ageBands: readonly number[];
	readonly previousAgeBands: readonly number[] | null;
	/** The most severe of those that somebody must do something about, the oldest first. */
	readonly credentials: readonly ReportedCredential[];
	/** How many more there are. */
	readonly more: number;
}

/** So many rows fit into the table of a message. */
const MOST_ROWS = 60;

/** Takes from a report what the message shows. Key ids are masked unless `fullKeyIds`. */
export function summaryOf(
	report: CredentialReport,
	{ fullKeyIds }: { readonly fullKeyIds: boolean },
): ReportSummary {
	const { week, at, counts, failed, ageBands, previousAgeBands } = report;
	// A report begins with the most severe, so a young root key is never left out.
	const rows = report.credentials.filter(isActionNeeded);
	return {
		...{ week, at, counts, failed, ageBands, previousAgeBands },
		notes: notesOf(report),
		credentials: rows
			.slice(0, MOST_ROWS)
			.toSorted((one, other) => ageOf(other) - ageOf(one))
			.map((one) => (fullKeyIds ? one : { ...one, credential: maskKeyId(one.credential) })),
		more: Math.max(0, rows.length - MOST_ROWS),
	};
}

/** Gives what could not be read of accounts, each with its account. */
export function notesOf({ accounts }: Pick<CredentialReport, 'accounts'>): FailedAccount[] {
	return accounts.flatMap(({ account, notes }) => notes.map((why) => ({ account, why })));
}

function ageOf({ ageDays }: ReportedCredential): number {
	return ageDays ?? Number.NEGATIVE_INFINITY;
}

const number = v.nullable(v.number());
const failedAccounts = v.array(v.object({ account: v.string(), why: v.string() }));
const bands = v.pipe(v.array(v.number()), v.length(AGE_BANDS.length));

const summary = v.object({
	week: v.string(),
	at: v.number(),
	counts: v.object({
		...{ accounts: v.number(), users: v.number(), activeKeys: v.number(), action: v.number() },
		...{ new: number, resolved: number, withoutOwner: v.number(), oldestKeyDays: number },
	}),
	failed: failedAccounts,
	notes: failedAccounts,
	ageBands: bands,
	previousAgeBands: v.nullable(bands),
	credentials: v.array(v.custom<ReportedCredential>(isCredential)),
	more: v.number(),
});

/** Reads a summary that was kept as JSON. Throws if it is anything else. */
export function readSummary(text: string): ReportSummary {
	return v.parse(v.pipe(v.string(), v.parseJson(), summary), text);
}
