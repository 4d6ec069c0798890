import type { Attachment } from '../containment.ts';
import {
	attach,
	attachedEntities,
	detach,
	type Entity,
	isSameEntity,
	isServiceLinkedRole,
} from './iam-attachments.ts';
import { isPermissionSetRole, whyNotReferenced } from './iam-permission-sets.ts';
import { type IamPolicy, type IamPublisherOptions, iamPolicy } from './iam-policy.ts';
import { iamPolicyText } from './iam-policy-text.ts';
import {
	type Applied,
	type Detachment,
	type Failed,
	failed,
	type PolicyPublisher,
	type Retry,
	retry,
} from './policy-publisher.ts';
import { publishText } from './publish-text.ts';
import { settle } from './refused-call.ts';
import { untilSeen } from './until-seen.ts';

/**
 * Publishes the containment policy of an account, which must exist already. Throws if the ARN is
 * not that of a customer managed policy.
 */
export function iamPublisher(options: IamPublisherOptions): PolicyPublisher {
	const policy = iamPolicy(options);
	const store = iamPolicyText(policy);
	return {
		publish: (publishing) =>
			settle(() => publishText(store, { ...publishing, sleep: policy.sleep })),
		applyTo: ({ attachment }, _, beforeAttaching = async () => {}) =>
			settle(() => applyTo(policy, attachment, beforeAttaching)),
		detachAllBut: (needed) => settle(() => detachAllBut(policy, needed)),
	};
}

type BeforeAttaching = () => Promise<void>;

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
	if (kind === 'user') return attachUntilSeen(policy, { kind, name }, beforeAttaching);
	if (kind === 'permission-set-role' || isPermissionSetRole(name)) {
		return (await whyNotReferenced(policy, name)) ?? { kind: 'applies' };
	}
	if (isServiceLinkedRole(name)) {
		return failed(
			'protected-role',
			`Contain the principal that uses the service of role "${name}": only AWS may change the role.`,
		);
	}
	return attachUntilSeen(policy, { kind, name }, beforeAttaching);
}

async function attachUntilSeen(
	policy: IamPolicy,
	entity: Entity,
	beforeAttaching: BeforeAttaching,
): Promise<Applied> {
	const isAttached = async () =>
		(await attachedEntities(policy)).some((one) => isSameEntity(one, entity));
	if (await isAttached()) return { kind: 'applies' };
	await beforeAttaching();
	await attach(policy, entity);
	return (await untilSeen(isAttached, policy.sleep))
		? { kind: 'applies' }
		: retry('not-visible-yet');
}

/**
 * Continues after a refusal, so that one user or role does not keep the policy attached to all
 * others.
 */
async function detachAllBut(policy: IamPolicy, needed: readonly Attachment[]): Promise<Detachment> {
	const idle = (await attachedEntities(policy)).filter(
		(one) => isOurs(one) && !needed.some((other) => isSameEntity(one, other)),
	);
	const problems: (Failed | Retry)[] = [];
	for (const entity of idle) {
		const problem = await settle(async () => {
			await detach(policy, entity);
			return null;
		});
		if (problem !== null) problems.push(problem);
	}
	const worst = problems.find(({ kind }) => kind === 'failed') ?? problems[0];
	return worst ?? { kind: 'detached', names: idle.map(({ name }) => name) };
}

/**
 * True if eyes-system may detach the policy: IAM Identity Center attaches it to permission sets.
 */
function isOurs({ kind, name }: Entity): boolean {
	return kind === 'user' || !(isPermissionSetRole(name) || isServiceLinkedRole(name));
}
