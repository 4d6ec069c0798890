import type { Attachment, Selector } from '../containment/containment.ts';
import { isIamUser } from '../containment/selector-form.ts';
import { readArn } from '../sign-in/arn.ts';
import type { DecisionDeps, IamPrincipal } from './decision-deps.ts';
import type { Denied } from './protection.ts';
import { type Refused, refused } from './refusals.ts';
import type { Whom } from './whom.ts';

/** A principal of no case that is to be contained. */
export interface Principal extends Denied {
	readonly kind: 'principal';
	/** For a directory user the account that no SCP reaches: it stands for all others. */
	readonly account: string;
	/** What an account's policy would be attached to; null where it is not known or not needed. */
	readonly attachment: Attachment | null;
	/** As history knows the person. */
	readonly person: string;
}

/** What a person adds to an id, for it may be of another account. */
export interface PrincipalHints {
	/** Null: the caller's, where there is no organization. */
	readonly account: string | null;
	/** Of the user or role; null: to be looked up. */
	readonly name: string | null;
}

type Asked = Exclude<Whom, { kind: 'known' }>;
type Looking = Pick<DecisionDeps, 'settings' | 'iam' | 'caller'>;

/** Finds what a request needs of a principal. Asks IAM about the caller's own account only. */
export async function findPrincipal(
	asked: Asked,
	hints: PrincipalHints,
	deps: Looking,
): Promise<Principal | Refused> {
	if (asked.kind === 'user-arn') return userByArn(asked, deps);
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

function onlyId(selector: Selector, account: string): Principal {
	const { value } = selector;
	return {
		...{ kind: 'principal', selector, account, attachment: null },
		...{ person: value, names: [value], known: 'id' },
	};
}

function federated(selector: Selector, account: string, { caller }: Looking): Principal {
	const [, name] = selector.value.split(':');
	const arn = `arn:${partitionOf(caller)}:sts::${account}:federated-user/${name}`;
	return { ...onlyId(selector, account), names: [selector.value, arn] };
}

/** They may enter every account, where the permission sets must reference the account's policy. */
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
	{ iam, caller }: Looking,
): Promise<Principal | Refused> {
	if (account !== caller.account)
		return refused('other-account', { arn, account, name, yours: caller.account });
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
	const isSingle = settings.configuration.deployment.kind === 'single-account';
	// Which policy reaches somebody depends on whether they are in the management account.
	const where = account ?? (isSingle ? caller.account : null);
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
			...{ attachment: { kind: 'user', name }, person: `user:${account}/${name}` },
			names: [selector.value, arn, name],
		};
	}
	const kind = name.startsWith('AWSReservedSSO_') ? 'permission-set-role' : 'role';
	const [, session] = selector.value.split(':');
	const partition = readArn(arn)?.partition;
	return {
		...found,
		...{ attachment: { kind, name }, person: `session:${account}/${name}/${session}` },
		names: [
			selector.value,
			arn,
			`arn:${partition}:sts::${account}:assumed-role/${name}/${session}`,
		],
	};
}

function partitionOf({ arn }: Looking['caller']): string {
	return readArn(arn)?.partition ?? 'aws';
}
