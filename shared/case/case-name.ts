import type { Known } from '../history/history.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import type { Case } from './case.ts';
import type { CaseKey } from './case-key.ts';

/** The best name known for whose case it is: a person's, else what a person would recognise. */
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
	// The caller of AssumeRole chooses the session's name; who made the session is the better answer.
	const initiator = links.sourceIdentity ?? known.initiator?.name ?? null;
	return initiator === null || initiator === own ? own : `${initiator} (${own})`;
}

/** A directory id is replaced by the name as soon as one record tells it, and never the other way round. */
export function betterName(current: Case, name: string): string {
	const isId = name === current.principal.id;
	return isId ? current.name : name;
}
