import { type CaseKey, caseKey } from '../../shared/case/case-key.ts';
import { caseName } from '../../shared/case/case-name.ts';
import type { Followed } from '../../shared/case/follow-sign-in.ts';
import { type BrakeGate, countInBrake } from '../../shared/containment/breaker-gate.ts';
import type { RecalledCase } from '../../shared/case/case-store.ts';
import { caseToJoin } from '../../shared/case/case-to-join.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import type { Remembered } from '../../shared/history/history.ts';
import { planWishes, type Wishes } from './plan-requests.ts';
import type { Recalled } from './recall-sign-in.ts';
import type { JudgeRooms } from './deps.ts';
import { hintAtTargets } from './tell-others.ts';
import type { WrittenDown } from './written-down.ts';

export interface Judged {
	readonly followed: Followed;
	readonly remembered: Remembered;
	readonly recalled: Recalled;
}

/**
 * Writes everything that a verdict changes, at the same time: one stage of calls. Null where nobody is to be told. Each
 * write may be repeated, and none depends on another: the case's id follows from what was recalled.
 */
export async function writeDown(judged: Judged, rooms: JudgeRooms): Promise<WrittenDown | null> {
	const { followed, remembered, recalled } = judged;
	const { account } = followed.signIn;
	const remembering = Promise.all([
		rooms.history.remember(recalled.facts, remembered),
		account === null ? null : rooms.accounts.remember(account),
	]);
	const whose = caseKey(followed, followed.known);
	if (whose === null) {
		await remembering;
		return null;
	}
	const [written] = await Promise.all([writeCase(judged, whose, rooms), remembering]);
	return written;
}

async function writeCase(judged: Judged, whose: CaseKey, rooms: JudgeRooms): Promise<WrittenDown> {
	const { followed, recalled } = judged;
	const { settings } = recalled;
	const earlier = await latestCase(whose, recalled, rooms);
	const { caseMinutes } = settings.configuration.limits;
	const place = caseToJoin({ key: whose.key, signIn: followed.signIn, recalled: earlier, caseMinutes });
	const wishes = planWishes(followed, recalled);
	const addition = {
		...{ ...place, whose, name: caseName(whose, followed, followed.known) },
		...{ judged: followed, plan: wishes.plan, wished: wishes.wished, keyAsked: recalled.keyAsked },
	};
	const wishing = wish(place.id, wishes, { at: followed.signIn.time, ledger: rooms.ledger });
	try {
		const [stored, containments, gate] = await Promise.all([
			rooms.cases.add(addition, earlier),
			wishing,
			count(wishes, recalled.gate, rooms),
		]);
		return { followed, stored, containments, wishes, gate };
	} catch (error) {
		// The message comes again in minutes. A deny does not wait for its card.
		await hintAtTargets(await wishing, rooms);
		throw error;
	}
}

/** Nearly always read already. */
async function latestCase(
	{ key }: CaseKey,
	{ asked, stored }: Recalled,
	{ cases }: JudgeRooms,
): Promise<RecalledCase | undefined> {
	return (asked.includes(key) ? stored : await cases.recall([key])).get(key);
}

function wish(
	caseId: string,
	{ wished, state }: Wishes,
	{ at, ledger }: Pick<JudgeRooms, 'ledger'> & { readonly at: number },
): Promise<Containment[]> {
	return Promise.all(
		wished.map((one) =>
			ledger.wish({
				...{ wish: one, occasion: caseId, caseId, state },
				...{ by: { kind: 'rule', name: one.reason }, note: null, at },
			}),
		),
	);
}

/** A sign-in has one person behind it, rarely two: the caller and a session that nobody's name is known of. */
async function count({ entries }: Wishes, gate: BrakeGate, { ledger }: JudgeRooms): Promise<BrakeGate> {
	let counted = gate;
	for (const entry of entries) counted = await countInBrake(ledger, counted, entry);
	return counted;
}
