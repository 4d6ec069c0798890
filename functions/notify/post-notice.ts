import type { Found } from '../../shared/notification/slack/channel-messages.ts';
import { isDue, isUrgent, type StoredNotice } from '../../shared/outbox/notices.ts';
import type { NotifyDeps } from './deps.ts';
import { postUrgent, postWaiting } from './mention-on-call.ts';
import { contentOf, type NoticeContent, noticeKey, notTold } from './notice-content.ts';
import type { RunDeps } from './pace.ts';
import { postFile } from './post-file.ts';
import { postHandNotice } from './post-hand-notice.ts';
import { CLAIM_MS, DONE, digestOf, type Outcome, post } from './send.ts';

/**
 * Posts a notice once, and that of a containment by hand again as often as it changes. `by` names
 * the run and is the same when the run is repeated.
 */
export async function postNotice(id: string, deps: RunDeps, by: string): Promise<Outcome> {
	const { notices, now } = deps;
	const notice = await notices.find(id);
	if (notice === null || !isDue(notice)) return DONE;
	if (notice.kind === 'containment-by-hand') return postHandNotice(notice, deps, by);
	if (notice.kind === 'mention') return postWaiting(notice, deps, by);
	const closed = deps.gates.closedBy(deps.channels.main);
	if (closed !== null && notice.kind !== 'credential-report-owner') return closed;
	if (!(await notices.claim(id, { by, at: now() }, CLAIM_MS))) return { kind: 'busy' };
	// Another run may have posted it between the read and the claim.
	const fresh = await notices.find(id);
	if (fresh === null || fresh.postedMessage !== null) return DONE;
	if (notice.kind === 'credential-report-file') return postFile(fresh, deps);
	const content = await contentOf(notice, deps);
	return content.kind === 'content' ? postContent(notice, content, deps) : content;
}

async function postContent(
	notice: StoredNotice,
	{ channel, forms }: NoticeContent,
	deps: RunDeps,
): Promise<Outcome> {
	const { notices, now } = deps;
	const earlier = await earlierPost(notice, channel, deps);
	if (earlier?.kind === 'later') return earlier;
	const key = noticeKey(notice);
	const posting = { channel, key, forms };
	const send = () =>
		isUrgent(notice)
			? postUrgent(deps, { ...posting, about: key }, 'notice')
			: post(deps, posting, 'notice');
	const answer = earlier?.kind === 'posted' ? earlier : await send();
	if (answer.kind === 'gone') return { kind: 'stuck', error: 'message_not_found' };
	// That one person cannot be written to says nothing about the channel.
	if (answer.kind === 'refused' && notice.kind === 'credential-report-owner')
		return notTold(notice, answer.error, deps);
	if (answer.kind !== 'posted') return answer;
	if (earlier?.kind === 'posted') await deps.mentions.recordPosted(channel, key);
	// This comes first: once the notice is recorded as posted, no later run would mark the opening.
	if (notice.kind === 'breaker-opened')
		await deps.breaker.markBreakerTold(Number(notice.facts.number), now());
	const digest = digestOf(forms[0]);
	await notices.recordPosted(
		notice.id,
		{ channel, ts: answer.ts, digest, at: now() },
		notice.revision,
	);
	return DONE;
}

/** The message of a run that had claimed the notice and did not record that it was posted. */
async function earlierPost(
	notice: StoredNotice,
	channel: string,
	{ messages }: NotifyDeps,
): Promise<Found | null> {
	if (notice.claim === null) return null;
	return messages.find({ channel, key: noticeKey(notice), since: notice.at });
}
