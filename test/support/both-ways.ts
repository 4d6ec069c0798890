import { judgeLog } from '../../cli/replay/judge-log.ts';
import type { PlanOutcome } from '../../cli/replay/plan-log.ts';
import { withMemory } from '../../functions/judge-credential-use/judge-uses.ts';
import type { Case } from '../../shared/case/case.ts';
import type { CasePlan } from '../../shared/case/case-plan.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { breakerLength, isOpen } from '../../shared/containment/breaker.ts';
import type { ContainmentRequest, PolicyId } from '../../shared/containment/containment.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import type { BreakerOpening } from '../../shared/containment/ledger/ledger-breaker.ts';
import { standingOf } from '../../shared/containment/ledger/ledger-states.ts';
import { AGE_UNKNOWN, type UserAge, type UserAges } from '../../shared/credential/user-age.ts';
import { MemoryOwnAccounts } from '../../shared/history/memory-own-accounts.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { compareSignIns } from '../../shared/sign-in/compare-sign-ins.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import type { DailySummary } from '../../shared/summary/daily-summary.ts';
import { dynamodbDailySummaries } from '../../shared/summary/dynamodb-daily-summaries.ts';
import { deliverUse } from './deliver-uses.ts';
import { aSignInFrom } from './follow-records.ts';
import { deliver, HUB_ACCOUNT, judgeDeps } from './judge-deps.ts';
import { keyPastsOfLog } from './key-pasts-of-log.ts';
import { replaySettings } from './some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What IAM tells about the user of a sign-in. */
export type AgeOf = (signIn: Pick<SignIn, 'principal' | 'clues'>) => UserAge | null;

/** An IAM that tells the same to judge-sign-in. */
export function agesOf(ageOf: AgeOf): UserAges {
	return {
		find: async ({ account, user: name, userId: id, keyId: accessKeyId }) => {
			const clues = { ...NO_CLUES, accessKeyId };
			const principal = { kind: 'iam-user', account, name, id, arn: null } as const;
			return ageOf({ principal, clues }) ?? AGE_UNKNOWN;
		},
	};
}

const NO_CLUES: SignIn['clues'] = {
	...{ accessKeyId: null, issuedAt: null, mfaUsed: null, mfaAuthenticated: null },
	...{ mfaSerial: null, credentialType: null, grantType: null },
};

/** The result of the same records, in either way. */
export interface Came {
	/** The plan of each event, in the order of the events' ids. */
	readonly plans: readonly string[];
	readonly cases: readonly string[];
	/**
	 * The part of the cases that does not depend on which records had arrived when a sign-in was
	 * judged.
	 */
	readonly outlines: readonly string[];
	/** Everybody who would be denied, with the latest end. */
	readonly denied: readonly string[];
	/** When and why the circuit breaker opened, each time. */
	readonly breaker: readonly string[];
	readonly ignored: number;
	/** What is told once a day, in the order of the days. */
	readonly summaries: readonly DailySummary[];
}

/** Judges the records as `eyes replay` does, in the order of their time. */
export async function inReplay(
	records: readonly Fields[],
	configuration: Partial<ConfigurationInput>,
	ageOf: AgeOf = () => null,
): Promise<Came> {
	const plans = new Map<string, string>();
	const cases: [Case, CasePlan][] = [];
	const breaker: string[] = [];
	const policies = new Set<PolicyId>();
	const summaries: DailySummary[] = [];
	let ignored = 0;
	const signIns = records.map((record, index) => ({
		...{ file: 0, index },
		signIn: aSignInFrom(record),
	}));
	const inOrder = signIns.sort((a, b) => compareSignIns(a.signIn, b.signIn));
	const accounts = new MemoryOwnAccounts();
	for (const { signIn } of inOrder) accounts.addDelivery(signIn);
	const settings = replaySettings(configuration);
	const containments = await judgeLog(
		inOrder,
		{ settings, accounts, ageOf: ({ signIn }) => ageOf(signIn) },
		{
			followed: ({ signIn, verdict }, outcome) => {
				if (verdict.disposition === 'ignore') ignored++;
				if (verdict.disposition === 'alert' && !verdict.inSummary)
					keepFirst(plans, signIn, planText(outcome));
				for (const { policy } of outcome.requests.flatMap((one) => one.policies))
					policies.add(policy);
				if (outcome.breakerOpened !== null)
					breaker.push(openingText({ since: signIn.time, why: outcome.breakerOpened }));
			},
			line: async () => {},
			closed: async (theCase, plan) => {
				cases.push([theCase, plan]);
			},
			summarised: async ({ summary }) => {
				summaries.push(summary);
			},
		},
	);
	const active = [...policies].flatMap((policy) => containments.activeFor(policy, 0));
	return came({ plans, cases, active, breaker, ignored, summaries });
}

