import { nameInArn, readArn } from '../sign-in/arn.ts';
import { callingRole, isOutsideMachine } from '../sign-in/machine.ts';
import { isIdentityCenterSession } from '../sign-in/person-key.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Facts, Initiator, Known } from './history.ts';
import { YOUNG_MS } from './makers.ts';

/**
 * How old the credential is: `older` than seven days if IAM tells it; `young` if IAM or a record
 * tells that; `unknown` if nobody tells.
 */
export const ACTOR_AGES = ['older', 'young', 'unknown'] as const;
export type ActorAge = (typeof ACTOR_AGES)[number];

/**
 * The holder of one credential, as far as it can be told. Names prove nothing: who holds one
 * credential can choose names of sessions, chain roles, make users, keys and passwords, and come
 * from any address. The circuit breaker counts actors, and sessions are limited by actor.
 */
export interface CountedActor {
	readonly key: string;
	readonly age: ActorAge;
}

/** What an actor is found out from. */
interface Evidence {
	readonly facts: Pick<Facts, 'signIn' | 'age'>;
	readonly known: Pick<Known, 'person' | 'initiator' | 'makers'>;
}

/**
 * Finds out which actor a sign-in belongs to, or gives null for an AWS service:
 * - a session belongs to the principal that obtained it, back to the first known one; with nobody
 *   known, to its role; a session of Identity Center to the directory's user
 * - a caller in another account is that account, whatever role or session they name
 * - machines with tokens or certificates are the role that they take, because who can issue a token
 *   or a certificate can issue many
 * - a user, an access key or a password that is younger than seven days belongs to its maker, or,
 *   where nobody knows them, to one actor for the account
 * - a quarantine belongs to the principal that attached it, to however many users
 * - everybody else is the user, by the id if the record has one
 */
export function countedActor({ facts, known }: Evidence): CountedActor | null {
	const { signIn } = facts;
	const { principal, callerIssuer, alarm } = signIn;
	if (alarm?.attacher != null) return unknownAge(alarm.attacher.key);
	const isDirectory = isIdentityCenterSession(principal, callerIssuer);
	switch (principal.kind) {
		case 'aws-service':
			return null;
		case 'aws-account':
			return unknownAge(`account:${principal.account ?? ''}`);
		case 'iam-user':
			return userActor({ facts, known });
		case 'role-session':
			if (known.initiator !== null) return actorOfInitiator(known.initiator);
			return isDirectory ? named(signIn, known) : roleActor(signIn);
		case 'federated-user':
			return federatedActor(signIn, known);
		default:
			return isOutsideMachine(principal) ? roleActor(signIn) : named(signIn, known);
	}
}

function userActor({ facts: { signIn, age }, known }: Evidence): CountedActor {
	const own = named(signIn, known);
	const { user, credential } = known.makers;
	if (user !== null) return { key: user.countedAs.key, age: 'young' };
	// Who obtained the session is known, with the age of what they showed then.
	const isSession = credential?.kind === 'session-key';
	if (isSession && !isSame(credential.countedAs, own)) return credential.countedAs;
	if (credential !== null && !isSession) return { key: credential.countedAs.key, age: 'young' };
	const ages = [age?.user ?? null, age?.credential ?? null];
	const isYoung = (at: number | null) => at !== null && signIn.time - at < YOUNG_MS;
	if (ages.some(isYoung)) return { key: `new:${signIn.principal.account ?? ''}`, age: 'young' };
	return { key: own.key, age: ages.includes(null) ? 'unknown' : 'older' };
}

/** True for somebody of whose age nobody told at that time: IAM may tell it now. */
function isSame(one: CountedActor, other: CountedActor): boolean {
	return one.key === other.key && one.age === other.age;
}

const IAM_USER_ID = /^AIDA[A-Z\d]+$/;

/**
 * Two users may give one name to their federated sessions, so the user whom AWS names is meant. If
 * another one obtained a session of that name last, nobody knows with which credential this one was
 * obtained. A thief could have made all of those users, so it is not counted.
 */
function federatedActor(signIn: SignIn, known: Evidence['known']): CountedActor {
	const { initiator, person } = known;
	const isTheirs = signIn.callerIssuer === null || initiator?.person === person;
	const own = named(signIn, known);
	if (initiator === null) return own;
	return isTheirs ? actorOfInitiator(initiator) : { key: own.key, age: 'young' };
}

/** An entry of an older version lacks the actor; the name of a session stands for its role then. */
function actorOfInitiator({ countedAs, person, name }: Initiator): CountedActor {
	if (countedAs !== null) return countedAs;
	const [, account, role] = /^session:([^/]*)\/(.+)\/[^/]*$/.exec(person ?? '') ?? [];
	return unknownAge(role === undefined ? (person ?? `name:${name}`) : `role:${account}/${role}`);
}

function roleActor(signIn: SignIn): CountedActor {
	const arn = callingRole(signIn) ?? '';
	const account = readArn(arn)?.account ?? signIn.principal.account ?? signIn.account;
	return unknownAge(`role:${account ?? ''}/${nameInArn(arn) ?? ''}`);
}

function named(signIn: SignIn, { person }: Evidence['known']): CountedActor {
	const { principal, account } = signIn;
	const place = principal.account ?? account ?? '';
	const id = userId(signIn);
	return unknownAge(id === null ? (person ?? `${principal.kind}:${place}`) : `user:${place}/${id}`);
}

/** A user can be renamed again and again; the id stays. */
function userId({ principal: { kind, id }, callerIssuerId }: SignIn): string | null {
	const own = kind === 'federated-user' ? callerIssuerId : id;
	return own != null && IAM_USER_ID.test(own) ? own : null;
}

/** True if the actor is this user, and nobody who made the user or what they showed. */
export function isUserThemself({ key }: CountedActor, id: string): boolean {
	return key.endsWith(`/${id}`);
}

function unknownAge(key: string): CountedActor {
	return { key, age: 'unknown' };
}

/** Gives the account that an actor belongs to, if its key names one. */
export function accountOfActor({ key }: CountedActor): string | null {
	return /^[a-z-]+:(\d{12})(?!\d)/.exec(key)?.[1] ?? null;
}
