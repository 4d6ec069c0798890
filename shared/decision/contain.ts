import { freeOccasion } from '../case/containments-of-case.ts';
import type { PolicyId } from '../containment/containment.ts';
import { isReleasable } from '../containment/ledger/containment-state.ts';
import type { Containment, Decision } from '../containment/ledger/ledger.ts';
import { type DecisionDeps, decide } from './decision-deps.ts';
import { type AskedDenial, type Denial, denialsOf } from './denials.ts';
import { hintAt, policiesToPublish } from './hint-at.ts';
import { doubtsAbout, whyNever } from './protection.ts';
import type { Doubt, Refused } from './refusals.ts';

/** What a person asks. `isSure`: they have seen the doubts and mean it. */
export interface AskedContain extends AskedDenial {
	readonly isSure: boolean;
}

/** Everybody who will be denied, how far, until when and by which policies. */
export interface PreparedContain {
	readonly kind: 'prepared';
	readonly denials: readonly Denial[];
}

/** Nothing is done before somebody is sure. */
export interface Unsure {
	readonly kind: 'unsure';
	readonly doubts: readonly Doubt[];
}

/** What was done to one containment; nothing where it stood as it was asked already. */
export interface Change {
	readonly did: readonly ('requested' | 'approved' | 'extended')[];
	readonly containment: Containment;
}

export interface Contained {
	readonly kind: 'done';
	readonly containments: readonly Containment[];
	/** Policies whose text is published now. */
	readonly policies: readonly PolicyId[];
}

/** Finds out what is meant and whether it may be; changes nothing. */
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
	/** Told of each change when it stands in the table, before anybody else is. */
	readonly onChange: (change: Change) => Promise<void>;
}

/**
 * Lets happen what waits, or requests it. The circuit breaker and the mode do not stop a human. Run
 * again it finds what it has done.
 */
export async function carryOutContain(
	{ denials }: PreparedContain,
	{ why, onChange }: Carrying,
	deps: Pick<DecisionDeps, 'ledger' | 'cases' | 'hints' | 'caller' | 'now'>,
): Promise<Contained> {
	const decision = decide(deps, why);
	const containments: Containment[] = [];
	for (const denial of denials) {
		for await (const change of deny(denial, decision, deps)) {
			containments.push(change.containment);
			await onChange(change);
		}
	}
	const caseIds = new Set(denials.map(({ caseId }) => caseId).filter((id) => id !== null));
	for (const id of caseIds) await deps.cases.answer(id, { by: deps.caller.arn, at: decision.at });
	await hintAt(containments, deps);
	return { kind: 'done', containments, policies: policiesToPublish(containments) };
}

type Writing = Pick<DecisionDeps, 'ledger'>;

/** What there is already is let happen and lasts as long as was asked for; else it is requested. */
async function* deny(
	denial: Denial,
	decision: Decision,
	deps: Writing,
): AsyncGenerator<Change, void, undefined> {
	const open = await standing(denial, deps);
	if (open.length === 0) yield await request(denial, decision, deps);
	for (const containment of open)
		yield await letHappen(containment, { decision, until: denial.request.until }, deps);
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

async function letHappen(
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

/** Open containments of the same principal and deny scope, whatever they were requested for. */
async function standing(
	{ request: { selector, denyScope }, existing }: Denial,
	{ ledger }: Writing,
): Promise<readonly Containment[]> {
	const all = new Map([...(await ledger.open()), ...existing].map((one) => [one.id, one]));
	return [...all.values()].filter(
		(one) =>
			one.selector.key === selector.key &&
			one.selector.value === selector.value &&
			one.denyScope === denyScope &&
			isReleasable(one),
	);
}
