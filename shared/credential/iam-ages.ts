import { setTimeout } from 'node:timers/promises';
import { IAMClient } from '@aws-sdk/client-iam';
import type { Table } from '../runtime/dynamodb-table.ts';
import { REQUEST_LIMITS } from '../runtime/request-limits.ts';
import type { ReaderCredentials } from '../runtime/sts-assumed-clients.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { dynamodbKeyBirthdays } from './dynamodb-key-birthdays.ts';
import { iamKeyAges } from './iam-key-ages.ts';
import { iamKeyOwners } from './iam-key-owners.ts';
import { iamUserAges } from './iam-user-ages.ts';
import type { KeyAges } from './key-age.ts';
import type { KeyOwners } from './key-owner.ts';
import type { UserAges } from './user-age.ts';

export interface OpenAges {
	readonly credentials: ReaderCredentials;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	readonly telemetry: Pick<Telemetry, 'warn'>;
}

/**
 * Finds the ages of access keys, users and passwords, and the owners of keys, with the reader role
 * of each account. One client for each account is kept; no call is made yet.
 */
export function openAges(
	table: Table,
	{ credentials, now, telemetry }: OpenAges,
): { readonly keyAges: KeyAges; readonly userAges: UserAges; readonly keyOwners: KeyOwners } {
	const clients = new Map<string, IAMClient>();
	const asking = {
		clientFor: async (account: string) => {
			const client = clients.get(account) ?? openIam(credentials(account));
			clients.set(account, client);
			return client;
		},
		remembered: dynamodbKeyBirthdays(table, now),
		sleep: (ms: number) => setTimeout(ms, undefined, { ref: false }),
		telemetry,
	};
	const keyAges = iamKeyAges({ ...asking, now });
	return {
		keyAges,
		userAges: iamUserAges({ ...asking, keyAges }),
		keyOwners: iamKeyOwners(asking),
	};
}

/** A sign-in waits for an age only for a few seconds; reconcile asks again later for a key's. */
function openIam(credentials: ReturnType<ReaderCredentials>): IAMClient {
	return new IAMClient({ credentials, maxAttempts: 2, requestHandler: REQUEST_LIMITS });
}
