import { setTimeout } from 'node:timers/promises';
import { IAMClient } from '@aws-sdk/client-iam';
import type { Table } from '../runtime/dynamodb-table.ts';
import { READER_ROLE, roleArn } from '../runtime/names.ts';
import { REQUEST_LIMITS } from '../runtime/request-limits.ts';
import { assumedCredentials } from '../runtime/sts-assumed-clients.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { dynamodbKeyBirthdays } from './dynamodb-key-birthdays.ts';
import { iamKeyAges } from './iam-key-ages.ts';
import type { KeyAges } from './key-age.ts';

export interface OpenKeyAges {
	readonly partition: string;
	/** The trails of other accounts name us by this session name. */
	readonly sessionName: string;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	readonly telemetry: Pick<Telemetry, 'warn'>;
}

/**
 * Finds key ages with the reader role of each account. One client for each account is kept; no call
 * is made yet.
 */
export function openKeyAges(
	table: Table,
	{ partition, sessionName, now, telemetry }: OpenKeyAges,
): KeyAges {
	const credentials = assumedCredentials({ now, sessionName });
	const clients = new Map<string, IAMClient>();
	return iamKeyAges({
		clientFor: async (account) => {
			const client =
				clients.get(account) ?? openIam(credentials(roleArn(partition, account, READER_ROLE)));
			clients.set(account, client);
			return client;
		},
		remembered: dynamodbKeyBirthdays(table, now),
		sleep: (ms) => setTimeout(ms, undefined, { ref: false }),
		now,
		telemetry,
	});
}

/** A sign-in waits for a key's age only for a few seconds; reconcile asks again later. */
function openIam(credentials: ReturnType<ReturnType<typeof assumedCredentials>>): IAMClient {
	return new IAMClient({ credentials, maxAttempts: 2, requestHandler: REQUEST_LIMITS });
}
