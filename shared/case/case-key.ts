import type { Known } from '../history/history.ts';
import { withoutPath } from '../sign-in/arn.ts';
import { personKey } from '../sign-in/person-key.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import { MANY_NETWORKS } from '../verdict/rules/risk-factor/many-networks.ts';
import { callingRole } from '../verdict/workload.ts';
import type { CaseSubject } from './case.ts';

/** Who or what a case is about. Sign-ins with the same key that are close in time are one case. */
export interface CaseKey {
	readonly key: string;
	readonly subject: CaseSubject;
}

/** Stands for the network if a person comes from too many networks. */
const EVERYWHERE = 'many networks';

/**
 * The key of the case of a sign-in; null if it needs no case. `person` comes from history, which
 * knows the ids behind names.
 */
export function caseKey(
	{ signIn, verdict }: JudgedSignIn,
	{ person, newNetworks }: Pick<Known, 'person' | 'newNetworks'>,
): CaseKey | null {
	const { disposition, posted, network } = verdict;
	if (disposition !== 'alert' && disposition !== 'watch' && !posted) return null;
	const role = verdict.workload ? callingRole(signIn) : null;
	if (role !== null) return workloadCase(role, network.key);
	const isGuessing = verdict.reasons.some(({ code }) => code === 'many-names');
	if (person === null || (disposition === 'watch' && isGuessing)) return addressCase(network.key);
	const isFlood = network.classification === 'untrusted' && newNetworks >= MANY_NETWORKS;
	return personCase(person, isFlood ? EVERYWHERE : network.key);
}

/**
 * Every key that the case of a sign-in may have. They are known before the sign-in is judged, so
 * that all these cases can be read at once.
 */
export function possibleCaseKeys(signIn: SignIn, network: string): string[] {
	const role = callingRole(signIn);
	const person = personKey(signIn);
	const possible = [
		addressCase(network),
		person === null ? null : personCase(person, network),
		person === null ? null : personCase(person, EVERYWHERE),
		role === null ? null : workloadCase(role, network),
	];
	return possible.filter((whose) => whose !== null).map(({ key }) => key);
}

function personCase(person: string, network: string): CaseKey {
	return { key: `person|${person}|${network}`, subject: 'person' };
}

function addressCase(network: string): CaseKey {
	return { key: `address|${network}`, subject: 'address' };
}

function workloadCase(role: string, network: string): CaseKey {
	return { key: `workload|${withoutPath(role)}|${network}`, subject: 'workload' };
}
