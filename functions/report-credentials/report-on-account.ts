import type { AccountReport } from '../../shared/report/account-report.ts';
import type { ReadFailure } from '../../shared/report/answer.ts';
import type { KeyActivity } from '../../shared/report/credential-use.ts';
import type { AccountCredentials, UserCredentials } from '../../shared/report/credentials.ts';
import { reportAccount } from '../../shared/report/flag-credentials.ts';
import { readKeptKeys } from '../../shared/report/kept-keys.ts';
import { activityOfUses } from '../../shared/report/key-activity.ts';
import { readAccount } from '../../shared/report/read-account.ts';
import { accountFile, keysFile } from '../../shared/report/report-files.ts';
import type { ReportMessage } from '../../shared/report/report-message.ts';
import type { ReportDeps } from './deps.ts';

type AccountMessage = Extract<ReportMessage, { readonly about: 'account' }>;

interface Attempt {
	/** How many times the queue has delivered the message. */
	readonly attempt: number;
	/** When reading must stop, milliseconds since 1970. */
	readonly stopAt: number;
}

/** An account that could not be read so often is reported as failed. */
const MOST_ATTEMPTS = 3;
const JSON_TYPE = 'application/json';

/**
 * Reads one account and keeps what is to be reported about it. Gives false if another message goes
 * on with it. Throws if the queue must deliver the message again.
 */
export async function reportOnAccount(
	{ week, account, part }: AccountMessage,
	{ attempt, stopAt }: Attempt,
	deps: ReportDeps,
): Promise<boolean> {
	const { runs, archive, messages, now } = deps;
	const run = await runs.find(week);
	const item = run?.accounts.find((one) => one.account === account);
	if (item?.state !== 'waiting') return true;
	// The report is told without it, so there is nobody to read it for.
	if (run === null || run.toldAt !== null || now() >= run.deadline) return true;
	const kept = readKeptKeys(await archive.get(keysFile(account)));
	const activities = new Map<string, KeyActivity>();
	const judged = judgeWith(activities, deps);
	const read = await readAccount(account, kept, {
		reader: deps.reader,
		now,
		isTimeUp: () => now() >= stopAt,
		isFlagged: async (user, credentials) => {
			await addActivities(user, activities, deps);
			return judged({ ...credentials, users: [user] }, []).credentials.length > 0;
		},
	});
	if (read.kept !== undefined)
		await archive.put(keysFile(account), JSON.stringify(read.kept), JSON_TYPE);
	if (read.kind === 'failed') return noteFailure(read, { week, account, attempt }, deps);
	if (read.kind === 'unfinished') {
		await messages.send([{ about: 'account', week, account, part: part + 1 }]);
		return false;
	}
	const report = judged(read.credentials, read.notes);
	await archive.put(accountFile(week, account), JSON.stringify(report), JSON_TYPE);
	await runs.finishAccount(week, account, { state: 'read', at: now(), note: null });
	return true;
}

/** Judges with what the table knows of the keys whose activity was read before. */
function judgeWith(activities: ReadonlyMap<string, KeyActivity>, { settings }: ReportDeps) {
	return (credentials: AccountCredentials, notes: readonly string[]): AccountReport =>
		reportAccount(credentials, settings, {
			notes,
			activityOf: (keyId) => ({ history: activities.get(keyId) ?? null, trail: null }),
			makerOf: () => null,
		});
}

/** Reads from which networks the active keys of a user were used, as sign-ins have shown. */
async function addActivities(
	{ keys }: UserCredentials,
	activities: Map<string, KeyActivity>,
	{ keyUses }: ReportDeps,
): Promise<void> {
	for (const { id, status } of keys) {
		if (id === null || status !== 'active') continue;
		activities.set(id, activityOfUses(await keyUses.of(id)));
	}
}

async function noteFailure(
	{ why, isLasting }: ReadFailure,
	{ week, account, attempt }: { week: string; account: string; attempt: number },
	{ runs, telemetry, now }: ReportDeps,
): Promise<boolean> {
	telemetry.warn('account not read for the credential report', { week, account, attempt, why });
	if (!isLasting && attempt < MOST_ATTEMPTS) throw new Error(`account ${account} not read: ${why}`);
	telemetry.count('ReportAccountFailed');
	await runs.finishAccount(week, account, { state: 'failed', at: now(), why });
	return true;
}
