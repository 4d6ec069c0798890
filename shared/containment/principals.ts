import { DIRECTORY_USER } from '../configuration/protected-entry.ts';
import type { Known } from '../history/history.ts';
import { partitionOf } from '../runtime/global-region.ts';
import { nameInArn, readArn, roleOfAssumedRole } from '../sign-in/arn.ts';
import { isIdentityCenterSession } from '../sign-in/person-key.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { isUse } from '../sign-in/used-credential.ts';
import type { Attachment, RequestReason, Selector } from './containment.ts';
import { FEDERATED_USER, IAM_USER, ROLE_SESSION } from './selector-form.ts';

const HOUR = 3_600_000;
/**
 * How long a deny lasts: as long as the session can live, or longer if its cause is a long-term
 * credential that stays stolen (design, section 4.5).
 */
const DURATIONS = { session: 12 * HOUR, longSession: 36 * HOUR, longTerm: 7 * 24 * HOUR } as const;

/** One principal to deny, before its policies are chosen. */
export interface Deniable {
	readonly selector: Selector;
	/** The account whose policies apply to it. */
	readonly account: string;
	/**
	 * Null if only an SCP can apply: to root, or to a directory user who has entered no account
	 * yet.
	 */
	readonly attachment: Attachment | null;
	/** How long to deny it, in milliseconds. */
	readonly durationMs: number;
	readonly reason: RequestReason;
}

/**
 * Gives the caller, by the narrowest key that its requests carry; null if the record lacks the id.
 */
export function deniableCaller(signIn: SignIn, known: Known): Deniable | null {
	const { principal } = signIn;
	const account = principal.account ?? signIn.account ?? '';
	const reason = reasonOf(signIn);
	switch (principal.kind) {
		case 'root':
			return rootOf(account, signIn, reason);
		case 'iam-user':
			return userOf(signIn, account, reason);
		case 'identity-center-user':
			return directoryUser(known, { ...entered(signIn, account), reason });
		case 'role-session':
			return callingSession(signIn, known, { account, reason });
		case 'federated-user':
			return sessionOf(principal.id, {
				account,
				attachment: issuerOf(signIn),
				durationMs: DURATIONS.longSession,
				reason,
			});
		case 'saml-user':
		case 'web-identity':
		case 'certificate':
		case 'aws-account':
		case 'aws-service':
		case 'unknown':
			return null;
	}
}

function reasonOf(signIn: SignIn): RequestReason {
	if (signIn.alarm !== undefined) return 'aws-alarm';
	if (isUse(signIn)) return 'untrusted-use';
	return isMaking(signIn) ? 'untrusted-caller' : 'untrusted-sign-in';
}

/**
 * Gives the session that was made, if it is another principal than the caller: then a deny of the
 * caller does not apply to it.
 */
export function deniableSession(signIn: SignIn): Deniable | null {
	const { session, event, principal } = signIn;
	if (session?.userId == null || session.userId === principal.id) return null;
	const reason: RequestReason = 'obtained-by-untrusted-caller';
	if (event === 'AssumeRoot') return rootOf(session.userId, signIn, reason);
	const account = readArn(session.roleArn ?? '')?.account ?? signIn.account ?? '';
	if (event === 'GetFederationToken') {
		return sessionOf(session.userId, {
			account,
			attachment: makerOf(principal.name, principal.id),
			durationMs: DURATIONS.longSession,
			reason,
		});
	}
	return sessionOf(session.userId, {
		account,
		attachment: roleAttachment(session.roleArn),
		durationMs: DURATIONS.session,
		reason,
	});
}

/**
 * Gives the account that a directory user entered, and the role of the permission set. Before they
 * enter an account, it is only their own account.
 */
function entered(
	{ account, links }: SignIn,
	own: string,
): Pick<Deniable, 'account' | 'attachment'> {
	if (links.permissionSet === null) return { account: own, attachment: null };
	const name = `AWSReservedSSO_${links.permissionSet}_*`;
	return { account: account ?? own, attachment: { kind: 'permission-set-role', name } };
}

