import { isIdentityCenterSession } from '../sign-in/person-key.ts';
import { shownName } from '../sign-in/shown-name.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Initiator, Known } from './history.ts';

/**
 * A name that begins with this is a source identity. The person who obtains a session chooses it,
 * so it is only a claim.
 */
export const CLAIMED = 'sourceIdentity:';

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
