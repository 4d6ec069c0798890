import { isDirectorySaml, looksLikeBackend } from '../network/acting-for.ts';
import type { JudgedNetwork } from '../network/network.ts';
import { nameInArn } from '../sign-in/arn.ts';
import { isIdentityCenterSession } from '../sign-in/person-key.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Facts, OtherRecord } from './history.ts';

/*
 * Some records are harmless only because of another record of the same act: the copy of a call in
 * the target's account because of the caller's own copy, and what Identity Center's backend does
 * because of what the person did in the portal. That record is the witness. It may arrive before or
 * after, and its time may be a little later, because different hosts set the times.
 *
 * A thief cannot make a witness, except by an act of their own, which is judged. AWS chooses shared
 * event ids. A portal record needs the person's portal session. `AssumeRoleWithSAML` of the
 * directory's provider needs an assertion that the directory signed, and comes from an address of the
 * backend. A thief can open the console themselves, so a `ConsoleLogin` counts only from a trusted
 * network. A thief who holds a stolen session of a reserved role finds the witness only within a
 * minute after the person opened the console in that same session; then the call is passed over, but
 * the token that they get is of use only in a browser, and the `ConsoleLogin` that follows shows the
 * thief's own address.
 */

/** A record that shows that another one is harmless. */
export interface Witness extends OtherRecord {
	/** The person's key, if the record names them. */
	readonly person: string | null;
	/** From where the person acted; null if the address is not theirs. */
	readonly network: JudgedNetwork | null;
}

/** A key under which a witness is looked for, and how long before and after, in milliseconds. */
export interface SoughtWitness {
	readonly key: string;
	readonly before: number;
	readonly after: number;
	/** Set if the record shows something only if it came from a trusted network. */
	readonly mustBeTrusted?: true;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** No witness is further away than this, in milliseconds. */
export const WITNESS_REACH = 10 * MINUTE;

/** Different hosts set the times of the records of one act. */
const SKEW = 5 * SECOND;

/** A key that all sessions of one act share: the role, the name, and the second of its issue. */
type SessionOfAct = Pick<SignIn, 'account' | 'session'>;

/** Gives the keys under which the record is a witness for others. */
export function witnessKeys(signIn: SignIn): string[] {
	const { event, outcome, account, links } = signIn;
	const callers = callersCopyKey(signIn);
	if (callers !== null) return [callers];
	if (outcome !== 'success') return [];
	if ((event === 'GetRoleCredentials' || event === 'Federate') && links.permissionSet !== null)
		return [`set:${account}/${links.permissionSet}`];
	if (isDirectorySaml(signIn))
		return [...sessionKeys('issued', signIn, signIn.time), addressKey(signIn)];
	const isOpening = event === 'ConsoleLogin' && isReserved(signIn);
	return isOpening ? sessionKeys('opened', signIn, links.sessionCreatedAt) : [];
}

/** Gives the keys under which the record looks for a witness; none if it needs none. */
export function soughtWitnesses(signIn: SignIn): SoughtWitness[] {
	const { principal, links, recipient, time } = signIn;
	if (principal.kind === 'aws-account') {
		const { account } = principal;
		if (account === null || account === recipient || links.sharedEventId === null) return [];
		const key = `callers:${account}/${links.sharedEventId}`;
		return [{ key, before: WITNESS_REACH, after: WITNESS_REACH }];
	}
	if (!looksLikeBackend(signIn)) return [];
	const set = { before: SKEW, after: SKEW };
	const sets = permissionSetKeys(signIn).map((key) => ({ key, ...set }));
	if (isDirectorySaml(signIn)) return sets;
	const created = links.sessionCreatedAt;
	// The portal opens the console with a session that it has just obtained.
	const isFresh = created === null || Math.abs(time - created) <= MINUTE;
	// The console prints the date of the session that it opens, or its own time.
	const opened = sessionKeys('opened', signIn, isFresh ? null : created);
	return [
		...lastOf(sessionKeys('issued', signIn, created)).map((key) => ({
			...{ key, before: MINUTE, after: SKEW },
		})),
		{ key: addressKey(signIn), ...set },
		...lastOf(opened).map((key) => ({
			...{ key, before: MINUTE, after: MINUTE, mustBeTrusted: true as const },
		})),
		...(isFresh ? sets : []),
	];
}

/** Gives the key of the person in the directory by the name of the session; null if there is none. */
export function directoryNameOf({ session }: SignIn): string | null {
	return session?.name == null ? null : `idc-name:${session.name.toLowerCase()}`;
}

/** Gives what the record tells as a witness. */
export function witnessIn({ signIn, network }: Facts, person: string | null): Witness {
	const isPersons = network.classification !== 'not-judged';
	return { eventId: signIn.eventId, person, network: isPersons ? network : null };
}

/** True if this record, which was found under the key, shows something about this person's record. */
export function isShowing(
	witness: Witness,
	{ mustBeTrusted }: SoughtWitness,
	wanted: string | null,
): boolean {
	if (mustBeTrusted === true && witness.network?.classification !== 'trusted') return false;
	return isOfPerson(witness, wanted);
}

/**
 * True if the witness may belong to this person. Only if both are known to be people of the
 * directory and differ, it does not.
 */
function isOfPerson({ person }: Pick<Witness, 'person'>, wanted: string | null): boolean {
	const areKnown = wanted?.startsWith('idc:') === true && person?.startsWith('idc:') === true;
	return !areKnown || person === wanted;
}

/** The caller's own copy of a call between accounts. A copy that names only an account is not it. */
function callersCopyKey({ principal, recipient, links }: SignIn): string | null {
	if (principal.kind === 'aws-account' || links.sharedEventId === null) return null;
	if (recipient === null || recipient !== principal.account) return null;
	return `callers:${recipient}/${links.sharedEventId}`;
}

/** The key with the second of issue, and the key without it, for records that do not print it. */
function sessionKeys(kind: string, signIn: SessionOfAct, issuedAt: number | null): string[] {
	const role = nameInArn(signIn.session?.roleArn ?? '');
	const key = `${kind}:${signIn.account}/${role}/${signIn.session?.name}`;
	return issuedAt === null ? [key] : [key, `${key}@${Math.floor(issuedAt / SECOND)}`];
}

/** The backend opens the console from where it has obtained the session. */
function addressKey(signIn: SignIn): string {
	return sessionKeys(`issued to ${signIn.address}`, signIn, null).join();
}

function lastOf(keys: readonly string[]): string[] {
	return keys.slice(-1);
}

function isReserved({ principal, session }: SignIn): boolean {
	return isIdentityCenterSession(principal, session?.roleArn ?? null);
}

/**
 * The portal's record and the role share no id. The role's name contains that of the permission
 * set.
 */
function permissionSetKeys({ account, session }: SessionOfAct): string[] {
	const set = /AWSReservedSSO_(.+)_[0-9a-f]+$/.exec(session?.roleArn ?? '')?.[1];
	return set === undefined ? [] : [`set:${account}/${set}`];
}
