import { GetAccountSummaryCommand, IAMClient } from '@aws-sdk/client-iam';
import { REPORT_READER_ROLE, roleArn } from '../runtime/names.ts';
import { READING_LIMITS } from '../runtime/request-limits.ts';
import { assumedCredentials } from '../runtime/sts-assumed-clients.ts';
import type { AccountReader, RootSummary } from './account-reader.ts';
import { fetchCredentialReport } from './iam-credential-report.ts';
import { listServiceCredentials } from './iam-service-credentials.ts';
import {
	listAccessKeys,
	type OpenAccount,
	readKeyLastUsed,
	readUserDetails,
} from './iam-user-reads.ts';
import { ask, settle, settleOrGone } from './refused-read.ts';

export interface IamAccountReaderOptions {
	/** Gives a client that may read the account. It rejects with the error of STS. */
	clientFor(account: string): Promise<IAMClient>;
	/** Resolves after so many milliseconds. */
	readonly sleep: (ms: number) => Promise<unknown>;
}

/** Reads accounts from IAM. IAM is global, so each account is read once and not per Region. */
export function iamAccountReader({ clientFor, sleep }: IamAccountReaderOptions): AccountReader {
	async function open(account: string): Promise<OpenAccount> {
		const call = { action: 'sts:AssumeRole', where: `account ${account}` };
		return { account, client: await ask(call, () => clientFor(account)) };
	}
	return {
		credentialReport: (account) =>
			settle(async () => fetchCredentialReport({ ...(await open(account)), sleep })),
		rootSummary: (account) => settle(async () => readRootSummary(await open(account))),
		serviceCredentials: (account) =>
			settle(async () => listServiceCredentials(await open(account))),
		accessKeys: (account, user) =>
			settleOrGone(async () => listAccessKeys(await open(account), user)),
		keyLastUsed: (account, keyId) =>
			settleOrGone(async () => readKeyLastUsed(await open(account), keyId)),
		userDetails: (account, user) =>
			settleOrGone(async () => readUserDetails(await open(account), user)),
	};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
async function readRootSummary({ client, account }: OpenAccount): Promise<RootSummary> {
	const call = { action: 'iam:GetAccountSummary', where: `account ${account}` };
	const { SummaryMap = {} } = await ask(call, () => client.send(new GetAccountSummaryCommand()));
	const some = (count: number | undefined) => (count === undefined ? null : count > 0);
	return {
		hasAccessKey: some(SummaryMap.AccountAccessKeysPresent),
		hasPassword: some(SummaryMap.AccountPasswordPresent),
		hasMfa: some(SummaryMap.AccountMFAEnabled),
	};
}

export interface OpenAccountReader {
	readonly partition: string;
	/** The trails of other accounts name us by this session name. */
	readonly sessionName: string;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** Resolves after so many milliseconds. */
	readonly sleep: (ms: number) => Promise<unknown>;
}

/**
 * Reads accounts with the report reader role of each, also the account of the function itself. One client
 * for each account is kept; no call is made yet.
 */
export function openAccountReader(options: OpenAccountReader): AccountReader {
	const { partition, sessionName, now, sleep } = options;
	const credentialsOf = assumedCredentials({ now, sessionName });
	const clients = new Map<string, IAMClient>();
	return iamAccountReader({
		sleep,
		clientFor: async (account) => {
			const credentials = credentialsOf(roleArn(partition, account, REPORT_READER_ROLE));
			// Assumed here, so that a missing role is not taken for a missing right of IAM.
			await credentials();
			const client = clients.get(account) ?? new IAMClient({ credentials, ...READING_LIMITS });
			clients.set(account, client);
			return client;
		},
	});
}
