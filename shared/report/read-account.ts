import type { AccountReader, ListedServiceCredential, RootSummary } from './account-reader.ts';
import { withAccessKeys } from './add-listed.ts';
import type { Answer, ReadFailure } from './answer.ts';
import { type AccountCredentials, ROOT_ACCOUNT, type UserCredentials } from './credentials.ts';
import { eachOf } from './each-of.ts';
import { isAskNeeded, type KeptKeys, keptUserOf } from './kept-keys.ts';
import { readCredentialReport } from './read-credential-report.ts';
import { addDetails } from './read-details.ts';
import { UnreadableReport } from './report-row.ts';

export interface ReadAccountDeps {
	readonly reader: AccountReader;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** True once the function must stop; what was read until then is kept. */
	readonly isTimeUp: () => boolean;
	/** True for users whose tags and policies are needed, because something is flagged. */
	readonly isFlagged: (user: UserCredentials, account: AccountCredentials) => Promise<boolean>;
}

/**
 * `unfinished`: time was up; call again with the keys that are kept now. A failure may have kept
 * some keys too. `notes`: sentences about
 * parts that could not be read, which the report must tell.
 */
export type AccountRead =
	| {
			readonly kind: 'read';
			readonly credentials: AccountCredentials;
			readonly kept: KeptKeys;
			readonly notes: readonly string[];
	  }
	| { readonly kind: 'unfinished'; readonly kept: KeptKeys }
	| (ReadFailure & { readonly kept?: KeptKeys });

/** So many users are asked about at once: IAM publishes no limit of requests. */
const AT_ONCE = 4;

/**
 * Reads all credentials of one account: the credential report, what it lacks of root and of
 * services, the access keys of the users whose row has changed, and more about flagged users.
 */
export async function readAccount(
	account: string,
	kept: KeptKeys,
	deps: ReadAccountDeps,
): Promise<AccountRead> {
	const { reader } = deps;
	const report = await reader.credentialReport(account);
	if (report.kind === 'failed') return report;
	const parsed = parse(report.value, account);
	if ('kind' in parsed) return parsed;
	const [root, services] = await Promise.all([
		reader.rootSummary(account),
		reader.serviceCredentials(account),
	]);
	const { credentials: found, notAsked } =
		services.kind === 'read' ? services.value : { credentials: [], notAsked: [services] };
	const notes = [...(root.kind === 'failed' ? [root] : []), ...notAsked].map(({ why }) => why);
	const reported = addSummary(addServices(parsed, found), root);
	if (hidesRootKey(reported, root)) notes.push(HIDDEN_ROOT_KEY);

	const listed = await listKeys(reported, kept, deps);
	if (listed.kind !== 'listed') return listed;
	const detailed = await addDetails(listed.credentials, { ...deps, atOnce: AT_ONCE });
	if (detailed.kind === 'failed') return { ...detailed, kept: listed.kept };
	// The next message need not list keys, and has all of its time for this.
	if (detailed.left > 0 && listed.asked > 0) return { kind: 'unfinished', kept: listed.kept };
	const late =
		detailed.left === 0
			? []
			: [`history, tags and policies of ${detailed.left} users were not read in time`];
	return {
		...{ kind: 'read', credentials: detailed.credentials, kept: listed.kept },
		notes: [...notes, ...detailed.notes, ...late],
	};
}

/** A report about another account, or about several, would be counted for the wrong one. */
function parse(
	{ csv, at }: { readonly csv: string; readonly at: number },
	account: string,
): AccountCredentials | ReadFailure {
	try {
		const [only, ...others] = readCredentialReport(csv, at);
		if (only?.account === account && others.length === 0) return only;
		return failed(`the credential report of account ${account} is about other accounts`);
	} catch (error) {
		if (!(error instanceof UnreadableReport)) throw error;
		return failed(`the credential report cannot be read: ${error.message}`);
	}
}

function failed(why: string): ReadFailure {
	return { kind: 'failed', why, isLasting: true };
}

