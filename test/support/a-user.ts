import type {
	AccessKey,
	AccountCredentials,
	UserCredentials,
} from '../../shared/report/credentials.ts';
import { DAY } from '../../shared/report/whole-days.ts';
import { ACCOUNT } from './a-record.ts';

/** `GeneratedTime` in the tests of the report. */
export const GENERATED = Date.parse('2026-11-30T00:00:00Z');

/** So many days before the report was generated. */
export function daysAgo(days: number): number {
	return GENERATED - days * DAY;
}

/** A user without credentials; the test names what differs. */
export function aUser(over: Partial<UserCredentials> = {}): UserCredentials {
	const user = over.user ?? 'dana';
	return {
		user,
		arn: `arn:aws:iam::${ACCOUNT}:user/${user}`,
		createdAt: daysAgo(900),
		hasMfa: false,
		password: { isEnabled: false, usedAt: null, changedAt: null },
		keys: [],
		certificates: [],
		serviceCredentials: [],
		more: null,
		tags: null,
		quarantine: null,
		isGone: false,
		...over,
	};
}

/** An active key of ten days that was used yesterday. */
export function aKey(over: Partial<AccessKey> = {}): AccessKey {
	const createdAt = over.createdAt === undefined ? daysAgo(10) : over.createdAt;
	return {
		id: null,
		slot: 1,
		status: 'active',
		createdAt,
		changedAt: createdAt,
		use: { kind: 'used', at: daysAgo(1), service: 's3', region: null },
		...over,
	};
}

export function anAccount(users: readonly UserCredentials[]): AccountCredentials {
	return { account: ACCOUNT, partition: 'aws', at: GENERATED, users };
}
