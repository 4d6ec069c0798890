import {
	type AccessKeyMetadata,
	GetAccessKeyLastUsedCommand,
	type IAMClient,
	ListAccessKeysCommand,
	ListAttachedUserPoliciesCommand,
	ListUserTagsCommand,
} from '@aws-sdk/client-iam';
import type { ListedKey, UserDetails } from './account-reader.ts';
import type { KeyLastUse } from './credentials.ts';
import { allPages, ask, incomplete, type ReadCall } from './refused-read.ts';

/** A client for one account. */
export interface OpenAccount {
	readonly client: IAMClient;
	readonly account: string;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export async function listAccessKeys(
	{ client, account }: OpenAccount,
	user: string,
): Promise<ListedKey[]> {
	const call = callOn(account, 'ListAccessKeys');
	const keys = await allPages(call, async (Marker) => {
		const page = await client.send(new ListAccessKeysCommand({ UserName: user, Marker }));
		return { items: page.AccessKeyMetadata, isCut: page.IsTruncated === true, next: page.Marker };
	});
	return keys.map((key) => listedKey(call, key));
}

function listedKey(
	call: ReadCall,
	{ AccessKeyId, CreateDate, Status }: AccessKeyMetadata,
): ListedKey {
	if (AccessKeyId === undefined || Status === undefined) {
		throw incomplete(call, 'a key without its id or status');
	}
	const status = Status === 'Active' ? 'active' : 'inactive';
	return { id: AccessKeyId, createdAt: CreateDate?.getTime() ?? null, status };
}

/**
 * IAM writes `N/A` for a service or Region that it does not know.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyLastUsed.html
 */
export async function readKeyLastUsed(
	{ client, account }: OpenAccount,
	keyId: string,
): Promise<KeyLastUse> {
	const call = callOn(account, 'GetAccessKeyLastUsed');
	const { AccessKeyLastUsed: used } = await ask(call, () =>
		client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: keyId })),
	);
	if (used === undefined) throw incomplete(call, 'no answer about the key');
	if (used.LastUsedDate === undefined) return { kind: 'never' };
	return {
		kind: 'used',
		at: used.LastUsedDate.getTime(),
		service: known(used.ServiceName),
		region: known(used.Region),
	};
}

function known(value: string | undefined): string | null {
	return value === undefined || value === '' || value === 'N/A' ? null : value;
}

/** The tags and the attached policies of a user. */
export async function readUserDetails(open: OpenAccount, user: string): Promise<UserDetails> {
	return { tags: await listTags(open, user), policies: await listPolicies(open, user) };
}

async function listTags(
	{ client, account }: OpenAccount,
	user: string,
): Promise<UserDetails['tags']> {
	const tags = await allPages(callOn(account, 'ListUserTags'), async (Marker) => {
		const page = await client.send(new ListUserTagsCommand({ UserName: user, Marker }));
		return { items: page.Tags, isCut: page.IsTruncated === true, next: page.Marker };
	});
	// People choose the keys of tags, and `fromEntries` keeps even `__proto__` as a mere key.
	return Object.fromEntries(tags.map(({ Key, Value }) => [Key ?? '', Value ?? '']));
}

async function listPolicies({ client, account }: OpenAccount, user: string): Promise<string[]> {
	const call = callOn(account, 'ListAttachedUserPolicies');
	const policies = await allPages(call, async (Marker) => {
		const input = { UserName: user, Marker };
		const page = await client.send(new ListAttachedUserPoliciesCommand(input));
		return { items: page.AttachedPolicies, isCut: page.IsTruncated === true, next: page.Marker };
	});
	return policies.map(({ PolicyName }) => {
		if (PolicyName === undefined) throw incomplete(call, 'a policy without its name');
		return PolicyName;
	});
}

function callOn(account: string, operation: string): ReadCall {
	return { action: `iam:${operation}`, where: `account ${account}` };
}
