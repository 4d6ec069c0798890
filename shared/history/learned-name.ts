import type { SignIn } from '../sign-in/sign-in.ts';

/** The name of an Identity Center user, and the id behind it. */
export interface LearnedName {
	/** `idc:` followed by the id. */
	readonly person: string;
	readonly name: string;
	/** The person's key in records that tell only the name. */
	readonly key: string;
}

/**
 * Finds the name of an Identity Center user. One event of a portal sign-in has it; from then on id
 * and name are one person. Null if the event does not tell it.
 */
export function learnedName(
	{ principal, links, outcome, part }: SignIn,
	person: string | null,
): LearnedName | null {
	if (person?.startsWith('idc:') !== true || (outcome !== 'success' && part !== 'step'))
		return null;
	const name = links.identityStoreUserName ?? principal.name;
	return name === null ? null : { person, name, key: `idc-name:${name.toLowerCase()}` };
}
