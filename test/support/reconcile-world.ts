import type { ReconcileDeps } from '../../functions/reconcile/deps.ts';
import type { StoredCase } from '../../shared/case/case-store.ts';
import type { PartWork } from '../../shared/containment/ledger/part-positions.ts';
import type { Credential } from '../../shared/credential/credential.ts';
import type { KeyAge, KeyOfUser } from '../../shared/credential/key-age.ts';
import type { DomainEvent } from '../../shared/notification/events/domain-event.ts';
import type { ReportMessage } from '../../shared/report/report-message.ts';
import type { ReportRun } from '../../shared/report/report-runs.ts';
import type { ExpectedInstance, StackInstance } from '../../shared/stack-sets/stack-instance.ts';
import { NEVER_LOOKED, type WatchState } from '../../shared/stack-sets/watch-state.ts';
import type { Severity } from '../../shared/verdict/verdict.ts';
import { addAsJudge, aLogin } from './an-addition.ts';
import { type KillableCalls, killableCalls } from './killable-calls.ts';
import { memoryCaseStore } from './memory-case-store.ts';
import { memoryDailySummaries } from './memory-daily-summaries.ts';
import { memoryLedger } from './memory-ledger.ts';
import { memoryNotices } from './memory-notices.ts';
import { someTelemetry } from './some-telemetry.ts';

const KEY = 'AKIAEXAMPLEKEY000001';
export const KEY_OF_MINJI: KeyOfUser = { keyId: KEY, account: '111122223333', user: 'minji.kim' };

/** The deps of reconcile, which can be killed at any of its calls. */
export function reconcileWorld() {
	const calls: KillableCalls = killableCalls();
	const ledger = memoryLedger();
	const cases = memoryCaseStore();
	const notices = memoryNotices();
	const summaries = memoryDailySummaries();
	const telemetry = someTelemetry();
	const contain: string[] = [];
	const notify: string[] = [];
	const touched: string[] = [];
	/** Reports that are overdue, and what was sent about them. */
	const overdue: ReportRun[] = [];
	const woken: ReportMessage[] = [];
	const events: DomainEvent[] = [];
	/** The accounts of the organization; none means that they cannot be listed. */
	const listed = ['111122223333'];
	const lists = { dueAt: Number.POSITIVE_INFINITY, noted: [] as string[] };
	/** The StackSets: what AWS lists, or null if it refuses, and what reconcile keeps of them. */
	const stackSets = {
		instances: [] as StackInstance[] | null,
		expected: [] as ExpectedInstance[],
		asked: 0,
		state: { ...NEVER_LOOKED, dueAt: Number.POSITIVE_INFINITY } as WatchState,
	};
	/** What a run sees of the time, and how far the runs have come. */
	const clock = { now: () => 0 };
	const positions = new Map<PartWork, string | null>();
	const ages = new Map<string, KeyAge>();
	const deps: ReconcileDeps = {
		ledger: {
			openPart: (asked) => calls.run(() => ledger.openPart(asked)),
			expire: (id, now) => calls.run(() => ledger.expire(id, now)),
			extend: (id, later) => calls.run(() => ledger.extend(id, later)),
			breaker: () => calls.run(() => ledger.breaker()),
		},
		publishers: { announceAgain: (most) => calls.run(() => ledger.announceAgain(most)) },
		cases: {
			find: (id) => calls.run(() => cases.find(id)),
			touch: (id) =>
				calls.run(() => {
					touched.push(id);
					return cases.touch(id);
				}),
			due: (most) => calls.run(() => cases.due(most)),
			keysAsked: (most) => calls.run(() => cases.keysAsked(most)),
			settleKeyAge: (id, settled) => calls.run(() => cases.settleKeyAge(id, settled)),
		},
		notices: {
			add: (notice) => calls.run(() => notices.add(notice)),
			makeDue: (notice) => calls.run(() => notices.makeDue(notice)),
			due: (most) => calls.run(() => notices.due(most)),
		},
		summaries: {
			waiting: () => calls.run(() => summaries.waiting()),
			read: (day) => calls.run(() => summaries.read(day)),
			recordTold: (day, at) => calls.run(() => summaries.recordTold(day, at)),
		},
		keyAges: {
			find: ({ keyId }) => calls.run(() => ages.get(keyId) ?? { kind: 'asking' }),
		},
		hints: {
			toContain: (hints) =>
				calls.run(() => void contain.push(...hints.map(({ policy }) => policy))),
			toNotify: (hints) =>
				calls.run(() => void notify.push(...hints.map(({ about, id }) => `${about} ${id}`))),
		},
		organization: {
			list: () =>
				calls.run(() => {
					const active = listed.map((id) => ({ id, name: id }));
					const isRefused = listed.length === 0;
					return isRefused
						? { kind: 'failed' as const, why: 'AccessDenied', isLasting: true }
						: { kind: 'read' as const, value: { active, notActive: [] } };
				}),
		},
		lists: {
			isDue: (now) => calls.run(() => now >= lists.dueAt),
			note: (accounts, now) =>
				calls.run(() => {
					lists.noted.push(accounts.join());
					lists.dueAt = now + 86_400_000;
				}),
			noteFailure: (now) =>
				calls.run(() => {
					lists.dueAt = now + 3_600_000;
				}),
		},
		stackSets: {
			list: () =>
				calls.run(() => {
					stackSets.asked++;
					return stackSets.instances === null
						? { kind: 'failed' as const, why: 'AccessDenied', isLasting: true }
						: { kind: 'read' as const, value: stackSets.instances };
				}),
			expected: (active) => stackSets.expected.filter(({ account }) => active.includes(account)),
			watch: {
				read: () => calls.run(() => stackSets.state),
				write: (state) =>
					calls.run(() => {
						stackSets.state = state;
					}),
			},
		},
		positions: {
			read: (work) => calls.run(() => positions.get(work) ?? null),
			write: (work, next) => calls.run(() => void positions.set(work, next)),
		},
		clock: () => clock.now(),
		runs: { overdue: () => calls.run(() => overdue) },
		reports: { send: (given) => calls.run(() => void woken.push(...given)) },
		events: { publish: (given) => calls.run(() => void events.push(...given)) },
		...{ telemetry, policies: ['scp'], credentialDays: 90, timeZone: 'Asia/Seoul' },
	};
	/** A case whose current revision is posted. */
	const aPostedCase = async (
		severity: Severity,
		keyAsked: KeyOfUser | null = null,
	): Promise<StoredCase> => {
		const credential: Credential = {
			...{ kind: keyAsked === null ? 'password' : 'access-key', ageDays: null, mfa: 'no' },
			...{ keyId: keyAsked?.keyId ?? null, password: keyAsked === null },
		};
		const stored = await addAsJudge(cases, aLogin(0, { verdict: { severity, credential } }), {
			keyAsked,
		});
		const postedMessage = { channel: 'C1', ts: '1.1', digest: 'x', at: 1 };
		await cases.recordPosted(stored.case.id, postedMessage, stored.revision);
		return stored;
	};
	return {
		deps,
		calls,
		ledger,
		cases,
		notices,
		summaries,
		telemetry,
		contain,
		notify,
		touched,
		listed,
		lists,
		stackSets,
		overdue,
		woken,
		events,
		ages,
		...{ clock, positions },
		aPostedCase,
	};
}
export type ReconcileWorld = ReturnType<typeof reconcileWorld>;
