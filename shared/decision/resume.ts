import { isOpen } from '../containment/breaker.ts';
import type { Containment } from '../containment/ledger/ledger.ts';
import type { BreakerOpening } from '../containment/ledger/ledger-breaker.ts';
import { type DecisionDeps, decide } from './decision-deps.ts';

/** The state of the circuit breaker. */
export interface PreparedResume {
	/** `nothing-to-do` if it is closed. */
	readonly kind: 'prepared' | 'nothing-to-do';
	/** The latest opening; null if it has never opened. */
	readonly opening: BreakerOpening | null;
}

/** The result of a resume. */
export interface Resumed {
	readonly kind: 'done';
	/** True if it has opened again since: that opening waits for another decision. */
	readonly isOpenAgain: boolean;
}

type Reading = Pick<DecisionDeps, 'ledger'>;

/** Reads the breaker; changes nothing. */
export async function prepareResume({ ledger }: Reading): Promise<PreparedResume> {
	const opening = await ledger.breaker();
	return { kind: isOpen(opening) ? 'prepared' : 'nothing-to-do', opening };
}

/** Closes the breaker. Held containments stay held, because a human must decide about each. */
export async function carryOutResume(
	why: string,
	deps: Pick<DecisionDeps, 'ledger' | 'caller' | 'now'>,
): Promise<Resumed> {
	const opening = await deps.ledger.resumeBreaker(decide(deps, why));
	return { kind: 'done', isOpenAgain: isOpen(opening) };
}

/** Gives the containments that the breaker held, which wait for a human. */
export async function heldContainments({ ledger }: Reading): Promise<readonly Containment[]> {
	const open = await ledger.open();
	return open.filter(({ policies }) => policies.some(({ state }) => state === 'held'));
}
