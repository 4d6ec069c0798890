import { withoutPath } from '../sign-in/arn.ts';
import { callingRole, isOutsideMachine, isSessionForm } from '../sign-in/machine.ts';
import type { SignIn, WorkloadSign } from '../sign-in/sign-in.ts';
import type { Facts, Initiator, Known } from './history.ts';

/** Shows that a machine acts: a sign in the record, or the configuration lists the role. */
export type MachineSign = WorkloadSign | 'configured';

/** Who acts, as far as the records show it: under this key their networks and cases are kept. */
export interface Actor {
	readonly kind: 'person' | 'machine' | 'external-account';
	/**
	 * A person's key. Of a machine: its role, and the subject of its token or certificate, or who is
	 * known to have obtained its session. Of an external account: the account, and the role that it
	 * takes.
	 */
	readonly key: string;
	/** What shows a machine; null for all others. */
	readonly sign: MachineSign | null;
}

/**
 * Finds out who acts. A session belongs to the principal that obtained it, whatever its name: the
 * name of a session shows a machine only while no record tells who obtained it. What AWS marks, and
 * what the configuration lists, are machines.
 */
export function actorOf(
	{ signIn, isListed }: Pick<Facts, 'signIn' | 'isListed'>,
	{ person, initiator }: Pick<Known, 'person' | 'initiator'>,
): Actor | null {
	if (signIn.principal.kind === 'aws-account') return externalAccount(signIn);
	const role = callingRole(signIn);
	const sign = machineSign({ signIn, isListed }, initiator);
	if (sign !== null && role !== null)
		return { kind: 'machine', key: machineKey(withoutPath(role), signIn, initiator), sign };
	if (isObtained(signIn) && initiator?.person != null)
		return { kind: initiator.kind, key: initiator.person, sign: initiator.sign };
	return person === null ? null : { kind: 'person', key: person, sign: null };
}

/** Gives the external account of an actor; null for all other actors. */
export function externalAccountIn(actor: Actor | null): string | null {
	if (actor?.kind !== 'external-account') return null;
	return /^external:(\d{12})\|/.exec(actor.key)?.[1] ?? null;
}

function machineSign(
	{ signIn, isListed }: Pick<Facts, 'signIn' | 'isListed'>,
	initiator: Initiator | null,
): MachineSign | null {
	const { workload } = signIn;
	if (workload !== null && !isSessionForm(workload)) return workload;
	// A person who was alerted for obtaining the session cannot hide behind a listed role.
	const isAlerted = initiator?.alerted === true && initiator.sign === null;
	if (isListed && !isAlerted) return 'configured';
	// Machines that AWS runs do not open consoles.
	return initiator === null && signIn.eventSource !== 'signin.amazonaws.com' ? workload : null;
}

/**
 * Only of these principals the records show who obtained their session. Two users may give one name
 * to their federated sessions, so the user whom AWS names counts there.
 */
function isObtained({ principal: { kind }, callerIssuer }: SignIn): boolean {
	return kind === 'role-session' || (kind === 'federated-user' && callerIssuer === null);
}

function machineKey(role: string, { principal }: SignIn, initiator: Initiator | null): string {
	if (isOutsideMachine(principal)) return `${role}|${principal.id ?? principal.name ?? ''}`;
	const obtained = initiator?.person ?? null;
	// The session of a web identity goes on with what its token began.
	if (obtained?.startsWith(`${role}|`)) return obtained;
	// Whose session has a name of its own for each run cannot be told to be one subject.
	return obtained === null || obtained.startsWith('session:') ? role : `${role}|${obtained}`;
}

function externalAccount({ principal, session, attemptedRole }: SignIn): Actor {
	const role = withoutPath(session?.roleArn ?? attemptedRole ?? '');
	return {
		kind: 'external-account',
		key: `external:${principal.account ?? ''}|${role}`,
		sign: null,
	};
}
