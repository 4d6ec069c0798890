import { freeOccasion } from '../case/containments-of-case.ts';
import { type PolicyId, scopedName } from '../containment/containment.ts';
import { isReleasable } from '../containment/ledger/containment-state.ts';
import type { Containment, Decision } from '../containment/ledger/ledger.ts';
import { handNotice } from '../outbox/notices.ts';
import { type DecisionDeps, decide } from './decision-deps.ts';
import { type AskedDenial, type Denial, denialsOf } from './denials.ts';
import { hintAt, policiesToPublish } from './hint-at.ts';
import { doubtsAbout, whyNever } from './protection.ts';
import type { Doubt, Refused } from './refusals.ts';

/** What a person asks for. `isSure` is true if they confirmed it in spite of the doubts. */
export interface AskedContain extends AskedDenial {
	readonly isSure: boolean;
}

/** The denials that the decision would make, each with its deny scope, end and policies. */
export interface PreparedContain {
	readonly kind: 'prepared';
	readonly denials: readonly Denial[];
}

/** The decision has doubts that the person must confirm first; nothing was done. */
export interface Unsure {
	readonly kind: 'unsure';
	readonly doubts: readonly Doubt[];
}

/** What was done to one containment. `did` is empty if it was as requested already. */
export interface Change {
	readonly did: readonly ('requested' | 'approved' | 'extended')[];
	readonly containment: Containment;
}

/** The containments after the decision. */
export interface Contained {
	readonly kind: 'done';
	readonly containments: readonly Containment[];
	/** The policies whose text is published now. */
	readonly policies: readonly PolicyId[];
}

/** Finds the principals that are meant and checks that they may be denied; changes nothing. */
export async function prepareContain(
	asked: AskedContain,
	deps: DecisionDeps,
): Promise<PreparedContain | Unsure | Refused> {
	const found = await denialsOf(asked, deps);
	if ('kind' in found) return found;
	for (const { denied } of found) {
		const never = whyNever(denied, deps.settings);
		if (never !== null) return never;
	}
	const doubts = found.flatMap(({ denied, request }) =>
		doubtsAbout(denied, request.denyScope, deps),
	);
	return doubts.length > 0 && !asked.isSure
		? { kind: 'unsure', doubts }
		: { kind: 'prepared', denials: found };
}

interface Carrying {
	readonly why: string;
	/** Called for each change as soon as the table holds it, before anybody else is told. */
	readonly onChange: (change: Change) => Promise<void>;
}

/**
 * Approves the containments that wait, or requests new ones. The circuit breaker and the mode do
 * not stop a human. If it runs again, it finds what it did before and repeats nothing.
 */
export async function carryOutContain(
	{ denials }: PreparedContain,
	{ why, onChange }: Carrying,
	deps: Pick<DecisionDeps, 'ledger' | 'cases' | 'notices' | 'hints' | 'caller' | 'now'>,
): Promise<Contained> {
	const decision = decide(deps, why);
	const containments: Containment[] = [];
	const open = await deps.ledger.open();
	for (const denial of denials) {
		for await (const change of deny(denial, { open, decision }, deps)) {
			containments.push(change.containment);
			await keepName(change.containment, denial, deps);
			await onChange(change);
		}
	}
	const caseIds = new Set(denials.map(({ caseId }) => caseId).filter((id) => id !== null));
	for (const id of caseIds) await deps.cases.answer(id, { by: deps.caller.arn, at: decision.at });
	await hintAt(containments, deps);
	return { kind: 'done', containments, policies: policiesToPublish(containments) };
}

type Writing = Pick<DecisionDeps, 'ledger'>;

/** Approves and extends the containments that are open already; requests one if there is none. */
async function* deny(
	denial: Denial,
	{ open, decision }: { readonly open: readonly Containment[]; readonly decision: Decision },
	deps: Writing,
): AsyncGenerator<Change, void, undefined> {
	const standing = standingFor(denial, open);
	if (standing.length === 0) yield await request(denial, decision, deps);
	for (const containment of standing)
		yield await approve(containment, { decision, until: denial.request.until }, deps);
}

/**
 * The notice of a containment without a case keeps the name by which the person was found. If this
 * is killed before, the publisher adds the notice without the name.
 */
async function keepName(
	containment: Containment,
	{ name }: Denial,
	{ notices }: Pick<DecisionDeps, 'notices'>,
): Promise<void> {
	if (containment.caseId === null) await notices.add(handNotice(containment, name));
}

async function request(
	{ request: asked, caseId }: Denial,
	{ by, at, why: note }: Decision,
	{ ledger }: Writing,
): Promise<Change> {
	const occasion =
		caseId === null
			? `hand-${new Date(at).toISOString()}`
			: await freeOccasion(asked, caseId, ledger);
	const containment = await ledger.request({
		...{ request: asked, occasion, caseId, state: 'requested' },
		...{ by, note, at },
	});
	return { did: ['requested'], containment };
}

async function approve(
	before: Containment,
	{ decision, until }: { readonly decision: Decision; readonly until: number },
	{ ledger }: Writing,
): Promise<Change> {
	const { id } = before;
	const { by, at } = decision;
	const approved = (await ledger.approve(id, decision)) ?? before;
	const containment = (await ledger.extend(id, { until, by, at })) ?? approved;
	return {
		did: [
			...(approved.steps > before.steps ? (['approved'] as const) : []),
			...(containment.steps > approved.steps ? (['extended'] as const) : []),
		],
		containment,
	};
}

/** Finds open containments of the same principal and deny scope, whatever their reason. */
function standingFor(
	{ request, existing }: Denial,
	open: readonly Containment[],
): readonly Containment[] {
	const all = new Map([...open, ...existing].map((one) => [one.id, one]));
	return [...all.values()].filter(
		(one) => scopedName(one) === scopedName(request) && isReleasable(one),
	);
}
