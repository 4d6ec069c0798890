import { noticeForms } from '../../shared/notification/card/notice-message.ts';
import { stackSetForms } from '../../shared/notification/card/stack-sets-message.ts';
import { summaryForms } from '../../shared/notification/card/summary-message.ts';
import { ownerForms } from '../../shared/notification/report/owner-message.ts';
import { reportForms } from '../../shared/notification/report/report-message.ts';
import { isUrgent, type StoredNotice } from '../../shared/outbox/notices.ts';
import { readOwnerShares } from '../../shared/report/owner-shares.ts';
import { ownersFile, summaryFile } from '../../shared/report/report-files.ts';
import { readSummary } from '../../shared/report/report-summary.ts';
import { readSummaryText } from '../../shared/summary/summary-text.ts';
import type { NotifyDeps } from './deps.ts';
import { DONE, type Forms, type Outcome } from './send.ts';

/** What a notice says, and where. `channel` may also be the id of a person. */
export interface NoticeContent {
	readonly kind: 'content';
	readonly channel: string;
	readonly forms: Forms;
}

/** Makes the message of a notice, or says why there is none now. */
export async function contentOf(
	notice: StoredNotice,
	deps: NotifyDeps,
): Promise<NoticeContent | Outcome> {
	const { settings } = deps;
	const channel = deps.channels.main;
	if (isUrgent(notice)) return { kind: 'content', channel, forms: noticeForms(notice, settings) };
	if (notice.kind === 'credential-report-owner') return ownerContent(notice, deps);
	if (notice.kind === 'stack-sets')
		return { kind: 'content', channel, forms: stackSetForms(notice, settings) };
	if (notice.kind === 'daily-summary') {
		const told = readSummaryText(notice.facts.summary ?? '');
		return { kind: 'content', channel, forms: summaryForms(told, settings) };
	}
	const summary = readSummary(await keptText(summaryFile(weekOf(notice)), deps));
	return { kind: 'content', channel, forms: reportForms(summary, settings) };
}

async function ownerContent(
	notice: StoredNotice,
	deps: NotifyDeps,
): Promise<NoticeContent | Outcome> {
	const { people, settings } = deps;
	const week = weekOf(notice);
	const shares = readOwnerShares(await keptText(ownersFile(week), deps));
	const share = shares[Number(notice.facts.number)];
	if (share === undefined) throw new Error(`${notice.id}: there is no such owner in the report`);
	const { recipient } = share;
	const found =
		recipient.kind === 'slack'
			? ({ kind: 'found', id: recipient.id } as const)
			: await people.idOf(recipient.address);
	if (found.kind === 'found')
		return {
			kind: 'content',
			channel: found.id,
			forms: ownerForms(share, week, settings),
		};
	if (found.kind === 'later') return found;
	const why = found.kind === 'absent' ? 'no such person in Slack' : found.error;
	return notTold(notice, why, deps);
}

/** Gives up on the message to an owner. The channel shows the same credentials. */
export function notTold(notice: StoredNotice, why: string, deps: NotifyDeps): Promise<Outcome> {
	deps.telemetry.warn('owner of credentials not told', { id: notice.id, why });
	return giveUp(notice, deps);
}

/** Records that a notice needs no message any more. */
export async function giveUp(
	{ id, revision, postedMessage }: StoredNotice,
	{ notices, now }: NotifyDeps,
): Promise<Outcome> {
	const nowhere = { channel: 'nobody', ts: 'not-posted', digest: '', at: now() };
	await notices.recordPosted(id, postedMessage ?? nowhere, revision);
	return DONE;
}

/** The week of a notice about a report. */
export function weekOf({ id, facts: { week } }: StoredNotice): string {
	if (week === undefined) throw new Error(`${id}: the notice names no week`);
	return week;
}

/** The key of its message. */
export function noticeKey({ id }: StoredNotice): string {
	return `notice:${id}`;
}

async function keptText(name: string, { openArchive }: NotifyDeps): Promise<string> {
	const text = await (await openArchive()).get(name);
	if (text === null) throw new Error(`${name} is not in the bucket of the reports`);
	return text;
}
