import type { StoredCase } from '../../shared/case/case-store.ts';
import { BEFORE_END, extensionFor, isEndingUnanswered } from '../../shared/case/extension.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { policiesOf } from '../../shared/containment/policy-id.ts';
import type { ReconcileDeps, ReconcilePart } from './deps.ts';
import { eachAlone } from './each-alone.ts';
import { hintPolicies } from './hint-policies.ts';
import { changeAndTell } from './tell-cases.ts';

/**
 * Extends what would end while nobody has answered, and has the end of the rest told in time (design, section 4.5): the
 * sender of messages sees by the end and the history which of the two it is.
 */
export const extendUnanswered: ReconcilePart = async (now, deps) => {
	await eachAlone(await deps.ledger.open(), async (containment) => {
		const theCase = containment.caseId === null ? null : await deps.cases.find(containment.caseId);
		if (theCase !== null && isEndingUnanswered(containment, theCase, now)) {
			await extendOrRemind(containment, theCase, { now, deps });
		}
	});
};

async function extendOrRemind(
	containment: Containment,
	theCase: StoredCase,
	{ now, deps }: { now: number; deps: ReconcileDeps },
): Promise<void> {
	const until = extensionFor(containment, theCase, now);
	if (until === null && isToldSoon(containment, theCase)) return;
	const change = async () => {
		if (until === null) return;
		await deps.ledger.extend(containment.id, {
			until,
			by: { kind: 'rule', name: 'unanswered' },
			at: now,
		});
	};
	await changeAndTell([containment], { change, now, deps });
	if (until !== null) await hintPolicies(policiesOf([containment]), now, deps);
}

/** What is due is about to be said with all that is known then; what was said so near the end told of it. */
function isToldSoon(
	{ until }: Containment,
	{ postedRevision, revision, postedMessage }: StoredCase,
): boolean {
	return (
		postedRevision < revision || (postedMessage !== null && postedMessage.at >= until - BEFORE_END)
	);
}
