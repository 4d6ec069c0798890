import { judgeLog } from '../../cli/replay/judge-log.ts';
import type { PlanOutcome } from '../../cli/replay/plan-log.ts';
import type { Case } from '../../shared/case/case.ts';
import type { CasePlan } from '../../shared/case/case-plan.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { breakerWindowStart, isOpen } from '../../shared/containment/breaker.ts';
import type { ContainmentRequest } from '../../shared/containment/containment.ts';
import type { BreakerOpening } from '../../shared/containment/ledger/ledger-breaker.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { compareSignIns } from '../../shared/sign-in/compare-sign-ins.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { aSignInFrom } from './follow-records.ts';
import { deliver, HUB_ACCOUNT, judgeDeps } from './judge-deps.ts';
import { someSettings } from './some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What came of the same records, whichever way they went. */
export interface Came {
	/** What each event planned, in the order of the events' ids. */
	readonly plans: readonly string[];
	readonly cases: readonly string[];
	/** Of the cases what does not depend on which records had arrived when a sign-in was judged. */
	readonly outlines: readonly string[];
	/** Everybody who would be denied, with the latest end. */
	readonly denied: readonly string[];
	/** Since when and why the circuit breaker opened, each time. */
	readonly breaker: readonly string[];
	readonly ignored: number;
}

/** The records through `eyes replay`, in the order of their time. */
export async function inReplay(
	records: readonly Fields[],
	configuration: Partial<ConfigurationInput>,
): Promise<Came> {
	const plans = new Map<string, string>();
	const cases: [Case, CasePlan][] = [];
	const breaker: string[] = [];
	const denied = new Map<string, number>();
	let ignored = 0;
	const signIns = records.map((record, index) => ({
		...{ file: 0, index },
		signIn: aSignInFrom(record),
	}));
	const inOrder = signIns.sort((a, b) => compareSignIns(a.signIn, b.signIn));
	await judgeLog(inOrder, someSettings(configuration), {
		followed: ({ signIn, verdict }, outcome) => {
			if (verdict.disposition === 'ignore') ignored++;
			if (verdict.disposition === 'alert') keepFirst(plans, signIn, planText(outcome));
			if (outcome.notContained === null) for (const one of outcome.requests) keepEnd(denied, one);
			if (outcome.breakerOpened !== null)
				breaker.push(openingText({ since: signIn.time, why: outcome.breakerOpened }));
		},
		line: async () => {},
		closed: async (theCase, plan) => {
			cases.push([theCase, plan]);
		},
	});
	return came({ plans, cases, denied, breaker, ignored });
}

/**
 * The records through judge-sign-in over a table, in the order in which they are given. A human
 * resumes the breaker when replay takes it to be resumed: with the next window.
 */
export async function inFunctions(
	records: readonly Fields[],
	configuration: Partial<ConfigurationInput>,
	table: Table,
): Promise<Came> {
	const plans = new Map<string, string>();
	const denied = new Map<string, number>();
	const ids = new Set<string>();
	const deps = judgeDeps(table, configuration);
	const { ledger, cases } = deps;
	const limits = deps.settings.configuration.containment.breaker;
	const watched = {
		...deps,
		ledger: {
			...ledger,
			request: async (submitted: Parameters<typeof ledger.request>[0]) => {
				const containment = await ledger.request(submitted);
				if (containment.state === 'requested') keepEnd(denied, submitted.request);
				return containment;
			},
		},
		cases: {
			...cases,
			add: (
				addition: Parameters<typeof cases.add>[0],
				recalled: Parameters<typeof cases.add>[1],
			) => {
				const { signIn, verdict } = addition.judged;
				ids.add(addition.id);
				if (verdict.disposition === 'alert') keepFirst(plans, signIn, planText(addition.plan));
				return cases.add(addition, recalled);
			},
		},
	};
	const openings = new Map<number, BreakerOpening>();
	for (const record of records) {
		const { time } = aSignInFrom(record);
		const opening = await ledger.breaker();
		const start = breakerWindowStart(time, limits);
		if (opening !== null && isOpen(opening) && start > opening.since)
			await ledger.resumeBreaker({ by: { kind: 'clock' }, why: 'test', at: start });
		await deliver(record, watched);
		const latest = await ledger.breaker();
		if (latest !== null) openings.set(latest.number, latest);
	}
	const stored = await Promise.all([...ids].map((id) => cases.find(id)));
	return came({
		plans,
		cases: stored.flatMap((one) => (one === null ? [] : [[one.case, one.plan] as const])),
		denied,
		breaker: [...openings.values()].map(openingText),
		ignored: deps.heard.counted.filter((metric) => metric === 'SignIn ignore').length,
	});
}

/** Settings of both: all accounts are known from the beginning, as a log of a year would tell them. */
export const HUB: Partial<ConfigurationInput> = {
	deployment: {
		kind: 'organization',
		organization: { id: 'o-a1b2c3d4e5', root: 'r-a1b2', hubAccount: HUB_ACCOUNT },
	},
};

interface Collected extends Pick<Came, 'breaker' | 'ignored'> {
	readonly cases: readonly (readonly [Case, CasePlan])[];
	readonly plans: ReadonlyMap<string, string>;
	readonly denied: ReadonlyMap<string, number>;
}

function came({ plans, cases, denied, breaker, ignored }: Collected): Came {
	return {
		plans: [...plans].map(([id, plan]) => `${id} ${plan}`).toSorted(),
		cases: cases.map(([one, plan]) => caseText(one, plan)).toSorted(),
		outlines: cases.map(([one]) => outlineText(one)).toSorted(),
		denied: [...denied].map(([who, until]) => `${who} until ${isoTime(until)}`).toSorted(),
		breaker,
		ignored,
	};
}

/** A repeat may find the breaker opened by others since; what was planned first stands. */
function keepFirst(plans: Map<string, string>, { eventId }: SignIn, plan: string): void {
	if (!plans.has(eventId ?? '')) plans.set(eventId ?? '', plan);
}

function keepEnd(denied: Map<string, number>, request: ContainmentRequest): void {
	const who = requestText(request);
	denied.set(who, Math.max(denied.get(who) ?? 0, request.until));
}

function requestText({ selector, denyScope, policies }: ContainmentRequest): string {
	const where = policies.map(({ policy }) => policy).join('+');
	return `${selector.key}=${selector.value} ${denyScope} by ${where}`;
}

function planText({ requests, notContained, advice }: Omit<PlanOutcome, 'breakerOpened'>): string {
	const asked = requests.map((one) => `${requestText(one)} ${one.reason} ${isoTime(one.until)}`);
	return JSON.stringify({ asked, notContained, advice });
}

function caseText({ id: _, lead, ...theCase }: Case, { requests, notContained }: CasePlan): string {
	const planned = { requests: requests.map(requestText), notContained: notContained.toSorted() };
	return JSON.stringify({ ...theCase, lead: lead.signIn.eventId, ...planned });
}

function outlineText({ subject, name, openedAt, lastAt, successes, failures, ...theCase }: Case) {
	const { accounts, events, needsMessage } = theCase;
	const counted = { successes, failures, accounts: accounts.toSorted(), events, needsMessage };
	return JSON.stringify({ subject, name, openedAt, lastAt, ...counted });
}

function openingText({ since, why }: Pick<BreakerOpening, 'since' | 'why'>): string {
	return `${isoTime(since)} ${why}`;
}

function isoTime(time: number): string {
	return new Date(time).toISOString();
}
