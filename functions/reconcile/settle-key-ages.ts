import type { StoredCase } from '../../shared/case/case-store.ts';
import { judgeKeyAge } from '../../shared/verdict/judge-key-age.ts';
import type { SweepPart, SweepRooms } from './rooms.ts';

/** Nobody waits for a sweep, so IAM may take longer than beside a verdict. */
const WITHIN_MS = 3_000;
const MOST = 20;

/** Asks again for the ages of keys that IAM did not tell in time, and judges their cases again. */
export const settleKeyAges: SweepPart = async (now, rooms) => {
	const asking = await rooms.cases.keysAsked(MOST);
	const settled = await Promise.all(asking.map((theCase) => settle(theCase, rooms)));
	const ids = settled.filter((id) => id !== null);
	await rooms.hints.toNotify(
		ids.map((id) => ({ about: 'case', id })),
		`sweep ${now}`,
	);
};

/** The id of a case that has changed, or null. */
async function settle(
	{ case: { id }, keyAsked }: StoredCase,
	{ cases, keyAges, telemetry, credentialDays: limitDays }: SweepRooms,
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
