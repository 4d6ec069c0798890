import { type ReportRun, type ReportRuns, RUN_MS } from '../../shared/report/report-runs.ts';

/** Runs in memory that do what those in DynamoDB do. */
export function memoryReportRuns(): ReportRuns {
	const runs = new Map<string, ReportRun>();
	return {
		start: async (run, accounts) => {
			const waiting = { state: 'waiting', why: null, at: null, note: null } as const;
			const known = runs.get(run.week) ?? {
				...{ ...run, deadline: run.startedAt + RUN_MS, toldAt: null },
				accounts: accounts.map(({ id, name }) => ({ account: id, name, ...waiting })),
			};
			runs.set(run.week, known);
			return known;
		},
		find: async (week) => runs.get(week) ?? null,
		finishAccount: async (week, account, outcome) => {
			const run = runs.get(week);
			if (run === undefined) return;
			const accounts = run.accounts.map((one) =>
				one.account === account && one.state !== 'read'
					? { ...one, why: null, note: null, ...outcome }
					: one,
			);
			runs.set(week, { ...run, accounts });
		},
		overdue: async (now) =>
			[...runs.values()].filter(({ toldAt, deadline }) => toldAt === null && deadline <= now),
		recordTold: async (week, at) => {
			const run = runs.get(week);
			if (run !== undefined) runs.set(week, { ...run, toldAt: run.toldAt ?? at });
		},
	};
}
