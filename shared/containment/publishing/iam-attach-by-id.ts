import {
	attach,
	attachedEntities,
	type Entity,
	hasNameOf,
	isWanted,
	nameOf,
} from './iam-attachments.ts';
import { findById } from './iam-find-by-id.ts';
import type { IamPolicy } from './iam-policy-text.ts';
import {
	type Applied,
	type BeforeAttaching,
	type Failed,
	failed,
	type Retry,
	retry,
} from './policy-publisher.ts';
import { untilSeen } from './publish-text.ts';
import { settle } from './refused-call.ts';

/** How often somebody may rename the principal while we attach; the next run tries again. */
const MOST_ATTEMPTS = 4;
const APPLIES: Applied = { kind: 'applies' };

/** The policy was attached by name, and IAM lists another id under that name. */
interface OtherId {
	readonly kind: 'other-id';
	readonly id: string | undefined;
}

/**
 * Attaches the policy to a user or role, and confirms by its id. IAM attaches by name, and somebody
 * may have given the name to another user since, or may do so between any two calls. Then the id is
 * looked up, and the policy is attached under the name that it has now. Another who got the policy
 * on the way loses it in `detachAllBut`, at the end of the same run.
 */
export async function attachById(
	policy: IamPolicy,
	wanted: Entity,
	beforeAttaching: BeforeAttaching,
): Promise<Applied> {
	if ((await attachedEntities(policy)).some((one) => isWanted(one, wanted))) return APPLIES;
	let { name } = wanted;
	for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
		await beforeAttaching(name);
		const attached = await settle(() => attachUntilSeen(policy, { ...wanted, name }));
		if (attached.kind === 'applies' || attached.kind === 'retry') return attached;
		const found = await nameNow(policy, wanted, attached);
		if (typeof found !== 'string') return found;
		// The name is right, so the refusal is about the principal.
		if (attached.kind === 'failed' && hasNameOf({ ...wanted, name }, { ...wanted, name: found }))
			return attached;
		name = found;
	}
	return renamed(policy, wanted, `its last name was "${name}", and eyes-system tries again.`);
}

async function attachUntilSeen(policy: IamPolicy, wanted: Entity): Promise<Applied | OtherId> {
	await attach(policy, wanted);
	let seen: Entity | undefined;
	await untilSeen(async () => {
		const attached = await attachedEntities(policy);
		seen =
			attached.find((one) => isWanted(one, wanted)) ??
			attached.find((one) => hasNameOf(one, wanted));
		return seen !== undefined;
	}, policy.sleep);
	if (seen === undefined) return retry('not-visible-yet');
	return isWanted(seen, wanted) ? APPLIES : { kind: 'other-id', id: seen.id };
}

/** Looks the id up. Answers with the failure if nobody has it, or if that cannot be told. */
async function nameNow(
	policy: IamPolicy,
	wanted: Entity,
	attached: Failed | OtherId,
): Promise<string | Failed | Retry> {
	if (wanted.id === undefined && attached.kind === 'failed') return attached;
	const found = await settle(async () => {
		return { kind: 'found', name: await findById(policy, wanted) } as const;
	});
	if (found.kind === 'retry') return found;
	if (found.kind === 'found' && found.name !== null) return found.name;
	if (attached.kind === 'failed') return attached;
	const now = `the name now belongs to ${attached.id}`;
	return found.kind === 'found'
		? renamed(policy, wanted, `${now}, and nobody has the first id.`)
		: renamed(policy, wanted, `${now}. ${found.remediation}`);
}

function renamed({ account }: IamPolicy, wanted: Entity, what: string): Failed {
	const who = `${nameOf(wanted)} of account ${account}`;
	return failed('renamed', `Look in CloudTrail who renamed or replaced ${who}: ${what}`);
}
