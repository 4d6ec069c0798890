import type { Known } from '../history/history.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import type { Case } from './case.ts';
import type { CaseKey } from './case-key.ts';

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
	const { principal, links } = signIn;
	const own = known.name ?? principal.name ?? principal.id ?? principal.arn ?? key;
	if (principal.kind !== 'role-session') return own;
	// The caller of AssumeRole chooses the session's name, so the initiator is the better name.
	const initiator = links.sourceIdentity ?? known.initiator?.name ?? null;
	return initiator === null || initiator === own ? own : `${initiator} (${own})`;
}

/**
 * Replaces a directory id by the name as soon as a record shows it, and never the other way round.
 */
export function betterName(current: Case, name: string): string {
	const isId = name === current.principal.id;
	return isId ? current.name : name;
}
