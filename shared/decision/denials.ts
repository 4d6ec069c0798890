import type { Case } from '../case/case.ts';
import type { StoredCase } from '../case/case-store.ts';
import type { ContainmentSettings } from '../configuration/configuration.ts';
import { isUncovered } from '../configuration/management-account.ts';
import {
	type ContainmentRequest,
	type DenyScope,
	type Selector,
	scopedName,
} from '../containment/containment.ts';
import { isReleasable } from '../containment/ledger/containment-state.ts';
import type { Containment } from '../containment/ledger/ledger.ts';
import { policiesFor } from '../containment/policies-for.ts';
import { issuedBeforeAt } from '../containment/role-cut.ts';
import { isWholeRole } from '../containment/selector-form.ts';
import { handName } from '../outbox/notices.ts';
import { idsOf } from '../verdict/exemption.ts';
import type { DecisionDeps } from './decision-deps.ts';
import { findPrincipal } from './find-principal.ts';
import { findSubject, type Subject } from './find-subject.ts';
import type { Principal, PrincipalHints } from './principal.ts';
import type { Denied } from './protection.ts';
import { type Refused, refused } from './refusals.ts';
import { readWhom } from './whom.ts';

/** What a person asks for: who is to be denied, with which deny scope and for how long. */
export interface AskedDenial extends PrincipalHints {
	/** A case, a containment or a principal, as the person typed it. */
	readonly whom: string;
	/** If it is null, it is that of the case or containment, else `untrusted-networks`. */
	readonly denyScope: DenyScope | null;
	/** If it is null, the end is that of the case or containment, else in twelve hours. */
	readonly hours: number | null;
}

/** One principal that a person asks to be denied. */
export interface Denial {
	readonly request: ContainmentRequest;
	readonly denied: Denied;
	readonly caseId: string | null;
	readonly caseName: string | null;
	/** The name of the principal, if it was found without a case. */
	readonly name: string | null;
	/** Containments that are known already; the index of open ones may not show them yet. */
	readonly existing: readonly Containment[];
}

const HOUR = 3_600_000;
const DEFAULT_HOURS = 12;
/** Ends are rounded up to this, so that a decision that is repeated soon has the same end. */
const END_GRAIN = 5 * 60_000;

/** Finds the principals that are meant, one or more. */
export async function denialsOf(
	asked: AskedDenial,
	deps: Omit<DecisionDeps, 'hints'>,
): Promise<readonly Denial[] | Refused> {
	const whom = readWhom(asked.whom);
	if (whom.kind === 'refused') return whom;
	const asking = { asked, now: deps.now() };
	if (whom.kind !== 'known') {
		const found = await findPrincipal(whom, asked, deps);
		return found.kind === 'refused' ? found : ofPrincipal(found, asking, deps.settings);
	}
	const subject = await findSubject(whom.id, deps);
	switch (subject.kind) {
		case 'refused':
			return subject;
		case 'case':
			return ofCase(subject.stored, subject.containments, asking);
		case 'containment': {
			const [containment] = subject.containments;
			const { caseId } = containment;
			const name = await handName(containment, deps.notices);
			return [{ ...denialOf(asAsked(containment, asking), { ...subject, caseId }), name }];
		}
	}
}

interface Asking {
	readonly asked: AskedDenial;
	readonly now: number;
}

/** Makes the denials of a case: those it plans, and those that are in the ledger already. */
function ofCase(
	stored: StoredCase,
	containments: readonly Containment[],
	asking: Asking,
): Denial[] | Refused {
	const { case: theCase, plan } = stored;
	const requests = [...plan.requests, ...containments.filter(isReleasable)].map((request) =>
		asAsked(request, asking),
	);
	if (requests.length === 0)
		return refused('nobody-in-case', { caseId: theCase.id, why: plan.notContained });
	const distinct = new Map(requests.map((request) => [scopedName(request), request]));
	const about = { stored, containments, caseId: theCase.id };
	return [...distinct.values()].map((request) => denialOf(request, about));
}

function denialOf(
	request: ContainmentRequest,
	{
		stored,
		containments,
		caseId,
	}: Pick<Subject, 'stored' | 'containments'> & Pick<Denial, 'caseId'>,
): Denial {
	const { selector } = request;
	const ids = stored === null ? [] : idsInCase(request, stored.case);
	return {
		...{ request, caseId, caseName: stored?.case.name ?? null, name: null, existing: containments },
		denied: { selector, account: null, ids: [selector.value, ...ids], known: 'all' },
	};
}

/** Gives the ids that the rules compare: those of the caller, or the role of the session made. */
function idsInCase({ selector }: ContainmentRequest, { lead: { signIn } }: Case): string[] {
	const { principal, session } = signIn;
	if (selector.value === principal.id) return idsOf(signIn);
	return selector.value === session?.userId && session.roleArn !== null ? [session.roleArn] : [];
}

function ofPrincipal(
	principal: Principal,
	{ asked, now }: Asking,
	{ configuration }: DecisionDeps['settings'],
): Denial[] | Refused {
	const { selector, account, attachment, person } = principal;
	const reason = 'requested-by-person' as const;
	const policies = policiesFor(
		{ selector, account, attachment, durationMs: 0, reason },
		configuration,
	);
	if (policies.length === 0) return whyNoPolicy(principal, configuration.containment);
	const denyScope: DenyScope = asked.denyScope ?? 'untrusted-networks';
	const cut = cutOf(selector, now);
	// A session that was issued at the last moment lives on from then.
	const until = endIn(asked.hours ?? DEFAULT_HOURS, cut.issuedBefore ?? now);
	return [
		{
			request: { person, selector, denyScope, policies, until, ...cut, reason },
			...{ denied: principal, caseId: null, caseName: null, name: principal.name, existing: [] },
		},
	];
}

/** Makes the request for the same principal and policies, with the end and scope asked for. */
function asAsked(
	{ person, selector, denyScope, policies, until }: ContainmentRequest,
	{ asked, now }: Asking,
): ContainmentRequest {
	const cut = cutOf(selector, now);
	// A role that is cut once more has sessions that live longer than those of the first time.
	const keepsEnd = asked.hours === null && until > now && cut.issuedBefore === undefined;
	return {
		...{ person, selector, reason: 'requested-by-person' },
		denyScope: asked.denyScope ?? denyScope,
		until: keepsEnd ? until : endIn(asked.hours ?? DEFAULT_HOURS, cut.issuedBefore ?? now),
		...cut,
		policies: policies.map(({ policy, account, attachment }) => ({ policy, account, attachment })),
	};
}

function cutOf(selector: Selector, now: number): Pick<ContainmentRequest, 'issuedBefore'> {
	return isWholeRole(selector) ? { issuedBefore: issuedBeforeAt(now) } : {};
}

function endIn(hours: number, now: number): number {
	return Math.ceil((now + hours * HOUR) / END_GRAIN) * END_GRAIN;
}

function whyNoPolicy(
	{ selector: { key, value }, account }: Principal,
	settings: ContainmentSettings,
): Refused {
	if (key === 'aws:PrincipalArn') {
		const isManagement = account === settings.managementAccount;
		return refused(isManagement ? 'management-root' : 'root-needs-organization', { value });
	}
	if (isUncovered(account, settings)) return refused('management-not-covered', { value });
	return /^\d{12}:/.test(value)
		? refused('federated-by-user', { account })
		: refused('name-needed', { value, account });
}
