import {
	AttachPolicyCommand,
	ConcurrentModificationException,
	DetachPolicyCommand,
	DuplicatePolicyAttachmentException,
	OrganizationsClient,
	PolicyChangesInProgressException,
	PolicyNotAttachedException,
	paginateListTargetsForPolicy,
} from '@aws-sdk/client-organizations';
import type { PolicyAttachments } from '../deps.ts';

/** Only the management account may do this, and a delegated administrator whom its policy allows. */
export function organizationsAttachments(region: string): PolicyAttachments {
	const client = new OrganizationsClient({ region });
	const change = async (send: () => Promise<unknown>) => {
		try {
			await send();
			return 'done';
		} catch (error) {
			if (isDoneAlready(error)) return 'done';
			if (isBusy(error)) return 'busy';
			throw error;
		}
	};
	return {
		targetsOf: async (policyArn) => {
			const ids: string[] = [];
			const PolicyId = idOf(policyArn);
			for await (const { Targets = [] } of paginateListTargetsForPolicy({ client }, { PolicyId }))
				ids.push(...Targets.flatMap(({ TargetId: id }) => id ?? []));
			return ids;
		},
		attach: (policyArn, TargetId) =>
			change(() => client.send(new AttachPolicyCommand({ PolicyId: idOf(policyArn), TargetId }))),
		detach: (policyArn, TargetId) =>
			change(() => client.send(new DetachPolicyCommand({ PolicyId: idOf(policyArn), TargetId }))),
	};
}

function idOf(policyArn: string): string | undefined {
	return policyArn.split('/').at(-1);
}

function isDoneAlready(error: unknown): boolean {
	return (
		error instanceof DuplicatePolicyAttachmentException ||
		error instanceof PolicyNotAttachedException
	);
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html */
function isBusy(error: unknown): boolean {
	return (
		error instanceof ConcurrentModificationException ||
		error instanceof PolicyChangesInProgressException
	);
}
