import {
	GetAccessKeyLastUsedCommand,
	GetAccountSummaryCommand,
	IAMClient,
	ListAccessKeysCommand,
	ListAttachedUserPoliciesCommand,
	ListServiceSpecificCredentialsCommand,
	ListUserTagsCommand,
} from '@aws-sdk/client-iam';
import { globalRegion } from '../runtime/global-region.ts';
import { REPORT_READER_ROLE, roleArn } from '../runtime/names.ts';
import { PATIENT_LIMITS } from '../runtime/request-limits.ts';
import { assumedCredentials } from '../runtime/sts-assumed-clients.ts';
import type { AccountReader, RootSummary, ServiceCredentialOfUser } from './account-reader.ts';
import type { ListedKey } from './add-listed.ts';
import type { KeyLastUse } from './credentials.ts';
import { generateReport } from './iam-generate-report.ts';
import { pagesOf } from './iam-pages.ts';
import { orFailure, orGone } from './iam-read-errors.ts';

export interface IamAccountReaderOptions {
	readonly client: IAMClient;
	/** Resolves after so many milliseconds. */
	readonly sleep: (ms: number) => Promise<unknown>;
}

/** Reads the credentials of one account from IAM. */
export function iamAccountReader({ client, sleep }: IamAccountReaderOptions): AccountReader {
	return {
		credentialReport: () => orFailure('the credential report', () => generateReport(client, sleep)),
		rootSummary: () => orFailure('the account summary', () => readSummary(client)),
		serviceCredentials: (service) =>
			orFailure(`credentials of ${service}`, () => listServiceCredentials(client, service)),
		accessKeys: (user) => orGone('access keys', () => listAccessKeys(client, user)),
		keyLastUse: (keyId) => orGone('the last use of a key', () => readLastUse(client, keyId)),
		userDetails: (user) =>
			orGone('tags and policies', async () => ({
				tags: await listTags(client, user),
				policies: await listPolicies(client, user),
			})),
	};
}

/**
 * Opens a reader for each account with its report reader role. No call is made yet.
 * @param sleep resolves after so many milliseconds
 */
export function openAccountReaders({
	partition,
	sessionName,
	now,
	sleep,
}: {
	readonly partition: string;
	/** The trails of the accounts name us by this session name. */
	readonly sessionName: string;
	readonly now: () => number;
	readonly sleep: (ms: number) => Promise<unknown>;
}): (account: string) => AccountReader {
	const credentials = assumedCredentials({ now, sessionName });
	return (account) => {
		const role = roleArn(partition, account, REPORT_READER_ROLE);
		const client = openIam({ credentials: credentials(role), region: globalRegion(partition) });
		return iamAccountReader({ client, sleep });
	};
}

/** Nobody waits for the report, so a throttled call is tried again for a long time. */
export function openIam(config: ConstructorParameters<typeof IAMClient>[0]): IAMClient {
	return new IAMClient({ ...config, maxAttempts: 8, requestHandler: PATIENT_LIMITS });
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
async function readSummary(client: IAMClient): Promise<RootSummary> {
	const { SummaryMap = {} } = await client.send(new GetAccountSummaryCommand({}));
	const password = SummaryMap.AccountPasswordPresent;
	return {
		hasKeys: SummaryMap.AccountAccessKeysPresent === 1,
		hasPassword: password === undefined ? null : password === 1,
		hasMfa: SummaryMap.AccountMFAEnabled === 1,
	};
}

/** Lists the credentials of all users for one service, which is one paged call. */
async function listServiceCredentials(
	client: IAMClient,
	service: string,
): Promise<ServiceCredentialOfUser[]> {
	const pages = pagesOf((Marker) =>
		client.send(
			new ListServiceSpecificCredentialsCommand({ AllUsers: true, ServiceName: service, Marker }),
		),
	);
	const found: ServiceCredentialOfUser[] = [];
	for await (const { ServiceSpecificCredentials = [] } of pages) {
		for (const one of ServiceSpecificCredentials) {
			if (one.UserName === undefined || one.ServiceSpecificCredentialId === undefined) continue;
			found.push({
				...{ user: one.UserName, id: one.ServiceSpecificCredentialId },
				...{ service: one.ServiceName ?? service, isActive: one.Status === 'Active' },
				createdAt: one.CreateDate?.getTime() ?? null,
				expiresAt: one.ExpirationDate?.getTime() ?? null,
			});
		}
	}
	return found;
}

async function listAccessKeys(client: IAMClient, user: string): Promise<ListedKey[]> {
	const pages = pagesOf((Marker) =>
		client.send(new ListAccessKeysCommand({ UserName: user, Marker })),
	);
	const found: ListedKey[] = [];
	for await (const { AccessKeyMetadata = [] } of pages) {
		for (const { AccessKeyId: id, CreateDate, Status } of AccessKeyMetadata) {
			if (id === undefined || CreateDate === undefined) continue;
			const status = Status === 'Active' ? 'active' : 'inactive';
			found.push({ id, createdAt: CreateDate.getTime(), status, use: null });
		}
	}
	return found;
}

/** IAM writes `N/A` where it does not know the service or the Region. */
async function readLastUse(client: IAMClient, keyId: string): Promise<KeyLastUse> {
	const { AccessKeyLastUsed: last } = await client.send(
		new GetAccessKeyLastUsedCommand({ AccessKeyId: keyId }),
	);
	if (last?.LastUsedDate === undefined) return { kind: 'never' };
	const known = (text: string | undefined) => (text === undefined || text === 'N/A' ? null : text);
	const at = last.LastUsedDate.getTime();
	return { kind: 'used', at, service: known(last.ServiceName), region: known(last.Region) };
}

async function listTags(client: IAMClient, user: string): Promise<Record<string, string>> {
	const pages = pagesOf((Marker) =>
		client.send(new ListUserTagsCommand({ UserName: user, Marker })),
	);
	const tags: [string, string][] = [];
	for await (const { Tags = [] } of pages)
		tags.push(...Tags.map(({ Key = '', Value = '' }): [string, string] => [Key, Value]));
	return Object.fromEntries(tags);
}

async function listPolicies(client: IAMClient, user: string): Promise<string[]> {
	const pages = pagesOf((Marker) =>
		client.send(new ListAttachedUserPoliciesCommand({ UserName: user, Marker })),
	);
	const names: string[] = [];
	for await (const { AttachedPolicies = [] } of pages)
		names.push(...AttachedPolicies.flatMap(({ PolicyName }) => PolicyName ?? []));
	return names;
}