/**
 * Judges the records by the functions over a table, in the given order: the uses of credentials by
 * judge-credential-use, in a process that remembers them, all others by judge-sign-in. A human
 * resumes the breaker when replay closes it: after the length of its window.
 */
export async function inFunctions(
	records: readonly Fields[],
	configuration: Partial<ConfigurationInput>,
	table: Table,
	ageOf: AgeOf = () => null,
): Promise<Came> {
	const plans = new Map<string, string>();
	const ids = new Set<string>();
	const deps = judgeDeps(table, configuration);
	const { ledger, cases } = deps;
	const limits = deps.settings.configuration.containment.breaker;
	const watched = {
		...deps,
		keyPasts: keyPastsOfLog(table, deps.settings.trusted, records),
		userAges: agesOf(ageOf),
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
	const uses = withMemory(watched);
	const openings = new Map<number, BreakerOpening>();
	// Replay knows from the beginning whose records the log holds, as a table of some days does.
	for (const record of records) await deps.accounts.remember(aSignInFrom(record));
	const queue = records.map((record) => ({ record, age: 0 }));
	for (const { record, age } of queue) {
		const { time, part } = aSignInFrom(record);
		const opening = await ledger.breaker();
		const over = (opening?.since ?? 0) + breakerLength(limits);
		if (opening !== null && isOpen(opening) && time >= over)
			await ledger.resumeBreaker({ by: { kind: 'clock' }, why: 'test', at: over });
		const wait =
			part === 'use' ? await deliverUse(record, uses, age) : await deliver(record, watched, age);
		// What waits comes again after all others.
		if (wait !== null) queue.push({ record, age: age + wait });
		const latest = await ledger.breaker();
		if (latest !== null) openings.set(latest.number, latest);
	}
	const stored = await Promise.all([...ids].map((id) => cases.find(id)));
	return came({
		plans,
		cases: stored.flatMap((one) => (one === null ? [] : [[one.case, one.plan] as const])),
		active: (await ledger.open()).filter(isActive),
		breaker: [...openings.values()].map(openingText),
		ignored: deps.heard.counted.filter((metric) => metric === 'SignIn ignore').length,
		summaries: await summariesIn(table),
	});
}

async function summariesIn(table: Table): Promise<DailySummary[]> {
	const summaries = dynamodbDailySummaries(table);
	const days = (await summaries.waiting()).toSorted();
	return Promise.all(days.map((day) => summaries.read(day)));
}

/**
 * Settings of both: all accounts are known from the beginning, as a log of a year would tell them.
 */
export const HUB: Partial<ConfigurationInput> = {
	deployment: {
		kind: 'organization',
		organization: { id: 'o-a1b2c3d4e5', root: 'r-a1b2', hubAccount: HUB_ACCOUNT },
	},
};

interface Collected extends Pick<Came, 'breaker' | 'ignored' | 'summaries'> {
	readonly cases: readonly (readonly [Case, CasePlan])[];
	readonly plans: ReadonlyMap<string, string>;
	readonly active: readonly Containment[];
}

function came({ plans, cases, active, breaker, ignored, summaries }: Collected): Came {
	return {
		plans: [...plans].map(([id, plan]) => `${id} ${plan}`).toSorted(),
		cases: cases.map(([one, plan]) => caseText(one, plan)).toSorted(),
		outlines: cases.map(([one]) => outlineText(one)).toSorted(),
		denied: deniedBy(active),
		breaker,
		ignored,
		summaries,
	};
}

/** Keeps the first plan, because a repeat may find the breaker opened by others since. */
function keepFirst(plans: Map<string, string>, { eventId }: SignIn, plan: string): void {
	if (!plans.has(eventId ?? '')) plans.set(eventId ?? '', plan);
}

function isActive({ policies }: Containment): boolean {
	return policies.some(({ state }) => standingOf(state, false) === 'active');
}

function deniedBy(active: readonly Containment[]): string[] {
	const ends = new Map<string, number>();
	for (const one of active) {
		const who = requestText(one);
		ends.set(who, Math.max(ends.get(who) ?? 0, one.until));
	}
	return [...ends].map(([who, until]) => `${who} until ${isoTime(until)}`).toSorted();
}

function requestText({
	selector,
	denyScope,
	policies,
}: Pick<ContainmentRequest, 'selector' | 'denyScope' | 'policies'>): string {
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

/** Leaves out the name, which tells the initiator if their record had arrived. */
function outlineText({ subject, openedAt, lastAt, successes, failures, ...theCase }: Case) {
	const { accounts, events, uses, needsMessage } = theCase;
	const counted = {
		successes,
		failures,
		accounts: accounts.toSorted(),
		events,
		uses,
		needsMessage,
	};
	return JSON.stringify({ subject, openedAt, lastAt, ...counted });
}

function openingText({ since, why }: Pick<BreakerOpening, 'since' | 'why'>): string {
	return `${isoTime(since)} ${why}`;
}

function isoTime(time: number): string {
	return new Date(time).toISOString();
}
