import { nameInArn, readArn } from '../sign-in/arn.ts';
import { isSessionForm } from '../sign-in/machine.ts';
import { isIdentityCenterRole } from '../sign-in/person-key.ts';
import { shownName } from '../sign-in/shown-name.ts';
import type { Session, SignIn } from '../sign-in/sign-in.ts';
import type { Initiator, Remembered } from './history.ts';

/** An initiator as it is remembered for a session. */
export interface KeptInitiator extends Initiator {
	/** `sharedEventID` of the record that obtained the session. */
	readonly act: string | null;
	/** True for the copy in the role's account, which names only the caller's account and id. */
	readonly isCopy: boolean;
}

/** A session may have been obtained again under the same name, and each time by two records. */
export const MOST_INITIATORS = 4;

/**
 * Gives the initiator of the session that a successful sign-in obtained, or null. A chained session
 * does not keep the name, so the initiator of the first session is remembered for all that follow.
 * Also a record that does not count (a copy, a step, a call through a service) shows who obtained a
 * session. A session that an AWS service obtained has no initiator, and a directory's user is known
 * by the session itself.
 */
export function initiatorOf(
	signIn: SignIn,
	{ known, alerted, flagged, countedAs }: Omit<Remembered, 'counts' | 'ageReported'>,
): KeptInitiator | null {
	const { principal, links, session } = signIn;
	if (obtainedSessionKey(signIn) === null || principal.kind === 'aws-service') return null;
	if (isIdentityCenterRole(session?.roleArn ?? null)) return null;
	const { actor, initiator } = known;
	return {
		// The caller chooses the source identity, so it names nobody here.
		name: initiator?.name ?? known.name ?? nameOf(signIn),
		person: actor?.key ?? known.person,
		kind: actor?.kind ?? 'person',
		sign: actor?.sign ?? null,
		session: initiator?.session ?? (principal.kind === 'role-session' ? principal.id : null),
		alerted: alerted || initiator?.alerted === true,
		flagged: flagged || initiator?.flagged === true,
		countedAs,
		act: links.sharedEventId,
		isCopy: principal.kind === 'aws-account',
	};
}

function nameOf(signIn: SignIn): string {
	return shownName(signIn) ?? signIn.principal.account ?? signIn.principal.kind;
}

/**
 * Chooses the initiator from what is remembered at the places of a session, the surest place first,
 * and at each the latest first. If a person and a machine took one name in the same second, the
 * session is held to be the person's.
 */
export function initiatorAmong(
	places: readonly InitiatorPlace[],
	kept: readonly (readonly KeptInitiator[])[],
): Initiator | null {
	const at = kept.findIndex((initiators) => initiators.length > 0);
	const acts = withoutKnownCopies(kept[at] ?? []);
	const isExact = places[at]?.issuedAt != null;
	const [latest] = acts;
	const chosen = (isExact ? acts.find(({ sign }) => sign === null) : latest) ?? latest;
	if (chosen === undefined) return null;
	const { act: _, isCopy: __, ...initiator } = chosen;
	return initiator;
}

/** The caller's own record says more than the copy of the same act, so it takes its place. */
function withoutKnownCopies(latestFirst: readonly KeptInitiator[]): KeptInitiator[] {
	return latestFirst.map((one) => {
		if (!one.isCopy || one.act === null) return one;
		return latestFirst.find(({ act, isCopy }) => !isCopy && act === one.act) ?? one;
	});
}

/**
 * Gives the initiator's own session if only the form of its name says that it is a machine's. The
 * record that shows who obtained that session may have come later than those of its chain.
 */
export function unprovenSession(initiator: Initiator | null): InitiatorPlace[] {
	const { sign = null, session = null } = initiator ?? {};
	const isUnproven = sign !== null && isSessionForm(sign) && session !== null;
	return isUnproven ? [{ key: session, issuedAt: null }] : [];
}

/** Puts the initiator of an unproven session in the place of that session. */
export function withInitiatorBehind(
	initiator: Initiator | null,
	behind: Initiator | null,
): Initiator | null {
	if (initiator === null || behind === null) return initiator;
	return {
		...behind,
		alerted: initiator.alerted || behind.alerted,
		flagged: initiator.flagged || behind.flagged,
	};
}

/** Where the initiator of a session may be remembered. */
export interface InitiatorPlace {
	readonly key: string;
	/**
	 * Only who obtained a session in this second is meant, in milliseconds since 1970; null for the
	 * last who obtained one.
	 */
	readonly issuedAt: number | null;
}

/**
 * Gives the places of the initiator of the calling session, the surest first; none for principals
 * without a session. Callers choose the names, so several may have obtained sessions with one id:
 * the session's `creationDate`, which is the time at which it was obtained, tells them apart.
 */
export function callingPlaces(signIn: SignIn): InitiatorPlace[] {
	const { principal, callerIssuer, links } = signIn;
	const { kind, id } = principal;
	const named = kind === 'role-session' ? namedKey(callerIssuer, principal) : null;
	const isUser = kind === 'iam-user' || kind === 'identity-center-user';
	const keys = [isUser ? null : id, named].filter((key) => key !== null);
	// A stored sign-in of an older version lacks the date.
	const date = links.sessionCreatedAt ?? null;
	const dates = date === null ? [null] : [wholeSeconds(date), null];
	return dates.flatMap((issuedAt) => keys.map((key) => ({ key, issuedAt })));
}

/** `creationDate` has no fractions of a second, but the time of an edited record may. */
export function wholeSeconds(time: number): number {
	return Math.floor(time / 1_000) * 1_000;
}

const TAKES_ROLE = new Set([
	'AssumeRole',
	'AssumeRoleWithSAML',
	'AssumeRoleWithWebIdentity',
	'CreateSession',
]);

/**
 * Gives the key under which the initiator of an obtained session is remembered: the session's id. If
 * the record does not print it, as may be for a certificate, the session is remembered by its role
 * and name. Somebody who obtains a session of that name with another credential is found first,
 * by the id.
 */
export function obtainedSessionKey(signIn: SignIn): string | null {
	const { session, outcome, event } = signIn;
	const isUnnamed = outcome === 'success' && session?.userId === null && TAKES_ROLE.has(event);
	return isUnnamed ? namedKey(session.roleArn, session) : obtainedSession(signIn);
}

function namedKey(roleArn: string | null, { name }: Pick<Session, 'name'>): string | null {
	const account = readArn(roleArn ?? '')?.account;
	const role = nameInArn(roleArn ?? '');
	return account === undefined || name === null ? null : `named:${account}/${role}/${name}`;
}

/** Gives the `aws:userid` of a session that did not exist before. */
export function obtainedSession({ session, principal, outcome }: SignIn): string | null {
	if (outcome !== 'success' || !session?.userId || session.userId === principal.id) return null;
	return session.userId;
}
