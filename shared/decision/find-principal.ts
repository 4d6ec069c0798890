import type { Selector } from '../containment/containment.ts';
import { isIamUser } from '../containment/selector-form.ts';
import { readArn } from '../sign-in/arn.ts';
import type { DecisionDeps, IamPrincipal } from './decision-deps.ts';
import { findByName } from './find-by-name.ts';
import { findRole } from './find-role.ts';
import { accountMeant, type Principal, type PrincipalHints, partitionOf } from './principal.ts';
import { type Refused, refused } from './refusals.ts';
import type { Whom } from './whom.ts';

type Asked = Exclude<Whom, { kind: 'known' }>;
type Looking = Pick<
	DecisionDeps,
	'settings' | 'iam' | 'people' | 'identityCenter' | 'caller' | 'roleUses' | 'now'
>;

/** Finds what a request needs to know of a principal. Ids are asked for in the caller's account. */
export async function findPrincipal(
	asked: Asked,
	hints: PrincipalHints,
	deps: Looking,
): Promise<Principal | Refused> {
	if (asked.kind === 'user-arn') return userByArn(asked, deps);
	if (asked.kind === 'role-arn' || asked.kind === 'role-id') return findRole(asked, hints, deps);
	if (asked.kind === 'name') return byName(asked.name, hints, deps);
	const { selector, account } = asked;
	switch (selector.key) {
		case 'aws:PrincipalArn':
			return {
				...onlyId(selector, account ?? ''),
				...{ person: `root:${account}`, known: 'all' },
			};
		case 'identitystore:UserId':
			return directoryUser(selector, deps);
		case 'aws:userid':
			return account === null
				? byUserId(selector, hints, deps)
				: federated(selector, account, deps);
	}
}

async function byName(
	name: string,
	hints: PrincipalHints,
	deps: Looking,
): Promise<Principal | Refused> {
	const found = await findByName(name, hints, deps);
	switch (found.kind) {
		case 'refused':
			return found;
		case 'directory-user':
			return { ...directoryUser(found.selector, deps), name };
		case 'iam-user': {
			const { account, name: userName } = found.user;
			return byUserId(found.selector, { account, name: userName }, deps);
		}
	}
}

function onlyId(selector: Selector, account: string): Principal {
	const { value } = selector;
	return {
		...{ kind: 'principal', selector, account, attachment: null },
		...{ person: value, name: null, ids: [value], known: 'id' },
	};
}

function federated(selector: Selector, account: string, { caller }: Looking): Principal {
	const [, name] = selector.value.split(':');
	const arn = `arn:${partitionOf(caller)}:sts::${account}:federated-user/${name}`;
	return { ...onlyId(selector, account), ids: [selector.value, arn] };
}

/** A directory user may enter every account, so all permission sets must reference the policy. */
function directoryUser(selector: Selector, { caller, settings }: Looking): Principal {
	const { policyType, managementAccount } = settings.configuration.containment;
	const account = policyType === 'scp' ? (managementAccount ?? caller.account) : caller.account;
	return {
		...onlyId(selector, account),
		attachment: { kind: 'permission-set-role', name: 'AWSReservedSSO_*' },
		person: `idc:${selector.value}`,
	};
}

async function userByArn(
	{ arn, account, name }: Extract<Asked, { kind: 'user-arn' }>,
	deps: Looking,
): Promise<Principal | Refused> {
	const { iam, caller } = deps;
	if (account !== caller.account) {
		const known = await byName(name, { account, name: null }, deps);
		return known.kind === 'refused' && known.reason === 'name-not-found'
			? refused('other-account', { arn, account, name, yours: caller.account })
			: known;
	}
	const user = await iam.user(name);
	if (user === null || user.arn !== arn) return refused('user-not-found', { arn });
	return named({ key: 'aws:userid', value: user.id }, account, user);
}

async function byUserId(
	selector: Selector,
	{ account, name }: PrincipalHints,
	{ settings, iam, caller }: Looking,
): Promise<Principal | Refused> {
	const { value } = selector;
	// The policy that applies depends on whether the principal is in the management account.
	const where = accountMeant({ account }, { settings, caller });
	if (where === null) return refused('account-needed', { value });
	if (where === caller.account) {
		const [id = ''] = value.split(':');
		const found = await iam.byId(id);
		return found === null
			? refused('id-not-found', { id, account: where })
			: named(selector, where, found);
	}
	if (name === null) return onlyId(selector, where);
	const kind = isIamUser(selector) ? 'user' : 'role';
	const arn = `arn:${partitionOf(caller)}:iam::${where}:${kind}/${name}`;
	return { ...named(selector, where, { name, arn }), known: 'no-path' };
}

function named(
	selector: Selector,
	account: string,
	{ name, arn }: Pick<IamPrincipal, 'name' | 'arn'>,
): Principal {
	const found = { ...onlyId(selector, account), known: 'all' } as const;
	if (isIamUser(selector)) {
		return {
			...found,
			...{ attachment: { kind: 'user', name }, person: `user:${account}/${name}`, name },
			ids: [selector.value, arn],
		};
	}
	const kind = name.startsWith('AWSReservedSSO_') ? 'permission-set-role' : 'role';
	const [, session] = selector.value.split(':');
	const partition = readArn(arn)?.partition;
	return {
		...found,
		...{ attachment: { kind, name }, name: `${name}/${session}` },
		person: `session:${account}/${name}/${session}`,
		ids: [selector.value, arn, `arn:${partition}:sts::${account}:assumed-role/${name}/${session}`],
	};
}
