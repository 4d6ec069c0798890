import {
	CreatePolicyVersionCommand,
	DeletePolicyVersionCommand,
	GetPolicyVersionCommand,
	ListPolicyVersionsCommand,
	type PolicyVersion,
} from '@aws-sdk/client-iam';
import { allPages } from './all-pages.ts';
import { IAM_ERRORS } from './iam-errors.ts';
import type { IamPolicy } from './iam-policy.ts';
import type { TextStore } from './publish-text.ts';
import { ask, tell } from './refused-call.ts';

/** IAM keeps no more. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_VERSIONS = 5;

/**
 * The text of a managed policy is its default version. Writing makes a new version. One list of the
 * versions serves for reading the default version and for deleting the oldest one, because every
 * call delays the deny.
 */
export function iamPolicyText(policy: IamPolicy): TextStore {
	let listed: readonly PolicyVersion[] | null = null;
	return {
		async read() {
			listed = await listVersions(policy);
			return readDefault(policy, listed);
		},
		async write(text) {
			await deleteOldest(policy, listed ?? (await listVersions(policy)));
			listed = null;
			await createDefault(policy, text);
		},
	};
}

async function readDefault(
	{ client, arn }: IamPolicy,
	versions: readonly PolicyVersion[],
): Promise<string> {
	const { VersionId } = versions.find(({ IsDefaultVersion }) => IsDefaultVersion === true) ?? {};
	if (VersionId === undefined)
		throw new Error(`ListPolicyVersions gave no default version for ${arn}`);
	const { PolicyVersion } = await ask(IAM_ERRORS, { operation: 'GetPolicyVersion', on: arn }, () =>
		client.send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId })),
	);
	if (PolicyVersion?.Document === undefined)
		throw new Error(`GetPolicyVersion gave no text for ${arn}`);
	// URL-encoded: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html
	return decodeURIComponent(PolicyVersion.Document);
}

async function createDefault({ client, arn }: IamPolicy, text: string): Promise<void> {
	await tell(IAM_ERRORS, { operation: 'CreatePolicyVersion', on: arn }, () =>
		client.send(
			new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument: text, SetAsDefault: true }),
		),
	);
}

/** Deletes the oldest version, except the default one: a human may have restored an old version. */
async function deleteOldest(
	{ client, arn }: IamPolicy,
	versions: readonly PolicyVersion[],
): Promise<void> {
	if (versions.length < MOST_VERSIONS) return;
	const [oldest] = versions
		.filter(({ IsDefaultVersion }) => IsDefaultVersion !== true)
		.map(({ VersionId }) => VersionId)
		.toSorted((one, other) => numberOf(one) - numberOf(other));
	await tell(IAM_ERRORS, { operation: 'DeletePolicyVersion', on: arn }, () =>
		client.send(new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId: oldest })),
	);
}

function listVersions({ client, arn }: IamPolicy) {
	return allPages(async (Marker) => {
		const page = await ask(IAM_ERRORS, { operation: 'ListPolicyVersions', on: arn }, () =>
			client.send(new ListPolicyVersionsCommand({ PolicyArn: arn, Marker })),
		);
		return { items: page.Versions ?? [], next: page.IsTruncated ? page.Marker : undefined };
	});
}

/** `v12` is newer than `v9`. Dates have only whole seconds, so they cannot decide. */
function numberOf(versionId = ''): number {
	return Number(versionId.replace(/^v/, ''));
}
