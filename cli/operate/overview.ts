import { isPilot, targetIds } from '../../shared/configuration/deployment-targets.ts';
import type { PolicyId } from '../../shared/containment/containment.ts';
import { renderDenyDocument } from '../../shared/containment/document/deny-document.ts';
import { countInText, type InText } from '../../shared/containment/document/read-denied.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import type { BreakerOpening } from '../../shared/containment/ledger/ledger-breaker.ts';
import { policiesOf } from '../../shared/containment/policy-id.ts';
import { protectedIds } from '../../shared/containment/protected-principal.ts';
import { handName } from '../../shared/outbox/notices.ts';
import { localDay } from '../../shared/runtime/local-time.ts';
import type { WatchState } from '../../shared/stack-sets/watch-state.ts';
import { linesOf, signInsOf } from '../../shared/summary/daily-summary.ts';
import type { OperateDeps } from './deps.ts';

/** An open containment and the name of the person. */
export interface NamedContainment {
	readonly containment: Containment;
	/** As its case knows them, or as somebody named them by hand; null if only the id is known. */
	readonly caseName: string | null;
}

/** How full the text of a policy is. */
export interface Fullness extends InText {
	readonly policy: PolicyId;
	/** Characters of the text, and how many it may have. */
	readonly size: number;
	readonly limit: number;
	/** 0 to 1, computed with the ends rounded as coarsely as possible. */
	readonly fullness: number;
	/**
	 * How many containments are not in the text, for lack of space or because they are not valid.
	 */
	readonly refused: number;
}

/** The state of everything that is open. */
export interface Overview {
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	readonly open: readonly NamedContainment[];
	/** The latest opening of the breaker; null if it has never opened. */
	readonly breaker: BreakerOpening | null;
	readonly notPosted: {
		readonly cases: readonly { readonly id: string; readonly severity: string }[];
		readonly notices: readonly { readonly id: string; readonly kind: string }[];
	};
	/** What today's summary tells so far. */
	readonly summary: { readonly day: string; readonly lines: number; readonly signIns: number };
	/** The last portal sign-in of which no record of the portal arrived; null if they arrive. */
	readonly directoryNotWatched: { readonly account: string; readonly day: number } | null;
	/** What is known of the StackSets; null before the first look, and in a single account. */
	readonly stackSets: WatchState | null;
	/** The units and accounts of a pilot; null if it is none. */
	readonly pilot: readonly string[] | null;
	readonly documents: readonly Fullness[];
}

const MOST_LISTED = 20;

/** Reads the overview from the table. */
export async function overview(deps: OperateDeps): Promise<Overview> {
	const { ledger, cases, notices, summaries, directory, stackSets: watch } = deps;
	const at = deps.now();
	const { timeZone, deployment } = deps.settings.configuration;
	const day = localDay(at, timeZone);
	const [open, breaker, dueCases, dueNotices, summary, directoryNotWatched, stackSets] =
		await Promise.all([
			ledger.open(),
			ledger.breaker(),
			cases.due(MOST_LISTED),
			notices.due(MOST_LISTED),
			summaries.read(day),
			directory.missing(),
			watch.read(),
		]);
	const [named, documents] = await Promise.all([withNames(open, deps), fullnesses(open, at, deps)]);
	return {
		at,
		open: named,
		breaker,
		notPosted: {
			cases: dueCases.map(({ id, severity }) => ({ id, severity })),
			notices: dueNotices.map(({ id, kind }) => ({ id, kind })),
		},
		summary: { day, lines: linesOf(summary), signIns: signInsOf(summary) },
		directoryNotWatched,
		stackSets,
		pilot: isPilot(deployment) ? targetIds(deployment) : null,
		documents,
	};
}

/** Adds to each containment the name of the person. */
export async function withNames(
	containments: readonly Containment[],
	{ cases, notices }: Pick<OperateDeps, 'cases' | 'notices'>,
): Promise<NamedContainment[]> {
	const ids = [...new Set(containments.map(({ caseId }) => caseId).filter((id) => id !== null))];
	const found = await Promise.all(
		ids.map(async (id) => [id, (await cases.find(id))?.case.name ?? null] as const),
	);
	const names = new Map(found);
	return Promise.all(
		containments.map(async (containment) => ({
			containment,
			caseName:
				containment.caseId === null
					? await nameByHand(containment, notices)
					: (names.get(containment.caseId) ?? null),
		})),
	);
}

/** The name by which the person was found; null if their key tells more, such as the account. */
async function nameByHand(
	containment: Containment,
	notices: OperateDeps['notices'],
): Promise<string | null> {
	const name = await handName(containment, notices);
	return name === null || containment.person.includes(name) ? null : name;
}

/** Reads how full each policy is that denies somebody, and always the SCP. */
async function fullnesses(
	open: readonly Containment[],
	at: number,
	deps: OperateDeps,
): Promise<Fullness[]> {
	const used = policiesOf(open);
	const always: PolicyId[] =
		deps.settings.configuration.containment.policyType === 'scp' ? ['scp'] : [];
	const policies = [...new Set([...always, ...used])].toSorted();
	return Promise.all(policies.map((policy) => fullnessOf(policy, at, deps)));
}

async function fullnessOf(
	policy: PolicyId,
	now: number,
	{ ledger, settings }: OperateDeps,
): Promise<Fullness> {
	const { active } = await ledger.activeFor(policy);
	const { networks, containment } = settings.configuration;
	const protectedPrincipals = protectedIds(containment.protectedPrincipals);
	const rendered = renderDenyDocument(active, { policy, networks, now, protectedPrincipals });
	const { text, size, limit, fullness, refusals } = rendered;
	const refused = refusals.flatMap((refusal) => refusal.refused).length;
	return { policy, ...countInText(text), size, limit, fullness, refused };
}
