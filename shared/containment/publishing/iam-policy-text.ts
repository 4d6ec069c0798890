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

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_VERSIONS = 5;

/**
 * The text of a managed policy is that of its default version; writing makes a new one. The list of versions names the
 * default one too, so one list serves reading and making room: every call between a sign-in and its deny is time.
 */
export function iamPolicyText(policy: IamPolicy): TextStore {
	let listed: readonly PolicyVersion[] | null = null;
	return {
		async read() {
			listed = await listVersions(policy);
			return readDefault(policy, listed);
		},
		async write(text) {
			await makeRoom(policy, listed ?? (await listVersions(policy)));
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
	// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html: URL-encoded after RFC 3986.
	return decodeURIComponent(PolicyVersion.Document);
}

async function createDefault({ client, arn }: IamPolicy, text: string): Promise<void> {
	await tell(IAM_ERRORS, { operation: 'CreatePolicyVersion', on: arn }, () =>
		client.send(
			new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument: text, SetAsDefault: true }),
		),
	);
}

/** The oldest version goes first. The default one cannot be deleted, whatever its age: a human may have gone back to it. */
async function makeRoom(
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

/** `v12` is newer than `v9`; dates have whole seconds only. */
function numberOf(versionId = ''): number {
	return Number(versionId.replace(/^v/, ''));
}
