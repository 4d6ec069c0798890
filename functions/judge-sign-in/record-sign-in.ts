import { type CaseKey, caseGaps, caseKey, isJoining } from '../../shared/case/case-key.ts';
import { caseName } from '../../shared/case/case-name.ts';
import type { FoundCase, StoredCase } from '../../shared/case/case-store.ts';
import { caseToJoin, keyOfRepeat } from '../../shared/case/case-to-join.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import {
	countPlanned,
	planSignIn,
	type SignInPlan,
	submitRequests,
} from '../../shared/containment/planner.ts';
import type { Remembered } from '../../shared/history/history.ts';
import { keyUseOf } from '../../shared/history/key-use.ts';
import { seenUserOf } from '../../shared/history/people-by-name.ts';
import { roleUsesOf, type SeenUse } from '../../shared/history/role-use.ts';
import { summaryEntryOf } from '../../shared/summary/summary-entry.ts';
import type { Judged } from '../../shared/verdict/judged-sign-in.ts';
import type { JudgeDeps } from './deps.ts';
import type { Recalled } from './recall-sign-in.ts';
import { hintAtPolicies } from './tell-others.ts';

/** A judged sign-in with everything that was read for it. */
export interface ToRecord {
	readonly judged: Judged;
	readonly remembered: Remembered;
	readonly recalled: Recalled;
	/** When it is judged, in milliseconds since 1970, UTC. */
	readonly now: number;
}

/** What the table now holds about a sign-in that must be told. */
export interface RecordedSignIn {
	readonly judged: Judged;
	readonly stored: StoredCase;
	readonly containments: readonly Containment[];
	/** Null for a use that joins what was told: nobody is contained because of it. */
	readonly plan: SignInPlan | null;
}

/**
 * Writes everything that a verdict changes, all in one round of calls. Gives null if nobody is to
 * be told. Each write may be repeated, and none depends on another, because the id of the case
 * follows from what was recalled. Only of a use that is told history learns when its case is there:
 * another use that finds it told would join no case, and nobody would hear of either.
 */
export async function recordSignIn(
	toRecord: ToRecord,
	deps: JudgeDeps,
): Promise<RecordedSignIn | null> {
	const { remembered, recalled } = toRecord;
	const learn = () => deps.history.remember(recalled.facts, remembered);
	if (remembered.use !== 'told') {
		const [recorded] = await Promise.all([recordOthers(toRecord, deps), learn()]);
		return recorded;
	}
	const recorded = await recordOthers(toRecord, deps);
	await learn();
	return recorded;
}

/** Writes everything but history. */
async function recordOthers(toRecord: ToRecord, deps: JudgeDeps): Promise<RecordedSignIn | null> {
	const { judged, recalled, now } = toRecord;
	const { timeZone } = deps.settings.configuration;
	const used = keyUseOf(recalled.facts);
	const isNotWatched = judged.verdict.reasons.some(({ code }) => code === 'directory-not-watched');
	if (isNotWatched) deps.telemetry.count('DirectoryNotWatched');
	const user = seenUserOf(judged.signIn);
	const remembering = Promise.all([
		deps.accounts.remember(judged.signIn),
		isNotWatched ? deps.directory.noteMissing(judged.signIn) : null,
		used === null ? null : deps.keyUses.remember(used.keyId, used.use),
		user === null ? null : deps.people.remember(user, judged.signIn.time),
		...usesOf(toRecord).map((seen) => deps.roleUses.remember(seen)),
		judged.verdict.inSummary ? deps.summaries.add(summaryEntryOf(judged, { timeZone, now })) : null,
	]);
	const whose = caseKey(judged, judged.known);
	if (whose === null) {
		await remembering;
		return null;
	}
	const standing = keyOfRepeat(judged.signIn, recalled.stored.values()) ?? whose;
	const recording = isJoining(judged)
		? joinCase(toRecord, standing, deps)
		: recordCase(toRecord, standing, deps);
	const [recorded] = await Promise.all([recording, remembering]);
	return recorded;
}

/** Adds a use to the open case of its key. It is only remembered if there is none. */
async function joinCase(
	{ judged, recalled }: ToRecord,
	whose: CaseKey,
	deps: JudgeDeps,
): Promise<RecordedSignIn | null> {
	const latest = await latestCase(whose, recalled, deps);
	const gaps = caseGaps(recalled.settings.configuration);
	const stored = await deps.cases.join({ key: whose.key, uses: [judged], gaps }, latest);
	return stored && { judged, stored, containments: [], plan: null };
}

/** Copies of a call do not name who made it, and our own functions use only our own roles. */
function usesOf({ judged: { signIn, verdict, known }, recalled }: ToRecord): readonly SeenUse[] {
	const isCopy = verdict.reasons.some(
		({ code }) => code === 'copy-of' || code === 'own-account-caller',
	);
	const isUse = !isCopy && verdict.disposition !== 'ignore' && signIn.part !== 'alarm';
	return isUse ? roleUsesOf(recalled.facts, known) : [];
}

async function recordCase(
	{ judged, remembered, recalled }: ToRecord,
	whose: CaseKey,
	deps: JudgeDeps,
): Promise<RecordedSignIn> {
	const { signIn, known } = judged;
	const { settings, keyAsked, gate } = recalled;
	const { countedAs } = remembered;
	const [latest, plan] = await Promise.all([
		latestCase(whose, recalled, deps),
		planSignIn(judged, settings, { countedAs, ledger: deps.ledger, gate }),
	]);
	const gaps = caseGaps(settings.configuration);
	const place = caseToJoin({ key: whose.key, signIn, recalled: latest, gaps });
	const addition = {
		...{ ...place, whose, name: caseName(whose, judged, known) },
		...{ judged, plan: plan.plan, requested: plan.requests, keyAsked },
	};
	const submitting = submitRequests(deps.ledger, plan, {
		...{ caseId: place.id, at: signIn.time },
	});
	try {
		const [stored, containments] = await Promise.all([
			deps.cases.add(addition, latest),
			Promise.all(submitting),
			countPlanned(deps.ledger, plan),
		]);
		return { judged, stored, containments, plan };
	} catch (error) {
		// SQS delivers the message again only in minutes. A deny must not wait for its card, nor for
		// another deny.
		const submitted = await Promise.allSettled(submitting);
		const requested = submitted.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
		await hintAtPolicies(requested, deps);
		throw error;
	}
}

/** Gives the latest case of the key, which nearly always has been read already. */
async function latestCase(
	{ key }: CaseKey,
	{ asked, stored }: Recalled,
	{ cases }: JudgeDeps,
): Promise<FoundCase | undefined> {
	return (asked.includes(key) ? stored : await cases.recall([key])).get(key);
}
