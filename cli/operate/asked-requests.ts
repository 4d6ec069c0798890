import type { Case } from '../../shared/case/case.ts';
import type { StoredCase } from '../../shared/case/case-store.ts';
import type { Reach, Wish } from '../../shared/containment/containment.ts';
import { targetsFor } from '../../shared/containment/policies-for.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { NOT_CONTAINED } from '../../shared/containment/not-contained.ts';
import { isReleasable } from '../../shared/notification/card/standing.ts';
import { UsageError } from '../usage-error.ts';
import { findPrincipal, type Principal } from './find-principal.ts';
import { findSubject, type Subject } from './find-subject.ts';
import type { ContainOptions } from './options.ts';
import type { OperateRooms } from './deps.ts';
import { readWhom } from './whom.ts';

/** One principal whom a human asks to be denied. */
export interface AskedWish {
	readonly wish: Wish;
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
export async function askedWishes(options: ContainOptions, rooms: OperateRooms): Promise<AskedWish[]> {
	const whom = readWhom(options.whom);
	if (whom.kind !== 'known') return [ofPrincipal(await findPrincipal(whom, options, rooms), options, rooms)];
	const subject = await findSubject(whom.id, rooms);
	return subject.kind === 'case' && subject.stored !== null
		? ofCase(subject.stored, subject.containments, { options, now: rooms.now() })
		: subject.containments.map((one) => ofContainment(one, subject, { options, now: rooms.now() }));
}

interface Asking {
	readonly options: ContainOptions;
	readonly now: number;
}

/** What the case plans, and what of it is in the ledger already. */
function ofCase(stored: StoredCase, containments: readonly Containment[], asking: Asking): AskedWish[] {
	const { case: theCase, plan } = stored;
	const wishes = [...plan.wishes, ...containments.filter(isReleasable)].map((wish) => asAsked(wish, asking));
	const distinct = new Map(
		wishes.map((wish) => [`${wish.reach} ${wish.selector.key} ${wish.selector.value}`, wish]),
	);
	if (distinct.size === 0) {
		const why = plan.notContained.map((reason) => NOT_CONTAINED[reason]).join('; ');
		throw new UsageError(
			`nobody can be contained because of case ${theCase.id}: ${why === '' ? 'nobody signed in from outside' : why}`,
		);
	}
	return [...distinct.values()].map((wish) => ({
		...{ wish, caseId: theCase.id, caseName: theCase.name, known: containments, isNamed: true },
		names: [wish.selector.value, ...namesInCase(wish, theCase)],
	}));
}

/** Whoever makes a session chooses its name, so a bare name means users only, as in the rules. */
function namesInCase({ selector }: Wish, { lead }: Case): string[] {
	const { principal, callerIssuer } = lead.signIn;
	if (selector.value !== principal.id) return [];
	const isUser = principal.kind === 'iam-user' || principal.kind === 'identity-center-user';
	return [isUser ? principal.name : null, principal.arn, callerIssuer].filter((name) => name !== null);
}

function ofContainment(containment: Containment, { stored }: Subject, asking: Asking): AskedWish {
	return {
		wish: asAsked(containment, asking),
		...{ caseId: containment.caseId, caseName: stored?.case.name ?? null, known: [containment] },
		...{ names: [containment.selector.value], isNamed: true },
	};
}

function ofPrincipal(principal: Principal, options: ContainOptions, rooms: OperateRooms): AskedWish {
	const { selector, account, attachment, person, names, isNamed } = principal;
	const settings = rooms.configuration.containment;
	const reason = 'asked-by-person' as const;
	const targets = targetsFor({ selector, account, attachment, lasts: 0, reason }, settings);
	if (targets.length === 0) throw new UsageError(whyNoTarget(principal, rooms));
	const reach: Reach = options.reach ?? 'outside';
	const until = endIn(options.hours ?? DEFAULT_HOURS, rooms.now());
	return {
		wish: { person, selector, reach, targets, until, reason },
		...{ caseId: null, caseName: null, known: [], names, isNamed },
	};
}

/** The same principal and policies, with the end and the reach that were asked for. */
function asAsked({ person, selector, reach, targets, until }: Wish, { options, now }: Asking): Wish {
	const isStillToCome = until > now;
	const end = options.hours === null && isStillToCome ? until : endIn(options.hours ?? DEFAULT_HOURS, now);
	return {
		...{ person, selector, reach: options.reach ?? reach, until: end, reason: 'asked-by-person' },
		targets: targets.map(({ target, account, attachment }) => ({ target, account, attachment })),
	};
}

function endIn(hours: number, now: number): number {
	return Math.ceil((now + hours * HOUR) / END_GRAIN) * END_GRAIN;
}

function whyNoTarget({ selector, account }: Principal, { configuration }: OperateRooms): string {
	const { value, key } = selector;
	if (key === 'aws:PrincipalArn') {
		const isManagement = account === configuration.containment.managementAccount;
		return `${value}: ${NOT_CONTAINED[isManagement ? 'management-root' : 'root-needs-organization']}`;
	}
	if (/^\d{12}:/.test(value))
		return `the policy of account ${account} reaches a federated session by the user who made it: contain that user, and all of his federated sessions are denied with him`;
	return `the policy of account ${account} must be attached to the user or role of ${value}, whose name is not known: add --name NAME`;
}
