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

/** Attaches a policy to the root, units and accounts of the organization. */
export interface PolicyAttachments {
	/** Gives the ids of everything to which the policy is attached itself. */
	targetsOf(policyArn: string): Promise<readonly string[]>;
	/** Attaches it; it may be attached already. `busy`: Organizations works on another change. */
	attach(policyArn: string, target: string): Promise<'done' | 'busy'>;
	/** Detaches it; it may be detached already. */
	detach(policyArn: string, target: string): Promise<'done' | 'busy'>;
}

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
