import type { PolicyId } from '../../shared/containment/containment.ts';
import { renderDenyDocument } from '../../shared/containment/document/deny-document.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import type { BreakerOpening } from '../../shared/containment/ledger/ledger-breaker.ts';
import { policiesOf } from '../../shared/containment/policy-id.ts';
import { protectedIds } from '../../shared/containment/protected-principal.ts';
import type { OperateDeps } from './deps.ts';

/** An open containment and the name by which its case knows the person. */
export interface NamedContainment {
	readonly containment: Containment;
	/** Null where no case belongs to it. */
	readonly caseName: string | null;
}

/** How full the text of a policy is. */
export interface Fullness {
	readonly policy: PolicyId;
	/** Containments in the text. */
	readonly people: number;
	/** Characters, and how many there may be. */
	readonly size: number;
	readonly limit: number;
	/** 0 to 1, with ends rounded as far as it goes. */
	readonly fullness: number;
	/** Ids that have no room or must not stand in it. */
	readonly refused: number;
}

/** How everything stands. */
export interface Overview {
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	readonly open: readonly NamedContainment[];
	/** The latest opening of the breaker; null when there never was one. */
	readonly breaker: BreakerOpening | null;
	readonly unsaid: {
		readonly cases: readonly { readonly id: string; readonly severity: string }[];
		readonly notices: readonly { readonly id: string; readonly kind: string }[];
	};
	readonly documents: readonly Fullness[];
}

const MOST_UNSAID = 20;

/** Reads all of it from the table. */
export async function overview(deps: OperateDeps): Promise<Overview> {
	const { ledger, cases, notices } = deps;
	const at = deps.now();
	const [open, breaker, dueCases, dueNotices] = await Promise.all([
		ledger.open(),
		ledger.breaker(),
		cases.due(MOST_UNSAID),
		notices.due(MOST_UNSAID),
	]);
	const [named, documents] = await Promise.all([withNames(open, deps), fullnesses(open, at, deps)]);
	return {
		at,
		open: named,
		breaker,
		unsaid: {
			cases: dueCases.map(({ id, severity }) => ({ id, severity })),
			notices: dueNotices.map(({ id, kind }) => ({ id, kind })),
		},
		documents,
	};
}

/** With the name that each one's case knows. */
export async function withNames(
	containments: readonly Containment[],
	{ cases }: OperateDeps,
): Promise<NamedContainment[]> {
	const ids = [...new Set(containments.map(({ caseId }) => caseId).filter((id) => id !== null))];
	const found = await Promise.all(
		ids.map(async (id) => [id, (await cases.find(id))?.case.name ?? null] as const),
	);
	const names = new Map(found);
	return containments.map((containment) => ({
		containment,
		caseName: names.get(containment.caseId ?? '') ?? null,
	}));
}

/** Of every policy that somebody is denied by, and of the SCP always. */
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
	const { size, limit, fullness, refusals } = rendered;
	const refused = refusals.flatMap((refusal) => refusal.refused).length;
	return { policy, people: active.length - refused, size, limit, fullness, refused };
}
