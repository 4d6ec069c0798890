import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { targetsOf } from '../../shared/containment/policy-id.ts';
import { hintTargets } from './hint-policies.ts';
import type { SweepPart, SweepRooms } from './rooms.ts';

/** A publication takes seconds; what takes longer is stuck. */
const STUCK_MS = 2 * 60_000;

/**
 * Has every target compared with what the table asks for: what is stuck goes on, and what somebody else changed is
 * found. The targets that are always looked at go first, whatever stands in the table.
 */
export const reassertTargets: SweepPart = async (now, rooms) => {
	await hintTargets(rooms.targets, now, rooms);
	const open = await rooms.ledger.open();
	for (const containment of open) warnOfStuck(containment, now, rooms);
	const known = new Set(rooms.targets);
	await hintTargets(
		targetsOf(open).filter((target) => !known.has(target)),
		now,
		rooms,
	);
};

function warnOfStuck({ id, targets }: Containment, now: number, { telemetry }: SweepRooms): void {
	for (const { target, state, since } of targets) {
		const isMoving = state === 'wished' || state === 'publishing' || state === 'failed';
		if (isMoving && now - since > STUCK_MS) {
			telemetry.warn('a containment is stuck', { containment: id, target, state, since });
		}
	}
}
