import type { Attachment, Selector } from '../../shared/containment/containment.ts';
import { UsageError } from '../usage-error.ts';
import type { IamPrincipal, OperateDeps } from './deps.ts';
import type { ContainOptions } from './options.ts';
import type { Whom } from './whom.ts';

/** Somebody to be contained who is in no case. */
export interface Principal {
	readonly selector: Selector;
	/** Empty for a user of Identity Center, who belongs to no account. */
	readonly account: string;
	/** What an account's policy would be attached to; null where it is not known or where there is nothing. */
	readonly attachment: Attachment | null;
	/** As history knows the person. */
	readonly person: string;
	/** All that is known of whom it is, to be compared with the protected principals. */
	readonly names: readonly string[];
	/** False where only an id is known, which need not be what the configuration calls a protected principal. */
	readonly isNamed: boolean;
}

type Asked = Exclude<Whom, { kind: 'known' }>;
type Hints = Pick<ContainOptions, 'account' | 'name'>;

/** Finds what a request needs of a principal. Asks IAM only in the caller's own account; throws a UsageError where it must be told. */
export async function findPrincipal(
	asked: Asked,
	hints: Hints,
	deps: OperateDeps,
): Promise<Principal> {
	if (asked.kind === 'user-arn') return userByArn(asked, deps);
	const { selector } = asked;
	switch (selector.key) {
		case 'aws:PrincipalArn':
			return {
				selector,
				account: asked.account ?? '',
				...nothingToAttach(`root:${asked.account}`, selector),
			};
		case 'identitystore:UserId':
			return directoryUser(selector, deps);
		case 'aws:userid':
			if (asked.account !== null) {
				return {
					selector,
					account: asked.account,
					...nothingToAttach(selector.value, selector),
					isNamed: false,
				};
			}
			return byUserId(selector, hints, deps);
	}
}

function nothingToAttach(person: string, { value }: Selector) {
	return { attachment: null, person, names: [value], isNamed: true };
}

/**
 * He may enter any account. Where accounts have policies of their own, the permission sets must reference them; where there
 * is an organization, the account that no SCP reaches stands for all of them.
 */
function directoryUser(selector: Selector, { caller, configuration }: OperateDeps): Principal {
	const { policyType, managementAccount } = configuration.containment;
	const account = policyType === 'scp' ? (managementAccount ?? caller.account) : caller.account;
	const attachment = { kind: 'permission-set-role', name: 'AWSReservedSSO_*' } as const;
	const person = `idc:${selector.value}`;
	return { selector, account, attachment, person, names: [selector.value], isNamed: false };
}

async function userByArn(
	{ arn, account, name }: Extract<Asked, { kind: 'user-arn' }>,
	{ iam, caller }: OperateDeps,
): Promise<Principal> {
	if (account !== caller.account) {
		throw new UsageError(
			`${arn} is in account ${account} and you are in ${caller.account}. Ask for the id there: aws iam get-user --user-name ${name} ` +
				`--query User.UserId --output text; then: eyes contain AIDA… --account ${account} --name ${name}`,
		);
	}
	const user = await iam.user(name);
	if (user === null || user.arn !== arn)
		throw new UsageError(`there is no user ${arn} in your account`);
	return fromIam({ key: 'aws:userid', value: user.id }, account, user);
}

async function byUserId(
	selector: Selector,
	{ account, name }: Hints,
	deps: OperateDeps,
): Promise<Principal> {
	const where = account ?? defaultAccount(selector, deps);
	if (where === deps.caller.account) {
		const [id = ''] = selector.value.split(':');
		const found = await deps.iam.byId(id);
		if (found === null)
			throw new UsageError(
				`account ${where} has nobody with the id ${id}; of which account is it? Add --account ID`,
			);
		return fromIam(selector, where, found);
	}
	if (name !== null) {
		const kind = isUserId(selector) ? 'user' : 'role';
		return fromIam(selector, where, {
			id: selector.value,
			name,
			arn: `arn:aws:iam::${where}:${kind}/${name}`,
		});
	}
	return { selector, account: where, ...nothingToAttach(selector.value, selector), isNamed: false };
}

/** Which policy reaches somebody depends on whether he is in the management account. */
function defaultAccount({ value }: Selector, { caller, configuration }: OperateDeps): string {
	if (configuration.deployment.kind === 'single-account') return caller.account;
	throw new UsageError(`of which account is ${value}? Add --account ID`);
}

function fromIam(selector: Selector, account: string, { name, arn }: IamPrincipal): Principal {
	const isUser = isUserId(selector);
	const kind = isUser
		? 'user'
		: name.startsWith('AWSReservedSSO_')
			? 'permission-set-role'
			: 'role';
	const session = selector.value.split(':')[1];
	return {
		...{
			selector,
			account,
			attachment: { kind, name },
			names: [selector.value, arn, ...(isUser ? [name] : [])],
		},
		...{
			person: isUser ? `user:${account}/${name}` : `session:${account}/${name}/${session}`,
			isNamed: true,
		},
	};
}

function isUserId({ value }: Selector): boolean {
	return value.startsWith('AIDA');
}
