import type { Initiator, Known } from '../history/history.ts';
import { isIdentityCenterSession } from '../sign-in/person-key.ts';
import { shownName } from '../sign-in/shown-name.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import type { Case } from './case.ts';
import type { CaseKey } from './case-key.ts';

/**
 * A name that begins with this is a source identity. The person who obtains a session chooses it,
 * so it is only a claim.
 */
const CLAIMED = 'sourceIdentity:';

/**
 * The best name for the subject of a case: the name of the person, or a name that people recognise.
 */
export function caseName(
	{ subject, key }: CaseKey,
	{ signIn, verdict }: JudgedSignIn,
	known: Known,
): string {
	if (subject === 'address') return verdict.network.key;
	if (subject === 'workload') return key.split('|')[1]?.split('/').at(-1) ?? key;
	return personName(signIn, known) ?? key;
}

/**
 * Names the person behind a sign-in: the directory's user, the user behind a federated session, the
 * known initiator, the source identity as a claim, or the name in the record. Null only where AWS
 * has hidden the name.
 */
export function whoSignedIn(signIn: SignIn, known: KnownNames): string | null {
	const own = ownName(signIn, known);
	if (known.name !== null || isNamedByAws(signIn)) return own;
	const claimed = signIn.links.sourceIdentity;
	const claim = claimed === null || claimed === own ? null : CLAIMED + claimed;
	return known.initiator?.name ?? claim ?? own;
}

type KnownNames = Pick<Known, 'name'> & { readonly initiator: Pick<Initiator, 'name'> | null };

/** The same name, with that of the session behind it. */
export function personName(signIn: SignIn, known: KnownNames): string | null {
	const who = whoSignedIn(signIn, known);
	const own = ownName(signIn, known);
	return own === null || own === who ? who : `${who} (${own})`;
}

function ownName(signIn: SignIn, { name }: KnownNames): string | null {
	return name ?? shownName(signIn);
}

/** True if the caller did not choose the name in the record. */
function isNamedByAws({ principal, callerIssuer }: SignIn): boolean {
	switch (principal.kind) {
		case 'role-session':
			return isIdentityCenterSession(principal, callerIssuer);
		case 'federated-user':
			return callerIssuer !== null;
		case 'aws-account':
		case 'unknown':
			return false;
		default:
			return true;
	}
}

/** Reads the name of a case. `isClaimed`: it is a source identity. */
export function readCaseName(name: string): { readonly text: string; readonly isClaimed: boolean } {
	const isClaimed = name.startsWith(CLAIMED);
	return { text: isClaimed ? name.slice(CLAIMED.length) : name, isClaimed };
}

/**
 * Replaces a directory id by the name as soon as a record shows it, and never the other way round.
 * A claim never replaces another name, nor does a session's name that of its initiator.
 */
export function betterName(current: Case, name: string): string {
	const isId = name === current.principal.id;
	const isWorse = isOnlyClaim(name, current.name) || current.name.endsWith(` (${name})`);
	return isId || isWorse ? current.name : name;
}

/** True if the first name is a claim and the second is not. */
export function isOnlyClaim(name: string, other: string): boolean {
	return readCaseName(name).isClaimed && !readCaseName(other).isClaimed;
}
