import type { Case } from '../../shared/case/case.ts';
import type { StoredCase } from '../../shared/case/case-store.ts';
import type { ContainmentRequest, DenyScope } from '../../shared/containment/containment.ts';
import { isReleasable } from '../../shared/containment/ledger/containment-state.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { NOT_CONTAINED } from '../../shared/containment/not-contained.ts';
import { policiesFor } from '../../shared/containment/policies-for.ts';
import { UsageError } from '../usage-error.ts';
import type { OperateDeps } from './deps.ts';
import { findPrincipal, type Principal } from './find-principal.ts';
import { findSubject, type Subject } from './find-subject.ts';
import type { ContainOptions } from './options.ts';
import { readWhom } from './whom.ts';

/** One principal whom a human asks to be denied. */
export interface AskedRequest {
	readonly request: ContainmentRequest;
	readonly caseId: string | null;
	readonly caseName: string | null;
	/** Containments known of already, which the index of what is open may not show yet. */
	readonly known: readonly Containment[];
	/** See `Principal`. */
	readonly names: readonly string[];
	readonly isNamed: boolean;
}

const HOUR = 3_600_000;
const DEFAULT_HOURS = 12;
/** A command repeated within this time asks for the same end. */
const END_GRAIN = 5 * 60_000;

/** Everything that WHOM means; throws a UsageError where that is nobody who can be denied. */
export async function askedRequests(
	options: ContainOptions,
	deps: OperateDeps,
): Promise<AskedRequest[]> {
	const whom = readWhom(options.whom);
	if (whom.kind !== 'known')
		return [ofPrincipal(await findPrincipal(whom, options, deps), options, deps)];
	const subject = await findSubject(whom.id, deps);
	return subject.kind === 'case' && subject.stored !== null
		? ofCase(subject.stored, subject.containments, { options, now: deps.now() })
		: subject.containments.map((one) => ofContainment(one, subject, { options, now: deps.now() }));
}

interface Asking {
	readonly options: ContainOptions;
	readonly now: number;
}

/** What the case plans, and what of it is in the ledger already. */
function ofCase(
	stored: StoredCase,
	containments: readonly Containment[],
	asking: Asking,
): AskedRequest[] {
	const { case: theCase, plan } = stored;
	const requests = [...plan.requests, ...containments.filter(isReleasable)].map((request) =>
		asAsked(request, asking),
	);
	const distinct = new Map(
		requests.map((request) => [
			`${request.denyScope} ${request.selector.key} ${request.selector.value}`,
			request,
		]),
	);
	if (distinct.size === 0) {
		const why = plan.notContained.map((reason) => NOT_CONTAINED[reason]).join('; ');
		throw new UsageError(
			`nobody can be contained because of case ${theCase.id}: ${why === '' ? 'nobody signed in from an untrusted network' : why}`,
		);
	}
	return [...distinct.values()].map((request) => ({
		...{ request, caseId: theCase.id, caseName: theCase.name, known: containments, isNamed: true },
		names: [request.selector.value, ...namesInCase(request, theCase)],
	}));
}

/** Whoever makes a session chooses its name, so a bare name means users only, as in the rules. */
function namesInCase({ selector }: ContainmentRequest, { lead }: Case): string[] {
	const { principal, callerIssuer } = lead.signIn;
	if (selector.value !== principal.id) return [];
	const isUser = principal.kind === 'iam-user' || principal.kind === 'identity-center-user';
	return [isUser ? principal.name : null, principal.arn, callerIssuer].filter(
		(name) => name !== null,
	);
}

function ofContainment(
	containment: Containment,
	{ stored }: Subject,
	asking: Asking,
): AskedRequest {
	return {
		request: asAsked(containment, asking),
		...{ caseId: containment.caseId, caseName: stored?.case.name ?? null, known: [containment] },
		...{ names: [containment.selector.value], isNamed: true },
	};
}

function ofPrincipal(
	principal: Principal,
	options: ContainOptions,
	deps: OperateDeps,
): AskedRequest {
	const { selector, account, attachment, person, names, isNamed } = principal;
	const settings = deps.configuration.containment;
	const reason = 'requested-by-person' as const;
	const policies = policiesFor({ selector, account, attachment, lasts: 0, reason }, settings);
	if (policies.length === 0) throw new UsageError(whyNoPolicy(principal, deps));
	const denyScope: DenyScope = options.denyScope ?? 'untrusted-networks';
	const until = endIn(options.hours ?? DEFAULT_HOURS, deps.now());
	return {
		request: { person, selector, denyScope, policies, until, reason },
		...{ caseId: null, caseName: null, known: [], names, isNamed },
	};
}

/** The same principal and policies, with the end and the reach that were asked for. */
function asAsked(
	{ person, selector, denyScope, policies, until }: ContainmentRequest,
	{ options, now }: Asking,
): ContainmentRequest {
	const isStillToCome = until > now;
	const end =
		options.hours === null && isStillToCome ? until : endIn(options.hours ?? DEFAULT_HOURS, now);
	return {
		...{
			person,
			selector,
			denyScope: options.denyScope ?? denyScope,
			until: end,
			reason: 'requested-by-person',
		},
		policies: policies.map(({ policy, account, attachment }) => ({ policy, account, attachment })),
	};
}

function endIn(hours: number, now: number): number {
	return Math.ceil((now + hours * HOUR) / END_GRAIN) * END_GRAIN;
}

function whyNoPolicy({ selector, account }: Principal, { configuration }: OperateDeps): string {
	const { value, key } = selector;
	if (key === 'aws:PrincipalArn') {
		const isManagement = account === configuration.containment.managementAccount;
		return `${value}: ${NOT_CONTAINED[isManagement ? 'management-root' : 'root-needs-organization']}`;
	}
	if (/^\d{12}:/.test(value))
		return `the policy of account ${account} reaches a federated session by the user who made it: contain that user, and all of his federated sessions are denied with him`;
	return `the policy of account ${account} must be attached to the user or role of ${value}, whose name is not known: add --name NAME`;
}
