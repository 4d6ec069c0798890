import { stateOf } from '../../shared/containment/ledger/containment-state.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { commandLine } from '../../shared/notification/card/commands.ts';
import { ALL_READ, NOT_DENIED, TIMED_OUT } from '../exit-codes.ts';
import { problemText, stateText } from './containment-text.ts';
import type { OperateDeps } from './deps.ts';

/** A publication takes seconds. Reconcile tries again every five minutes what takes longer. */
export const MOST_WAIT_MS = 5 * 60_000;
const PAUSE_MS = 2_000;

type Asked = Pick<Containment, 'id'>;
type Waiting = Pick<OperateDeps, 'ledger' | 'now' | 'sleep' | 'tell'>;

/**
 * Waits until all of these containments are effective, or one of them is known to have failed. Says
 * each state once, and gives the exit code.
 */
export async function waitUntilDenied(
	containments: readonly Asked[],
	deps: Waiting,
): Promise<number> {
	const told = new Map<string, string>();
	const end = deps.now() + MOST_WAIT_MS;
	for (;;) {
		const found = await Promise.all(containments.map(({ id }) => deps.ledger.find(id)));
		const states = found.filter((one) => one !== null);
		for (const one of states) await tellChange(one, told, deps);
		if (states.some(isLost)) return NOT_DENIED;
		const open = containments.filter(
			({ id }) => !states.some((one) => one.id === id && (isEffective(one) || isOutside(one))),
		);
		if (open.length === 0) return states.some(isOutside) ? NOT_DENIED : ALL_READ;
		if (deps.now() >= end) return timedOut(open, containments.length, deps);
		await deps.sleep(PAUSE_MS);
	}
}

async function tellChange(
	containment: Containment,
	told: Map<string, string>,
	{ tell }: Waiting,
): Promise<void> {
	const problems = containment.policies.flatMap(problemText);
	const text = [`containment ${containment.id}: ${stateText(containment)}`, ...problems].join('. ');
	if (told.get(containment.id) === text) return;
	told.set(containment.id, text);
	await tell(text);
}

function isEffective(containment: Containment): boolean {
	return stateOf(containment) === 'effective';
}

/** True if nothing is denied there, which is no reason not to wait for the others. */
function isOutside(containment: Containment): boolean {
	return stateOf(containment) === 'outside';
}

/** True if it failed, or if somebody has released it in the meantime. */
function isLost(containment: Containment): boolean {
	const isOpen = isEffective(containment) || isOutside(containment);
	return !isOpen && stateOf(containment) !== 'under-way';
}

async function timedOut(open: readonly Asked[], all: number, { tell }: Waiting): Promise<number> {
	await tell(
		`not effective after ${MOST_WAIT_MS / 60_000} minutes: ${open.length} of ${all}. Assume that they are not denied; read the log of the function contain, and look again:`,
	);
	for (const { id } of open) await tell(`  $ ${commandLine(`status ${id}`)}`);
	return TIMED_OUT;
}
