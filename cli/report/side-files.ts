import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { isObject } from '../../shared/record/json-object.ts';
import { type ListedKey, withAccessKeys } from '../../shared/report/add-listed.ts';
import type {
	AccountCredentials,
	ServiceCredential,
	UserCredentials,
} from '../../shared/report/credentials.ts';
import { readInstant } from '../../shared/sign-in/instant.ts';
import { UsageError } from '../usage-error.ts';

const time = v.pipe(
	v.string(),
	v.transform(readInstant),
	v.number('is not a time; write one like 2026-11-30T00:00:00Z'),
);
const status = v.picklist(['Active', 'Inactive', 'Expired']);

/** An entry of `aws iam list-access-keys`, with the last use where somebody has added it. */
const accessKey = v.pipe(
	v.object({
		AccessKeyId: v.pipe(v.string(), v.nonEmpty()),
		Status: status,
		CreateDate: time,
		LastUsedDate: v.optional(time),
	}),
	v.transform(
		({ AccessKeyId: id, Status, CreateDate: createdAt, LastUsedDate: at }): ListedKey => ({
			...{ id, createdAt, status: Status === 'Active' ? 'active' : 'inactive' },
			use: at === undefined ? null : { kind: 'used', at, service: null, region: null },
		}),
	),
);

/** An entry of `aws iam list-service-specific-credentials`. */
const serviceCredential = v.pipe(
	v.object({
		ServiceSpecificCredentialId: v.pipe(v.string(), v.nonEmpty()),
		ServiceName: v.string(),
		Status: status,
		CreateDate: time,
		ExpirationDate: v.nullish(time),
	}),
	v.transform(
		(entry): ServiceCredential => ({
			...{ id: entry.ServiceSpecificCredentialId, service: entry.ServiceName },
			...{ isActive: entry.Status === 'Active', createdAt: entry.CreateDate },
			expiresAt: entry.ExpirationDate ?? null,
		}),
	),
);

/** Entries by the name or the ARN of their user. */
export type ByUser<T> = ReadonlyMap<string, readonly T[]>;

/** Reads the file of `--access-keys`. Throws a UsageError that names the wrong entry. */
export function readAccessKeys(path: string): ByUser<ListedKey> {
	return readSideFile(path, accessKey, 'AccessKeyMetadata');
}

/** Reads the file of `--service-credentials`. Throws a UsageError that names the wrong entry. */
export function readServiceCredentials(path: string): ByUser<ServiceCredential> {
	return readSideFile(path, serviceCredential, 'ServiceSpecificCredentials');
}

/**
 * Reads `{ "user name or ARN": [entries] }`, or what the AWS command line prints, where each entry
 * has its `UserName`: one output, or a list of them.
 */
function readSideFile<T>(
	path: string,
	entry: v.GenericSchema<unknown, T>,
	listName: string,
): ByUser<T> {
	return new Map(
		[...listsIn(path, listName)].map(([user, list]) => [
			user,
			list.map((one, at) => readEntry(one, entry, `${path}: ${user}, entry ${at}`)),
		]),
	);
}

function listsIn(path: string, listName: string): ReadonlyMap<string, readonly unknown[]> {
	const value = jsonIn(path);
	const outputs = Array.isArray(value) ? value : [value];
	if (outputs.some((one) => isObject(one) && one.IsTruncated === true)) {
		throw new UsageError(
			`${path}: IAM has cut this list (IsTruncated); read all pages, without --max-items`,
		);
	}
	const listOf = (one: unknown) => (isObject(one) ? one[listName] : undefined);
	const entries = outputs.flatMap((one) => listOf(one) ?? (Array.isArray(value) ? [one] : []));
	if (Array.isArray(value) || listOf(value) !== undefined)
		return Map.groupBy(entries, (one) => userIn(one, path));
	if (!isObject(value)) throw wrongForm(path);
	return new Map(
		Object.entries(value).map(([user, list]) => {
			const given = listOf(list) ?? list;
			if (!Array.isArray(given)) throw wrongForm(path);
			return [user, given];
		}),
	);
}

function jsonIn(path: string): unknown {
	try {
		return JSON.parse(textOf(path));
	} catch (error) {
		if (error instanceof SyntaxError) throw wrongForm(path);
		throw error;
	}
}

function userIn(entry: unknown, path: string): string {
	if (isObject(entry) && typeof entry.UserName === 'string') return entry.UserName;
	throw wrongForm(path);
}

function wrongForm(path: string): UsageError {
	return new UsageError(
		`${path}: is not JSON of the form { "user": [ … ] }, nor what the AWS command line prints`,
	);
}

function readEntry<T>(value: unknown, entry: v.GenericSchema<unknown, T>, place: string): T {
	const parsed = v.safeParse(entry, value);
	if (parsed.success) return parsed.output;
	const [issue] = parsed.issues;
	throw new UsageError(`${place}: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
}

/** Reads a whole file. Throws a UsageError if it cannot be read. */
export function textOf(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		throw new UsageError(
			`${path}: cannot be read (${error instanceof Error ? error.message : ''})`,
		);
	}
}

export interface SideFiles {
	readonly accessKeys: ByUser<ListedKey>;
	readonly serviceCredentials: ByUser<ServiceCredential>;
}

/**
 * Adds the side files to the users that they name. Gives the names that no credential report has: a
 * user may be younger than the report. A name in two accounts is an error, because nobody can tell
 * whose credentials the file holds.
 */
export function addSideFiles(
	accounts: readonly AccountCredentials[],
	{ accessKeys, serviceCredentials }: SideFiles,
): { readonly accounts: readonly AccountCredentials[]; readonly unknown: readonly string[] } {
	const users = usersByName(accounts);
	const names = new Set([...accessKeys.keys(), ...serviceCredentials.keys()]);
	const unknown = [...names].filter((name) => {
		const arns = users.get(name) ?? [];
		if (arns.length > 1) {
			throw new UsageError(
				`${name}: is a user of two accounts; name it by its ARN: ${arns.join(' or ')}`,
			);
		}
		return arns.length === 0;
	});
	const complete = (user: UserCredentials): UserCredentials => {
		const keys = accessKeys.get(user.user) ?? accessKeys.get(user.arn);
		const services = serviceCredentials.get(user.user) ?? serviceCredentials.get(user.arn) ?? [];
		const listed = keys === undefined ? user : withAccessKeys(user, keys);
		return { ...listed, serviceCredentials: services };
	};
	return {
		accounts: accounts.map((one) => ({ ...one, users: one.users.map(complete) })),
		unknown,
	};
}

/** The ARNs of users, by their names and by the ARNs themselves. */
function usersByName(accounts: readonly AccountCredentials[]): ReadonlyMap<string, string[]> {
	const users = new Map<string, string[]>();
	for (const { user, arn } of accounts.flatMap((account) => account.users)) {
		users.set(user, [...(users.get(user) ?? []), arn]);
		users.set(arn, [arn]);
	}
	return users;
}
