import type { StoredCase } from '../../shared/case/case-store.ts';
import { judgeKeyAge } from '../../shared/verdict/judge-key-age.ts';
import type { ReconcileDeps, ReconcilePart } from './deps.ts';

/** Nobody waits for a run of reconcile, so IAM may take longer than it may while judging. */
const WITHIN_MS = 3_000;
const MOST = 20;

/** Asks again for the key ages that IAM did not tell in time, and judges their cases again. */
export const settleKeyAges: ReconcilePart = async (now, deps) => {
	const asking = await deps.cases.keysAsked(MOST);
	const settled = await Promise.allSettled(asking.map((theCase) => settle(theCase, deps)));
	const ids = settled
		.map((one) => (one.status === 'fulfilled' ? one.value : null))
		.filter((id) => id !== null);
	await deps.hints.toNotify(
		ids.map((id) => ({ about: 'case', id })),
		`reconcile ${now}`,
	);
	const failures = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
	if (failures.length > 0)
		throw new AggregateError(failures, `${failures.length} cases were not judged again`);
};

/** Answers with the id of the case if it has changed. */
async function settle(
	{ case: { id }, keyAsked }: StoredCase,
	{ cases, keyAges, telemetry, credentialDays: limitDays }: ReconcileDeps,
): Promise<string | null> {
	if (keyAsked === null) return null;
	const age = await keyAges.find(keyAsked, WITHIN_MS);
	if (age.kind === 'asking') return null;
	if (age.kind === 'unknown') telemetry.count('KeyAgeUnknown', age.reason);
	const createdAt = age.kind === 'known' ? age.createdAt : null;
	await cases.settleKeyAge(id, {
		keyId: keyAsked.keyId,
		judgeAgain: (judged) => judgeKeyAge(judged, { createdAt, limitDays }),
	});
	return id;
}
