import type { ReconcilePart } from './deps.ts';

/**
 * Wakes reports whose time is up: the message that should have told them may have got lost. They
 * are then told without the accounts that still wait.
 */
export const wakeOverdueReports: ReconcilePart = async (now, { runs, reports, telemetry }) => {
	const weeks = (await runs.overdue(now)).map(({ week }) => week);
	if (weeks.length > 0) telemetry.count('ReportOverdue');
	await reports.send(weeks.map((week) => ({ about: 'run', week })));
};
