import { policiesFor } from '../containment/policies-for.ts';
import { wholeRole } from '../containment/selector-form.ts';
import { readArn, withoutPath } from '../sign-in/arn.ts';
import type { DecisionDeps } from './decision-deps.ts';
import { accountMeant, type Principal, type PrincipalHints, partitionOf } from './principal.ts';
import { isServiceLinked } from './protection.ts';
import { type Refused, refused } from './refusals.ts';
import type { AskedRole } from './whom.ts';

type Looking = Pick<DecisionDeps, 'settings' | 'iam' | 'caller' | 'roleUses' | 'now'>;

/** For so long, in milliseconds, history remembers under which id a role was seen. */
const SEEN_FOR = 24 * 3_600_000;

/** A role as it was found. */
interface FoundRole {
	readonly id: string;
	readonly arn: string;
	readonly account: string;
	/** True if IAM has told the ARN, so that its path is known. */
	readonly isFromIam: boolean;
}

/**
 * Finds the role all of whose sessions are to be denied. IAM is asked only about the caller's own
 * account; of roles elsewhere the records tell the id.
 */
export async function findRole(
	asked: AskedRole,
	hints: PrincipalHints,
	deps: Looking,
): Promise<Principal | Refused> {
	const found = await (asked.kind === 'role-arn'
		? roleByArn(asked, deps)
		: roleById(asked.id, hints, deps));
	return 'kind' in found ? found : principalOf(found, deps);
}

async function roleByArn(
	{ arn, account, name }: Extract<AskedRole, { kind: 'role-arn' }>,
	{ iam, caller, roleUses, now }: Looking,
): Promise<FoundRole | Refused> {
	if (isServiceLinked(arn)) return refused('service-linked-role', { value: arn });
	if (account === caller.account) {
		const role = await iam.role(name);
		// Two roles of an account cannot differ in the path alone, and not all records print it.
		return role === null || withoutPath(role.arn) !== withoutPath(arn)
			? refused('role-not-found', { arn })
			: { id: role.id, arn: role.arn, account, isFromIam: true };
	}
	const { uses } = await roleUses.since(withoutPath(arn), now() - SEEN_FOR);
	const ids = [...new Set(uses.map(({ roleId }) => roleId))];
	const [id] = ids;
	if (id === undefined) return refused('role-id-unknown', { arn, account, name });
	if (ids.length > 1) return refused('role-id-unclear', { arn, account, name, ids });
	return { id, arn, account, isFromIam: false };
}

async function roleById(
	id: string,
	{ account, name }: PrincipalHints,
	{ settings, iam, caller }: Looking,
): Promise<FoundRole | Refused> {
	const where = accountMeant({ account }, { settings, caller });
	if (where === null) return refused('account-needed', { value: id });
	if (where === caller.account) {
		const role = await iam.byId(id);
		return role === null
			? refused('id-not-found', { id, account: where })
			: { id, arn: role.arn, account: where, isFromIam: true };
	}
	if (name === null) return refused('role-name-needed', { id, account: where });
	return {
		id,
		arn: `arn:${partitionOf(caller)}:iam::${where}:role/${name}`,
		account: where,
		isFromIam: false,
	};
}

function principalOf(
	{ id, arn, account, isFromIam }: FoundRole,
	{ settings: { configuration } }: Looking,
): Principal | Refused {
	const name = arn.split('/').at(-1) ?? '';
	const selector = wholeRole(id);
	const isPermissionSet = name.startsWith('AWSReservedSSO_');
	const kind = isPermissionSet ? 'permission-set-role' : 'role';
	const principal: Principal = {
		...{ kind: 'principal', selector, account, attachment: { kind, name, id } },
		...{ person: `role:${account}/${name}`, name, known: isFromIam ? 'all' : 'no-path' },
		ids: [selector.value, arn, sessionsOf(arn, name)],
	};
	const deniable = { ...principal, durationMs: 0, reason: 'requested-by-person' } as const;
	const policies = policiesFor(deniable, configuration);
	return isPermissionSet && !policies.some(({ policy }) => policy === 'scp')
		? refused('permission-set-role', { arn, account })
		: principal;
}

function sessionsOf(arn: string, name: string): string {
	const { partition = 'aws', account = '' } = readArn(arn) ?? {};
	return `arn:${partition}:sts::${account}:assumed-role/${name}/*`;
}
