import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { globalRegion } from '../../runtime/global-region.ts';
import { policyArn, RESPONDER_ROLE, roleArn } from '../../runtime/names.ts';
import { PUBLISHING_LIMITS } from '../../runtime/request-limits.ts';
import type { Attachment } from '../containment.ts';
import { attachById } from './iam-attach-by-id.ts';
import {
	attachedEntities,
	detach,
	type Entity,
	isServiceLinkedRole,
	isWanted,
} from './iam-attachments.ts';
import { isPermissionSetRole, whyNotReferenced } from './iam-permission-sets.ts';
import {
	type IamPolicy,
	type IamPublisherOptions,
	iamPolicy,
	iamPolicyText,
} from './iam-policy-text.ts';
import {
	type Applied,
	type BeforeAttaching,
	type Detachment,
	type Failed,
	failed,
	type PolicyPublisher,
	type Retry,
	retry,
} from './policy-publisher.ts';
import { publishText, type Sleep } from './publish-text.ts';
import { settle } from './refused-call.ts';

/**
 * Publishes the containment policy of an account, which must exist already. Throws if the ARN is
 * not that of a customer managed policy.
 */
export function iamPublisher(options: IamPublisherOptions): PolicyPublisher {
	const policy = iamPolicy(options);
	const store = iamPolicyText(policy);
	return {
		// The policy is the account's own.
		whyNotUnder: async () => null,
		publish: (publishing) =>
			settle(() => publishText(store, { ...publishing, sleep: policy.sleep })),
		applyTo: ({ attachment }, _, beforeAttaching = async () => {}) =>
			settle(() => applyTo(policy, attachment, beforeAttaching)),
		detachAllBut: (needed) => settle(() => detachAllBut(policy, needed)),
	};
}

async function applyTo(
	policy: IamPolicy,
	attachment: Attachment | null,
	beforeAttaching: BeforeAttaching,
): Promise<Applied> {
	if (attachment === null) {
		return failed(
			'nothing-to-attach-to',
			`Contain by the SCP, or by hand: in account ${policy.account} there is no user or role to attach the policy to.`,
		);
	}
	const { kind, name } = attachment;
	if (kind === 'user') return attachById(policy, { ...attachment, kind }, beforeAttaching);
	if (kind === 'permission-set-role' || isPermissionSetRole(name)) {
		return (await whyNotReferenced(policy, attachment)) ?? { kind: 'applies' };
	}
	if (isServiceLinkedRole(name)) {
		return failed(
			'protected-role',
			`Contain the principal that uses the service of role "${name}": only AWS may change the role.`,
		);
	}
	return attachById(policy, { ...attachment, kind }, beforeAttaching);
}

/**
 * Continues after a refusal, so that one user or role does not keep the policy attached to all
 * others. IAM detaches by name: if somebody exchanges two names at this moment, a principal that
 * needs the policy loses it, and the run must come again.
 */
async function detachAllBut(policy: IamPolicy, needed: readonly Attachment[]): Promise<Detachment> {
	const before = await attachedEntities(policy);
	const isNeeded = (one: Entity) => needed.some((other) => isWanted(one, other));
	const idle = before.filter((one) => isOurs(one) && !isNeeded(one));
	const problems: (Failed | Retry)[] = [];
	for (const entity of idle) {
		const problem = await settle(async () => {
			await detach(policy, entity);
			return null;
		});
		if (problem !== null) problems.push(problem);
	}
	const worst = problems.find(({ kind }) => kind === 'failed') ?? problems[0];
	if (worst !== undefined) return worst;
	const held = before.filter(isNeeded);
	if (idle.length > 0 && held.length > 0) {
		const after = await attachedEntities(policy);
		const isLost = (one: Entity) => !after.some((other) => isWanted(other, one));
		if (held.some(isLost)) return retry('busy');
	}
	return { kind: 'detached', names: idle.map(({ name }) => name) };
}

/**
 * True if eyes-system may detach the policy: IAM Identity Center attaches it to permission sets.
 */
function isOurs({ kind, name }: Entity): boolean {
	return kind === 'user' || !(isPermissionSetRole(name) || isServiceLinkedRole(name));
}

export interface IamPublishersOptions {
	readonly partition: string;
	/** The credentials of a role, which is assumed when they are first needed. */
	readonly credentials: (roleArn: string) => NonNullable<IAMClientConfig['credentials']>;
	readonly sleep: Sleep;
}

/**
 * Publishers of the containment policies of accounts, each with the responder role there. One
 * client per account is kept.
 */
export function openIamPublishers(
	options: IamPublishersOptions,
): (account: string) => PolicyPublisher {
	const known = new Map<string, PolicyPublisher>();
	return (account) => {
		const publisher = known.get(account) ?? open(account, options);
		known.set(account, publisher);
		return publisher;
	};
}

function open(
	account: string,
	{ partition, credentials, sleep }: IamPublishersOptions,
): PolicyPublisher {
	const client = new IAMClient({
		region: globalRegion(partition),
		credentials: credentials(roleArn(partition, account, RESPONDER_ROLE)),
		...PUBLISHING_LIMITS,
	});
	return iamPublisher({ client, policyArn: policyArn(partition, account), sleep });
}
