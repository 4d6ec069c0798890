import { askedKeyPasts } from '../../shared/history/asked-key-pasts.ts';
import type { LookUpKey } from '../../shared/history/cloudtrail-key-events.ts';
import { dynamodbKeptPasts } from '../../shared/history/dynamodb-kept-pasts.ts';
import { dynamodbKeyUses } from '../../shared/history/dynamodb-key-uses.ts';
import type { KeyPasts } from '../../shared/history/key-past.ts';
import type { TrustedNetworks } from '../../shared/network/judge-network.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { signInFromRecord } from '../../shared/sign-in/from-record.ts';
import { someTelemetry } from './some-telemetry.ts';

type Fields = Readonly<Record<string, unknown>>;

const A_PAGE = 50;

/** It goes on from one process of a test to the next. */
let clock = 0;

/** A CloudTrail that knows these records, as the log of each account and Region. */
export function cloudtrailOf(records: readonly Fields[]): LookUpKey {
	const known = records.flatMap((record) => {
		const signIn = signInFromRecord(record);
		return signIn.kind === 'refused' ? [] : [{ record, signIn }];
	});
	return async ({ keyId, account, region, until }) =>
		known
			.filter(({ signIn }) => signIn.clues.accessKeyId === keyId && signIn.time <= until)
			.filter(({ signIn }) => signIn.recipient === account && signIn.region === region)
			.toSorted((one, other) => other.signIn.time - one.signIn.time)
			.slice(0, A_PAGE)
			.map(({ record }) => record);
}

/** The past of keys as judge-sign-in finds it out, where CloudTrail answers from a log at once. */
export function keyPastsOfLog(
	table: Table,
	trusted: TrustedNetworks,
	records: readonly Fields[] = [],
): KeyPasts {
	return askedKeyPasts({
		...{ trusted, kept: dynamodbKeptPasts(table), keyUses: dynamodbKeyUses(table) },
		lookUp: cloudtrailOf(records),
		regions: async () => ['us-east-1', 'ap-northeast-2'],
		// Every question comes so late that it need not wait for its turn, and no answer is late.
		now: () => {
			clock += 60_000;
			return clock;
		},
		sleep: () => new Promise(() => {}),
		telemetry: someTelemetry(),
	});
}
