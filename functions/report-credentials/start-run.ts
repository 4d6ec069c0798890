import { isoWeek } from '../../shared/report/iso-week.ts';
import type { ReportDeps } from './deps.ts';

/**
 * Starts the report of the week in which `scheduledAt` lies: notes which accounts must be read, and
 * sends a message for each. A second start sends messages only for accounts that are still waiting.
 */
export async function startRun(scheduledAt: number, deps: ReportDeps): Promise<void> {
	const { directory, runs, messages, settings, telemetry, now } = deps;
	const week = isoWeek(scheduledAt, settings.timeZone);
	const listed = await directory.list();
	if (listed.kind === 'failed') throw new Error(`credential report of ${week}: ${listed.why}`);
	const { active, notActive } = listed.value;
	const run = await runs.start({ week, scheduledAt, startedAt: now() }, active);
	if (run.toldAt !== null) {
		telemetry.info('credential report of this week is told already', { week });
		return;
	}
	const waiting = run.accounts.filter(({ state }) => state === 'waiting');
	await messages.send(waiting.map(({ account }) => ({ about: 'account', week, account, part: 0 })));
	const fields = { accounts: waiting.length, notActive: notActive.length };
	telemetry.info('credential report started', { week, ...fields });
}
