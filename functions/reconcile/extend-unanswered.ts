import type { StoredCase } from '../../shared/case/case-store.ts';
import { BEFORE_END, extensionFor, isEndingUnanswered } from '../../shared/case/extension.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { targetsOf } from '../../shared/containment/policy-id.ts';
import { eachAlone } from './each-alone.ts';
import { hintTargets } from './hint-policies.ts';
import type { SweepPart, SweepRooms } from './rooms.ts';
import { changeAndTell } from './tell-cases.ts';

/**
 * Extends what would end while nobody has answered, and has the end of the rest told in time (design, section 4.5): the
 * sender of messages sees by the end and the history which of the two it is.
 */
export const extendUnanswered: SweepPart = async (now, rooms) => {
	await eachAlone(await rooms.ledger.open(), async (containment) => {
		const theCase = containment.caseId === null ? null : await rooms.cases.find(containment.caseId);
		if (theCase !== null && isEndingUnanswered(containment, theCase, now)) {
			await extendOrRemind(containment, theCase, { now, rooms });
		}
	});
};

async function extendOrRemind(
	containment: Containment,
	theCase: StoredCase,
	{ now, rooms }: { now: number; rooms: SweepRooms },
): Promise<void> {
	const until = extensionFor(containment, theCase, now);
	if (until === null && isToldSoon(containment, theCase)) return;
	const change = async () => {
		if (until === null) return;
		await rooms.ledger.extend(containment.id, { until, by: { kind: 'rule', name: 'unanswered' }, at: now });
	};
	await changeAndTell([containment], { change, now, rooms });
	if (until !== null) await hintTargets(targetsOf([containment]), now, rooms);
}

/** What is due is about to be said with all that is known then; what was said so near the end told of it. */
function isToldSoon({ until }: Containment, { saidRevision, revision, said }: StoredCase): boolean {
	return saidRevision < revision || (said !== null && said.at >= until - BEFORE_END);
}
