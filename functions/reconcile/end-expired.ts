import { targetsOf } from '../../shared/containment/policy-id.ts';
import { hintTargets } from './hint-policies.ts';
import type { SweepPart } from './rooms.ts';
import { changeAndTell } from './tell-cases.ts';

/** Ends what the clock says, and has it taken out of the texts. */
export const endExpired: SweepPart = async (now, rooms) => {
	const due = (await rooms.ledger.open()).filter(({ until }) => until <= now);
	if (due.length === 0) return;
	const expired = await changeAndTell(due, { change: () => rooms.ledger.expireDue(now), now, rooms });
	await hintTargets(targetsOf(expired), now, rooms);
};
