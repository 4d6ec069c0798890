import { withoutPath } from '../sign-in/arn.ts';
import { callingRole } from '../verdict/workload.ts';
import type { CaseSubject, JudgedSignIn } from './case.ts';

/** Whose case a sign-in belongs to. Sign-ins under one key, close in time, are one case. */
export interface CaseKey {
	readonly key: string;
	readonly subject: CaseSubject;
}

/** Null where no case is due: nothing to tell anybody. `person` comes from history, which knows ids behind names. */
export function caseKey({ signIn, verdict }: JudgedSignIn, person: string | null): CaseKey | null {
	const { disposition, posted, network } = verdict;
	if (disposition !== 'alert' && disposition !== 'watch' && !posted) return null;
	const role = verdict.workload ? callingRole(signIn) : null;
	if (role !== null) return { key: `workload|${withoutPath(role)}|${network.key}`, subject: 'workload' };
	const isGuessing = verdict.reasons.some(({ code }) => code === 'many-names');
	if (person === null || (disposition === 'watch' && isGuessing)) {
		return { key: `address|${network.key}`, subject: 'address' };
	}
	return { key: `person|${person}|${network.key}`, subject: 'person' };
}
