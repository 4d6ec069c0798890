import { type CaseKey, caseKey } from '../../shared/case/case-key.ts';
import { caseName } from '../../shared/case/case-name.ts';
import type { RecalledCase } from '../../shared/case/case-store.ts';
import { caseToJoin } from '../../shared/case/case-to-join.ts';
import type { Followed } from '../../shared/case/follow-sign-in.ts';
import { type BreakerGate, countInBreaker } from '../../shared/containment/breaker-gate.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import type { Remembered } from '../../shared/history/history.ts';
import type { JudgeDeps } from './deps.ts';
import { planRequests, type Requests } from './plan-requests.ts';
import type { Recalled } from './recall-sign-in.ts';
import { hintAtPolicies } from './tell-others.ts';
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
export async function writeDown(judged: Judged, deps: JudgeDeps): Promise<WrittenDown | null> {
	const { followed, remembered, recalled } = judged;
	const { account } = followed.signIn;
	const remembering = Promise.all([
		deps.history.remember(recalled.facts, remembered),
		account === null ? null : deps.accounts.remember(account),
	]);
	const whose = caseKey(followed, followed.known);
	if (whose === null) {
		await remembering;
		return null;
	}
	const [written] = await Promise.all([writeCase(judged, whose, deps), remembering]);
	return written;
}

async function writeCase(judged: Judged, whose: CaseKey, deps: JudgeDeps): Promise<WrittenDown> {
	const { followed, recalled } = judged;
	const { settings } = recalled;
	const earlier = await latestCase(whose, recalled, deps);
	const { caseMinutes } = settings.configuration.limits;
	const place = caseToJoin({
		key: whose.key,
		signIn: followed.signIn,
		recalled: earlier,
		caseMinutes,
	});
	const requests = planRequests(followed, recalled);
	const addition = {
		...{ ...place, whose, name: caseName(whose, followed, followed.known) },
		...{
			judged: followed,
			plan: requests.plan,
			requested: requests.requested,
			keyAsked: recalled.keyAsked,
		},
	};
	const submitted = request(place.id, requests, { at: followed.signIn.time, ledger: deps.ledger });
	try {
		const [stored, containments, gate] = await Promise.all([
			deps.cases.add(addition, earlier),
			submitted,
			count(requests, recalled.gate, deps),
		]);
		return { followed, stored, containments, requests, gate };
	} catch (error) {
		// The message comes again in minutes. A deny does not wait for its card.
		await hintAtPolicies(await submitted, deps);
		throw error;
	}
}

/** Nearly always read already. */
async function latestCase(
	{ key }: CaseKey,
	{ asked, stored }: Recalled,
	{ cases }: JudgeDeps,
): Promise<RecalledCase | undefined> {
	return (asked.includes(key) ? stored : await cases.recall([key])).get(key);
}

function request(
	caseId: string,
	{ requested, state }: Requests,
	{ at, ledger }: Pick<JudgeDeps, 'ledger'> & { readonly at: number },
): Promise<Containment[]> {
	return Promise.all(
		requested.map((one) =>
			ledger.request({
				...{ request: one, occasion: caseId, caseId, state },
				...{ by: { kind: 'rule', name: one.reason }, note: null, at },
			}),
		),
	);
}

/** A sign-in has one person behind it, rarely two: the caller and a session that nobody's name is known of. */
async function count(
	{ entries }: Requests,
	gate: BreakerGate,
	{ ledger }: JudgeDeps,
): Promise<BreakerGate> {
	let counted = gate;
	for (const entry of entries) counted = await countInBreaker(ledger, counted, entry);
	return counted;
}
