import type { Known } from '../history/history.ts';
import { withoutPath } from '../sign-in/arn.ts';
import { personKey } from '../sign-in/person-key.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import { MANY_NETWORKS } from '../verdict/rules/risk-factor/many-networks.ts';
import { callingRole } from '../verdict/workload.ts';
import type { CaseSubject } from './case.ts';

/** Whose case a sign-in belongs to. Sign-ins under one key, close in time, are one case. */
export interface CaseKey {
	readonly key: string;
	readonly subject: CaseSubject;
}

/** In the place of a network, for a person who comes from too many of them. */
const EVERYWHERE = 'many networks';

/** Null where no case is due: nothing to tell anybody. `person` comes from history, which knows ids behind names. */
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

/** Every key that the sign-in's case may have, before it is judged: so all of them can be read at once. */
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
