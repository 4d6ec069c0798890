import { isoWeek } from '../../shared/report/iso-week.ts';
import type { ReportDeps } from './deps.ts';

/**
 * Starts the report of the week in which `scheduledAt` lies: notes which accounts must be read, and
 * sends a message for each. A second start sends messages only for accounts that are still waiting.
 */
export async function startRun(scheduledAt: number, deps: ReportDeps): Promise<void> {
	const { directory, runs, messages, settings, telemetry, now } = deps;
	const week = isoWeek(scheduledAt, settings.timeZone);
	const accounts = (await directory.list()).map(({ id }) => id);
	await runs.start({ week, at: now(), accounts });
	const run = await runs.find(week);
	if (run === null) throw new Error(`the report of ${week} was started and is not in the table`);
	if (run.toldAt !== null) {
		telemetry.info('credential report of this week is told already', { week });
		return;
	}
	const waiting = run.accounts.filter(({ state }) => state === 'waiting');
	await messages.send(waiting.map(({ account }) => ({ about: 'account', week, account })));
	telemetry.info('credential report started', { week, accounts: waiting.length });
}