/**
 * True if the sign-in made a session of another principal than the caller, even if its id is
 * unknown.
 */
export function isMaking({ session, principal, links, callerIssuer }: SignIn): boolean {
	if (session === null) return false;
	if (session.userId !== null) return session.userId !== principal.id;
	const isOtherRole = session.roleArn !== null && session.roleArn !== callerIssuer;
	return links.switchedTo !== null || isOtherRole;
}

/**
 * Root's `aws:userid` is only its account's number, so the ARN is used, which says more to a
 * reader.
 */
function rootOf(account: string, signIn: SignIn, reason: RequestReason): Deniable {
	const { principal, region } = signIn;
	const partition = readArn(principal.arn ?? '')?.partition ?? partitionOf(region ?? '');
	const selector: Selector = {
		key: 'aws:PrincipalArn',
		value: `arn:${partition}:iam::${account}:root`,
	};
	return { selector, account, attachment: null, durationMs: DURATIONS.longTerm, reason };
}

function userOf(
	{ principal, clues }: SignIn,
	account: string,
	reason: RequestReason,
): Deniable | null {
	if (principal.id === null || !IAM_USER.test(principal.id) || principal.name === null) return null;
	// A session key comes from GetSessionToken and ends within 36 hours. A long-term key or a
	// password works until somebody changes it.
	const isSession = clues.accessKeyId?.startsWith('ASIA') ?? false;
	return {
		selector: { key: 'aws:userid', value: principal.id },
		account,
		attachment: { kind: 'user', name: principal.name },
		durationMs: isSession ? DURATIONS.longSession : DURATIONS.longTerm,
		reason,
	};
}

function callingSession(
	signIn: SignIn,
	known: Known,
	{ account, reason }: Pick<Deniable, 'account' | 'reason'>,
): Deniable | null {
	const { principal, callerIssuer } = signIn;
	const attachment = roleAttachment(callerIssuer ?? roleOfAssumedRole(principal.arn ?? ''));
	const isDirectory = isIdentityCenterSession(principal, callerIssuer);
	const person = isDirectory ? directoryUser(known, { account, attachment, reason }) : null;
	return (
		person ??
		sessionOf(principal.id, { account, attachment, durationMs: DURATIONS.session, reason })
	);
}

function directoryUser(
	known: Known,
	rest: Pick<Deniable, 'account' | 'attachment' | 'reason'>,
): Deniable | null {
	const id = known.person?.startsWith('idc:') ? known.person.slice('idc:'.length) : null;
	if (id === null || !DIRECTORY_USER.test(id)) return null;
	return {
		selector: { key: 'identitystore:UserId', value: id },
		durationMs: DURATIONS.session,
		...rest,
	};
}

function sessionOf(id: string | null, rest: Omit<Deniable, 'selector'>): Deniable | null {
	if (id === null || !(ROLE_SESSION.test(id) || FEDERATED_USER.test(id))) return null;
	return { selector: { key: 'aws:userid', value: id }, ...rest };
}

function roleAttachment(roleArn: string | null): Attachment | null {
	const name = nameInArn(roleArn ?? '');
	if (name === null) return null;
	return { kind: name.startsWith('AWSReservedSSO_') ? 'permission-set-role' : 'role', name };
}

/**
 * A federated session has the permissions of the user who made it, so that user's policies apply to
 * it.
 */
function issuerOf({ callerIssuer, callerIssuerId }: SignIn): Attachment | null {
	const issuer = readArn(callerIssuer ?? '');
	const [kind, ...parts] = issuer?.resource.split('/') ?? [];
	return kind === 'user' ? makerOf(parts.at(-1) ?? null, callerIssuerId ?? null) : null;
}

/** The user who made a federated session, whose own id does not tell it. */
function makerOf(name: string | null, id: string | null): Attachment | null {
	if (name === null) return null;
	return { kind: 'user', name, ...(id !== null && IAM_USER.test(id) ? { id } : {}) };
}
