import type { DenyScope, Selector } from '../containment/containment.ts';
import { protectedBy, protectedIds } from '../containment/protected-principal.ts';
import { ROLE_PATH } from '../runtime/names.ts';
import { readArn, withoutPath } from '../sign-in/arn.ts';
import type { DecisionDeps } from './decision-deps.ts';
import { type Doubt, type Refused, refused } from './refusals.ts';

/** A principal that is to be denied, with what is known of who it is. */
export interface Denied {
	readonly selector: Selector;
	/** Null where it does not matter, because all names are known. */
	readonly account: string | null;
	/** The id first, then ARNs and names, as the configuration can mean them. */
	readonly names: readonly string[];
	/**
	 * Whether `names` are all that could be meant. `no-path`: its ARN without the path; `id`: an id
	 * that says neither name nor role.
	 */
	readonly known: 'all' | 'no-path' | 'id';
}

/** Refuses what the rules never contain, whoever decides; null where it may be denied. */
export function whyNever(
	{ selector: { key, value }, names }: Denied,
	{ configuration }: DecisionDeps['settings'],
): Refused | null {
	const { protectedPrincipals, managementAccount } = configuration.containment;
	const pattern = protectedBy(names, protectedPrincipals);
	if (pattern !== undefined) return refused('protected', { value, pattern });
	if (names.some((name) => name.includes(':role/aws-service-role/')))
		return refused('service-linked-role', { value });
	const isRoot = key === 'aws:PrincipalArn';
	return isRoot && readArn(value)?.account === managementAccount
		? refused('management-root', { value })
		: null;
}

/** What somebody should be sure of before they deny it; empty where nothing speaks against it. */
export function doubtsAbout(
	denied: Denied,
	denyScope: DenyScope,
	{ settings, caller }: Pick<DecisionDeps, 'settings' | 'caller'>,
): Doubt[] {
	const { value } = denied.selector;
	const { protectedPrincipals } = settings.configuration.containment;
	const patterns = protectedPrincipals.filter((pattern) => mayMean(pattern, denied));
	const found: (Doubt['doubt'] | null)[] = [
		denyScope === 'everything' ? 'denies-everything' : null,
		value === caller.userId ? 'is-caller' : null,
		patterns.length > 0 ? 'may-be-protected' : null,
	];
	return found.filter((doubt) => doubt !== null).map((doubt) => ({ doubt, value, patterns }));
}

/** True for a protected principal that this one may be, by all that is known of it. */
function mayMean(pattern: string, { selector, account, names, known }: Denied): boolean {
	if (known === 'all') return false;
	if (known === 'no-path') return protectedBy(names, [withoutPath(pattern)]) !== undefined;
	if (protectedIds([pattern]).length > 0) return false;
	const isDirectoryUser = selector.key === 'identitystore:UserId';
	// An ARN of a user never means a role, and nobody of the directory acts as a role of ours.
	if (isDirectoryUser) return !pattern.includes(':user/') && !pattern.includes(`:role${ROLE_PATH}`);
	const other = readArn(pattern)?.account;
	if (other !== account && /^\d{12}$/.test(other ?? '')) return false;
	return selector.value.startsWith('AROA')
		? !pattern.includes(':user/')
		: !/:(role|assumed-role)\//.test(pattern);
}
