import type { Configuration } from '../configuration/configuration.ts';
import { matchesArn } from '../configuration/pattern.ts';
import {
	type AccountReport,
	AGE_BANDS,
	type Finding,
	type FlaggedCredential,
} from './account-report.ts';
import type { CredentialUse, KeyActivity } from './credential-use.ts';
import {
	type AccessKey,
	type AccountCredentials,
	type KeyLastUse,
	ROOT_ACCOUNT,
	type UserCredentials,
} from './credentials.ts';
import { findOwner } from './find-owner.ts';
import { severityRank } from './finding-codes.ts';
import { judgeKey } from './judge-keys.ts';
import { judgePassword, judgeRoot, judgeServiceCredential, judgeUser } from './judge-user.ts';
import { daysSince } from './whole-days.ts';

/** What is known about credentials beyond what IAM says. */
export interface KnownElsewhere {
	/** What history and a trail say about a key; null where that source was not asked. */
	activityOf(keyId: string): {
		readonly history: KeyActivity | null;
		readonly trail: KeyActivity | null;
	};
	/** Who made a key, or else its user; null if nobody has seen it. */
	makerOf(keyId: string | null, userArn: string): string | null;
}

/** The parts of the configuration by which credentials are judged. */
type Settings = Pick<Configuration, 'report' | 'use'>;

interface Flagging extends KnownElsewhere {
	readonly account: AccountCredentials;
	readonly settings: Settings;
}

/**
 * Judges all credentials of an account. The order of the users does not matter. `notes` say which
 * parts of the account could not be read.
 */
export function reportAccount(
	account: AccountCredentials,
	settings: Settings,
	{ notes = [], ...known }: KnownElsewhere & { readonly notes?: readonly string[] },
): AccountReport {
	const flagging = { account, settings, ...known };
	const ages = activeKeysOf(account).map(({ createdAt }) => daysSince(createdAt, account.at));
	const dated = ages.filter((age) => age !== null);
	return {
		account: account.account,
		partition: account.partition,
		at: account.at,
		users: account.users.length,
		activeKeys: ages.length,
		ageBands: bandsOf(dated),
		oldestKeyDays: dated.length === 0 ? null : dated.reduce((one, other) => Math.max(one, other)),
		notes,
		credentials: account.users.flatMap((user) =>
			user.user === ROOT_ACCOUNT ? flagRoot(user, flagging) : flagUser(user, flagging),
		),
	};
}

function activeKeysOf({ users }: AccountCredentials): AccessKey[] {
	return users.flatMap(({ keys }) => keys.filter(({ status }) => status === 'active'));
}

function bandsOf(ages: readonly number[]): number[] {
	return AGE_BANDS.map(
		(most, at) =>
			ages.filter((age) => age <= most && age > (AGE_BANDS[at - 1] ?? Number.NEGATIVE_INFINITY))
				.length,
	);
}

function flagRoot(user: UserCredentials, flagging: Flagging): FlaggedCredential[] {
	const found = judgeRoot(user);
	const active = user.keys.filter(({ status }) => status === 'active');
	return [
		...flag(userCredential(user), found.root, { user, flagging }),
		...active.flatMap((key) => flag(keyCredential(key), found.key, { user, flagging })),
	];
}

function flagUser(user: UserCredentials, flagging: Flagging): FlaggedCredential[] {
	const { account, settings, activityOf } = flagging;
	const toJudge = { user, at: account.at, limits: settings.report.limits };
	const exception = settings.use.except.find(({ principal }) => matchesArn(principal, user.arn));
	const context = { user, flagging };
	return [
		...flag(userCredential(user), judgeUser(toJudge), context),
		...user.keys.flatMap((key) => {
			const elsewhere = key.id === null ? NOT_ASKED : activityOf(key.id);
			const use = { iam: iamUseOf(key.use), ...elsewhere };
			const found = judgeKey({
				...{ key, user, use, at: account.at, settings: settings.report },
				exception: exception ?? null,
			});
			return flag({ ...keyCredential(key), use }, found, context);
		}),
		...flag(passwordOf(user), judgePassword(toJudge), context),
		...user.certificates
			.filter(({ isActive }) => isActive)
			.flatMap(({ slot, createdAt }) =>
				flag({ ...credential(`certificate-${slot}`), createdAt }, [CERTIFICATE], context),
			),
		...user.serviceCredentials.flatMap((one) =>
			flag(
				{ ...credential(one.id), createdAt: one.createdAt },
				judgeServiceCredential(one, account.at),
				context,
			),
		),
	];
}

const CERTIFICATE: Finding = {
	...({ code: 'certificate-active', severity: 'low' } as const),
	...{ dueAt: null, detail: null },
};

const NOT_ASKED = { history: null, trail: null } as const;

/** A credential without its findings and its owner. */
interface Credential {
	readonly id: string;
	readonly keyId: string | null;
	readonly createdAt: number | null;
	readonly lastUsedAt: number | null;
	readonly use: CredentialUse;
}

function credential(id: string): Credential {
	const use = { iam: null, ...NOT_ASKED };
	return { id, keyId: null, createdAt: null, lastUsedAt: null, use };
}

function keyCredential(key: AccessKey): Credential {
	return {
		...{ id: key.id ?? `access-key-${key.slot}`, keyId: key.id, createdAt: key.createdAt },
		lastUsedAt: 'at' in key.use ? key.use.at : null,
		use: { iam: iamUseOf(key.use), ...NOT_ASKED },
	};
}

function passwordOf({ password: { changedAt, usedAt } }: UserCredentials): Credential {
	return { ...credential('password'), createdAt: changedAt, lastUsedAt: usedAt };
}

/** Stands for the user as a whole. It was last used when any of its credentials was. */
function userCredential({ createdAt, keys, password }: UserCredentials): Credential {
	const uses = keys.flatMap(({ use }) => ('at' in use ? [use.at] : []));
	const used = password.usedAt === null ? uses : [...uses, password.usedAt];
	return {
		...credential('user'),
		createdAt,
		lastUsedAt: used.length === 0 ? null : Math.max(...used),
	};
}

function iamUseOf(use: KeyLastUse): CredentialUse['iam'] {
	if (use.kind === 'unknown') return null;
	if (use.kind === 'never') return { at: null, service: null, region: null, isShared: false };
	const { at, service, region } = use;
	return { at, service, region, isShared: use.kind === 'shared' };
}

function flag(
	{ id, keyId, createdAt, lastUsedAt, use }: Credential,
	found: readonly Finding[],
	{ user, flagging }: { readonly user: UserCredentials; readonly flagging: Flagging },
): FlaggedCredential[] {
	if (found.length === 0) return [];
	const { account, settings, makerOf } = flagging;
	const madeBy = makerOf(keyId, user.arn);
	return [
		{
			...{ account: account.account, partition: account.partition, user: user.user },
			...{ credential: id, createdAt, lastUsedAt, use },
			at: account.at,
			ageDays: daysSince(createdAt, account.at),
			owner: findOwner({ account: account.account, user, keyId, madeBy }, settings.report),
			findings: found.toSorted(
				(one, other) => severityRank(other.severity) - severityRank(one.severity),
			),
			isGone: user.isGone,
		},
	];
}
