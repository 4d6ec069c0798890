import { setTimeout } from 'node:timers/promises';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { TrustedNetworks } from '../network/judge-network.ts';
import type { Table } from '../runtime/dynamodb-table.ts';
import { globalRegion } from '../runtime/global-region.ts';
import { REQUEST_LIMITS } from '../runtime/request-limits.ts';
import type { ReaderCredentials } from '../runtime/sts-assumed-clients.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { askedKeyPasts } from './asked-key-pasts.ts';
import { cloudtrailKeyEvents, type KeyLookup } from './cloudtrail-key-events.ts';
import { dynamodbKeptPasts } from './dynamodb-kept-pasts.ts';
import { dynamodbKeyUses } from './dynamodb-key-uses.ts';
import type { KeyPasts } from './key-past.ts';

export interface OpenKeyPasts {
	readonly partition: string;
	readonly credentials: ReaderCredentials;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	readonly telemetry: Pick<Telemetry, 'warn' | 'count'>;
	readonly trusted: TrustedNetworks;
}

/**
 * Finds the past of keys with the reader role of each account. In addition to the Region of the call
 * it asks the one of the global services, where most keys are used, and our own, where the company is
 * at home. One client for each account and Region is kept; no call is made yet.
 */
export function cloudtrailKeyPasts(table: Table, options: OpenKeyPasts): KeyPasts {
	const { partition, now, telemetry, trusted } = options;
	const own = new CloudTrailClient({});
	return askedKeyPasts({
		...{ now, telemetry, trusted },
		keyUses: dynamodbKeyUses(table),
		kept: dynamodbKeptPasts(table),
		lookUp: cloudtrailKeyEvents(clientsOf(options)),
		regions: async () => [globalRegion(partition), await own.config.region()],
		sleep: (ms) => setTimeout(ms, undefined, { ref: false }),
	});
}

/** A second attempt would not keep the pace. */
function clientsOf({ credentials }: OpenKeyPasts) {
	const clients = new Map<string, CloudTrailClient>();
	return ({ account, region }: Pick<KeyLookup, 'account' | 'region'>): CloudTrailClient => {
		const key = `${account} ${region}`;
		const client =
			clients.get(key) ??
			new CloudTrailClient({
				...{ region, maxAttempts: 1, requestHandler: REQUEST_LIMITS },
				credentials: credentials(account),
			});
		clients.set(key, client);
		return client;
	};
}
