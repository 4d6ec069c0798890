import type { ProtectedEntry } from '../configuration/configuration.ts';
import type { DenyScope, Selector } from '../containment/containment.ts';
import {
	entryText,
	matchesProtected,
	protectedBy,
	protectedIds,
} from '../containment/protected-principal.ts';
import { isWholeRole } from '../containment/selector-form.ts';
import { ROLE_PATH } from '../runtime/names.ts';
import { readArn, withoutPath } from '../sign-in/arn.ts';
import type { DecisionDeps } from './decision-deps.ts';
import { type Doubt, type Refused, refused } from './refusals.ts';

/** A principal that is to be denied, with all by which the configuration could protect it. */
export interface Denied {
	readonly selector: Selector;
	/** Null if it does not matter, because all ids are known. */
	readonly account: string | null;
	/** The id first, then the ARNs that the configuration may contain. */
	readonly ids: readonly string[];
	/**
	 * How much `ids` holds. `all`: the id and every ARN; `no-path`: an ARN that lacks the path;
	 * `id`: only an id, from which neither name nor role is known.
	 */
	readonly known: 'all' | 'no-path' | 'id';
}

/**
 * Refuses principals that must never be contained, not even by a human; null if it may be denied.
 */
export function whyNever(
	denied: Denied,
	{ configuration }: DecisionDeps['settings'],
): Refused | null {
	const { selector, ids } = denied;
	const { key, value } = selector;
	const { protectedPrincipals, managementAccount } = configuration.containment;
	const entry =
		protectedBy(ids, protectedPrincipals) ?? protectingRole(denied, protectedPrincipals);
	if (entry !== undefined) return refused('protected', { value, pattern: entryText(entry) });
	if (ids.some(isServiceLinked)) return refused('service-linked-role', { value });
	const isRoot = key === 'aws:PrincipalArn';
	return isRoot && readArn(value)?.account === managementAccount
		? refused('management-root', { value })
		: null;
}

/** True for the ARN of a role that only AWS may change. */
export function isServiceLinked(arn: string): boolean {
	return /:role\/(aws-service-role\/|(.*\/)?AWSServiceRoleFor)/.test(arn);
}

/**
 * What protects a whole role besides its own ids. A session of it may be protected alone. And where
 * the path of the role is not known, its name is enough, because an account has each name once.
 */
function protectingRole(
	{ selector, ids, known }: Denied,
	entries: readonly ProtectedEntry[],
): ProtectedEntry | undefined {
	if (!isWholeRole(selector)) return undefined;
	return entries.find((entry) => {
		if (matchesProtected(selector, protectedIds([entry]))) return true;
		if (typeof entry !== 'string') return false;
		const isSession = entry.includes(':assumed-role/');
		const isName = known === 'no-path' && /:role\/(.*\/)?[^*/]+$/.test(entry);
		const wider = isSession ? entry.replace(/\/[^/]*$/, '/*') : withoutPath(entry);
		return (isSession || isName) && protectedBy(ids, [wider]) !== undefined;
	});
}

/** Gives the doubts that a person must confirm before the denial; empty if there are none. */
export function doubtsAbout(
	denied: Denied,
	denyScope: DenyScope,
	{ settings, caller }: Pick<DecisionDeps, 'settings' | 'caller'>,
): Doubt[] {
	const { value } = denied.selector;
	const { protectedPrincipals } = settings.configuration.containment;
	const patterns = protectedPrincipals.filter((entry) => mayMean(entry, denied)).map(entryText);
	const found: (Doubt['doubt'] | null)[] = [
		denyScope === 'everything' ? 'denies-everything' : null,
		value === caller.userId ? 'is-caller' : null,
		isWholeRole(denied.selector) && caller.userId.startsWith(value.slice(0, -1))
			? 'includes-caller'
			: null,
		patterns.length > 0 ? 'may-be-protected' : null,
	];
	return found.filter((doubt) => doubt !== null).map((doubt) => ({ doubt, value, patterns }));
}

/** True if the entry may protect this principal, as far as its known ids tell. */
function mayMean(entry: ProtectedEntry, denied: Denied): boolean {
	if (denied.known === 'all') return false;
	return typeof entry === 'string' ? mayMatch(entry, denied) : mayBeNamed(entry, denied);
}

/** The account and the name alone decide, so only an id without a name leaves a doubt. */
function mayBeNamed(
	{ name, account }: Exclude<ProtectedEntry, string>,
	{ selector, account: deniedAccount, known }: Denied,
): boolean {
	if (known === 'no-path') return false;
	if (selector.key === 'identitystore:UserId') return name.startsWith('AWSReservedSSO_');
	return account === deniedAccount;
}

function mayMatch(pattern: string, { selector, account, ids, known }: Denied): boolean {
	if (known === 'no-path') return protectedBy(ids, [withoutPath(pattern)]) !== undefined;
	if (protectedIds([pattern]).length > 0) return false;
	const isDirectoryUser = selector.key === 'identitystore:UserId';
	// The ARN of a user never matches a role, and no directory user acts as a role of the monitor.
	if (isDirectoryUser) return !pattern.includes(':user/') && !pattern.includes(`:role${ROLE_PATH}`);
	const other = readArn(pattern)?.account;
	if (other !== account && /^\d{12}$/.test(other ?? '')) return false;
	return selector.value.startsWith('AROA')
		? !pattern.includes(':user/')
		: !/:(role|assumed-role)\//.test(pattern);
}
