import { scopedName } from '../containment/containment.ts';
import { compareSignIns } from '../sign-in/compare-sign-ins.ts';
import { isToldUse } from '../verdict/credential-use.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import { type Reason, severityRank } from '../verdict/verdict.ts';
import type { CaseEntry } from './case-entry.ts';
import { isJoining } from './case-key.ts';
import { isOnlyClaim } from './case-name.ts';
import { addToCasePlan, type CasePlan, NO_PLAN } from './case-plan.ts';
import { addUse, type CaseUses } from './case-uses.ts';
import { withOneMore } from './grow-case.ts';
import { mergeSessions, NO_SESSIONS, type SessionsByRole } from './sessions-by-role.ts';

/** The sum of the later sign-ins of a case. Only the most severe one is kept itself. */
export interface LaterSignIns {
	/**
	 * The hashes of the last sign-ins. A record that comes again after a thousand others counts
	 * twice.
	 */
	readonly deliveries: readonly string[];
	readonly successes: number;
	readonly failures: number;
	readonly events: Readonly<Record<string, number>>;
	readonly accounts: readonly string[];
	/** Older versions did not keep it. */
	readonly sessions?: SessionsByRole;
	/** What credentials did; left out if no use is among them. */
	readonly uses?: CaseUses;
	/** One reason per code with the newest evidence, and the time of its sign-in. */
	readonly reasons: readonly { readonly time: number; readonly reason: Reason }[];
	readonly lastAt: number;
	/** The first of the most severe ones. */
	readonly lead: CaseEntry;
	/** The newest name that is not an id, or null. */
	readonly named: { readonly time: number; readonly name: string } | null;
	readonly needsMessage: boolean;
	readonly plan: CasePlan;
	readonly containments: readonly string[];
}

const MOST_DELIVERIES = 1_000;
/** Ten sessions of one caller are the most that rules contain (design, section 4.4). */
const MOST_CONTAINMENTS = 100;
const MOST_EVENTS = 40;

/**
 * Adds one more sign-in. If `isCounted` is false, it is a copy of another record, so only its hash is
 * added.
 */
export function addToLater(
	before: LaterSignIns | null,
	entry: CaseEntry,
	{ isCounted }: { isCounted: boolean },
): LaterSignIns {
	const later = before ?? noneLater(entry);
	const known = {
		...later,
		deliveries: [...later.deliveries, entry.delivery].slice(-MOST_DELIVERIES),
	};
	const containments = [...new Set([...later.containments, ...entry.containments])].slice(
		0,
		MOST_CONTAINMENTS,
	);
	if (!isCounted) return { ...known, containments };
	const { signIn, verdict } = entry.judged;
	const counts = { ...known, containments, ...countedIn(later, entry.judged) };
	if (isJoining(entry.judged)) return counts;
	return {
		...counts,
		accounts: withOneMore(later.accounts, signIn.account),
		sessions: mergeSessions(later.sessions ?? NO_SESSIONS, entry.sessions ?? NO_SESSIONS),
		reasons: withReasons(later.reasons, verdict.reasons, signIn.time),
		lead: worse(later.lead, entry),
		named: newerName(later.named, entry),
		needsMessage: later.needsMessage || verdict.posted,
		plan: withPlan(later.plan, entry),
	};
}

/** As in a case, a use is counted apart from the sign-ins. */
function countedIn(later: LaterSignIns, judged: JudgedSignIn): Partial<LaterSignIns> {
	const { signIn } = judged;
	const { time, outcome, event, part } = signIn;
	const lastAt = Math.max(later.lastAt, time);
	const isCounted = isJoining(judged) || isToldUse(judged);
	const uses = isCounted ? { uses: addUse(later.uses ?? null, signIn) } : {};
	if (part === 'use' || isJoining(judged)) return { lastAt, ...uses };
	return {
		...{ lastAt, ...uses },
		successes: later.successes + (outcome === 'success' ? 1 : 0),
		failures: later.failures + (outcome === 'failure' ? 1 : 0),
		events: withEvent(later.events, event),
	};
}

function noneLater(first: CaseEntry): LaterSignIns {
	return {
		...{ deliveries: [], successes: 0, failures: 0, events: {}, accounts: [], reasons: [] },
		...{ lastAt: first.judged.signIn.time, lead: first, named: null },
		...{ needsMessage: false, plan: NO_PLAN, containments: [] },
	};
}

function withEvent(events: LaterSignIns['events'], event: string): LaterSignIns['events'] {
	const isOneTooMany = !Object.hasOwn(events, event) && Object.keys(events).length >= MOST_EVENTS;
	return isOneTooMany ? events : { ...events, [event]: (events[event] ?? 0) + 1 };
}

function withReasons(
	earlier: LaterSignIns['reasons'],
	reasons: readonly Reason[],
	time: number,
): LaterSignIns['reasons'] {
	const byCode = new Map(earlier.map((one) => [one.reason.code, one]));
	for (const reason of reasons) {
		const known = byCode.get(reason.code);
		if (
			known === undefined ||
			isNewer({ time, text: reason.detail }, { time: known.time, text: known.reason.detail })
		) {
			byCode.set(reason.code, { time, reason });
		}
	}
	return [...byCode.values()];
}

function worse(lead: CaseEntry, entry: CaseEntry): CaseEntry {
	const [one, other] = [lead.judged, entry.judged];
	const by = severityRank(one.verdict.severity) - severityRank(other.verdict.severity);
	return by > 0 || (by === 0 && compareSignIns(one.signIn, other.signIn) <= 0) ? lead : entry;
}

function newerName(
	named: LaterSignIns['named'],
	{ judged: { signIn }, name }: CaseEntry,
): LaterSignIns['named'] {
	if (name === signIn.principal.id) return named;
	const one = { time: signIn.time, name };
	if (named === null || isOnlyClaim(named.name, name)) return one;
	if (isOnlyClaim(name, named.name)) return named;
	const isNew = isNewer({ time: one.time, text: name }, { time: named.time, text: named.name });
	return isNew ? one : named;
}

interface Dated {
	readonly time: number;
	readonly text: string | undefined;
}

/** If the times are equal the text decides, so that the order of arrival does not matter. */
function isNewer(one: Dated, other: Dated): boolean {
	return one.time === other.time ? (one.text ?? '') > (other.text ?? '') : one.time > other.time;
}

/** Of two equal requests the later end counts, as it does if they come in order. */
function withPlan(plan: CasePlan, entry: CaseEntry): CasePlan {
	const ends = new Map(plan.requests.map((request) => [scopedName(request), request.until]));
	const requests = entry.plan.requests.filter(
		(request) => (ends.get(scopedName(request)) ?? 0) <= request.until,
	);
	return addToCasePlan(plan, { ...entry.plan, requests });
}