/** A user who is younger than the report is added: their credential must not be overlooked. */
function addServices(
	account: AccountCredentials,
	found: readonly ListedServiceCredential[],
): AccountCredentials {
	const byUser = Map.groupBy(found, ({ user }) => user);
	const reported = new Set(account.users.map(({ user }) => user));
	const younger = [...byUser.keys()].filter((user) => !reported.has(user));
	const users = [...account.users, ...younger.map((user) => emptyUser(user, account))];
	return {
		...account,
		users: users.map((user) => ({
			...user,
			serviceCredentials: byUser.get(user.user) ?? [],
		})),
	};
}

function emptyUser(
	user: string,
	{ partition, account }: Pick<AccountCredentials, 'partition' | 'account'>,
): UserCredentials {
	return {
		user,
		arn: `arn:${partition}:iam::${account}:${user === ROOT_ACCOUNT ? 'root' : `user/${user}`}`,
		createdAt: null,
		hasMfa: false,
		password: { isEnabled: false, usedAt: null, changedAt: null },
		...{ keys: [], certificates: [], serviceCredentials: [] },
		...{ more: null, tags: null, quarantine: null, isGone: false },
	};
}

/** Adds what the summary of the account tells about root, which the report may hide. */
function addSummary(account: AccountCredentials, summary: Answer<RootSummary>): AccountCredentials {
	if (summary.kind === 'failed') return account;
	const { hasPassword, hasMfa } = summary.value;
	const users = account.users.map((user) => {
		if (user.user !== ROOT_ACCOUNT) return user;
		const isEnabled = hasPassword ?? user.password.isEnabled;
		return { ...user, hasMfa: hasMfa ?? user.hasMfa, password: { ...user.password, isEnabled } };
	});
	return { ...account, users };
}

const HIDDEN_ROOT_KEY =
	'IAM says that root has an access key, and the credential report shows none; look at it by hand';

function hidesRootKey({ users }: AccountCredentials, summary: Answer<RootSummary>): boolean {
	if (summary.kind === 'failed' || summary.value.hasAccessKey !== true) return false;
	return !users.some(({ user, keys }) => user === ROOT_ACCOUNT && keys.length > 0);
}

type Listed =
	| {
			readonly kind: 'listed';
			readonly credentials: AccountCredentials;
			readonly kept: KeptKeys;
			/** How many users IAM was asked about. */
			readonly asked: number;
	  }
	| { readonly kind: 'unfinished'; readonly kept: KeptKeys }
	| (ReadFailure & { readonly kept: KeptKeys });

/** Asks for the keys of every user that the kept keys do not answer for. */
async function listKeys(
	account: AccountCredentials,
	before: KeptKeys,
	{ reader, now, isTimeUp }: ReadAccountDeps,
): Promise<Listed> {
	const people = account.users.filter(({ user }) => user !== ROOT_ACCOUNT);
	// Users who are gone are left out, so that the kept keys do not grow for ever.
	const kept = Object.fromEntries(
		people.flatMap(({ arn }) => (before[arn] === undefined ? [] : [[arn, before[arn]]])),
	);
	const gone = new Set<string>();
	const asked = people.filter((user) => isAskNeeded(user, kept, now()));
	const failure = await eachOf(asked, AT_ONCE, async (user) => {
		if (isTimeUp()) return null;
		const answer = await reader.accessKeys(account.account, user.user);
		if (answer.kind === 'failed') return answer;
		if (answer.kind === 'gone') gone.add(user.arn);
		else kept[user.arn] = keptUserOf(user, answer.value, now());
		return null;
	});
	if (failure !== null) return { ...failure, kept };
	if (isTimeUp()) return { kind: 'unfinished', kept };
	const users = account.users.map((user) => {
		const known = kept[user.arn];
		if (gone.has(user.arn)) return { ...user, isGone: true };
		return known === undefined
			? user
			: withAccessKeys(
					user,
					known.keys.map((key) => ({ ...key, use: null })),
				);
	});
	return { kind: 'listed', credentials: { ...account, users }, kept, asked: asked.length };
}
