import { setTimeout as sleep } from 'node:timers/promises';
import { IAMClient } from '@aws-sdk/client-iam';
import type { AccountCredentials } from '../../shared/report/credentials.ts';
import { iamAccountReader } from '../../shared/report/iam-account-reader.ts';
import { readAccount } from '../../shared/report/read-account.ts';
import type { FailedAccount } from '../../shared/report/report.ts';
import { READING_LIMITS } from '../../shared/runtime/request-limits.ts';
import { inAwsWords } from '../operate/aws-words.ts';
import { askCaller } from '../operate/sts-caller.ts';
import { say } from '../terminal.ts';

export interface LiveAccount {
	readonly accounts: readonly AccountCredentials[];
	readonly failed: readonly FailedAccount[];
	/** What could not be read, by the id of the account. */
	readonly notes: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads the account of the AWS credentials in use (`AWS_PROFILE`, environment). It only reads, but
 * has IAM generate a credential report if the last one is older than four hours.
 */
export async function readLiveAccount(): Promise<LiveAccount> {
	// IAM and STS are global, and the SDK needs some Region.
	const region = process.env.AWS_REGION ?? 'us-east-1';
	const { account } = await inAwsWords(() => askCaller(region));
	say(`reading account ${account}; IAM may need a minute for its report`);
	const client = new IAMClient({ region, ...READING_LIMITS });
	const read = await readAccount(
		account,
		{},
		{
			reader: iamAccountReader({ clientFor: async () => client, sleep }),
			now: Date.now,
			isTimeUp: () => false,
			// One account is small enough to ask about every user.
			isFlagged: async () => true,
		},
	);
	switch (read.kind) {
		case 'read':
			return { accounts: [read.credentials], failed: [], notes: new Map([[account, read.notes]]) };
		case 'failed':
			return { accounts: [], failed: [{ account, why: read.why }], notes: new Map() };
		case 'unfinished':
			throw new Error('reading stopped, although it has no limit of time');
	}
}
