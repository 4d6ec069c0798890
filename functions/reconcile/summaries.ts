import { summaryNoticeId } from '../../shared/outbox/notices.ts';
import { isClosed } from '../../shared/summary/summary-day.ts';
import { summaryText } from '../../shared/summary/summary-text.ts';
import type { ReconcileDeps, ReconcilePart } from './deps.ts';

/** Makes the notice of every day that is closed and has something to tell. */
export const tellDailySummaries: ReconcilePart = async (now, deps) => {
	const days = await deps.summaries.waiting();
	for (const day of days)
		if (isClosed(day, now, deps.timeZone)) await tellSummary(day, { now, deps });
};

async function tellSummary(
	day: string,
	{ now, deps: { summaries, notices, hints } }: { now: number; deps: ReconcileDeps },
): Promise<void> {
	const summary = await summaries.read(day);
	// A judge that was killed may have left a day without sign-ins.
	if (summary.lines.length > 0) {
		const id = summaryNoticeId(day);
		const facts = { day, summary: summaryText(summary) };
		await notices.add({ id, kind: 'daily-summary', at: now, facts });
		await hints.toNotify([{ about: 'notice', id }], `reconcile ${now}`);
	}
	await summaries.recordTold(day, now);
}
