import { isOpen } from '../containment/breaker.ts';
import type { Containment } from '../containment/ledger/ledger.ts';
import type { BreakerOpening } from '../containment/ledger/ledger-breaker.ts';
import { type DecisionDeps, decide } from './decision-deps.ts';

/** The circuit breaker as it stands. */
export interface PreparedResume {
	/** `nothing-to-do`: it is closed. */
	readonly kind: 'prepared' | 'nothing-to-do';
	/** The latest opening; null when there never was one. */
	readonly opening: BreakerOpening | null;
}

export interface Resumed {
	readonly kind: 'done';
	/** True where it has opened once more since: that opening waits for another decision. */
	readonly isOpenAgain: boolean;
}

type Reading = Pick<DecisionDeps, 'ledger'>;

/** Reads the breaker; changes nothing. */
export async function prepareResume({ ledger }: Reading): Promise<PreparedResume> {
	const opening = await ledger.breaker();
	return { kind: isOpen(opening) ? 'prepared' : 'nothing-to-do', opening };
}

/** Closes the breaker. What it held stays held, because it was asked of a human. */
export async function carryOutResume(
	why: string,
	deps: Pick<DecisionDeps, 'ledger' | 'caller' | 'now'>,
): Promise<Resumed> {
	const opening = await deps.ledger.resumeBreaker(decide(deps, why));
	return { kind: 'done', isOpenAgain: isOpen(opening) };
}

/** What the breaker held, each of which waits for a human. */
export async function heldContainments({ ledger }: Reading): Promise<readonly Containment[]> {
	const open = await ledger.open();
	return open.filter(({ policies }) => policies.some(({ state }) => state === 'held'));
}
