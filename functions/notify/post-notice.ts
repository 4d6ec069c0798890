import {
	noticeMessage,
	plainNoticeMessage,
} from '../../shared/notification/card/notice-message.ts';
import type { Found } from '../../shared/notification/slack/channel-messages.ts';
import type { StoredNotice } from '../../shared/outbox/notices.ts';
import type { NotifyDeps } from './deps.ts';
import { CLAIM_MS, DONE, digestOf, type Outcome, post } from './send.ts';

/** Posts a notice once. `by` names the run and is the same when the run is repeated. */
export async function postNotice(id: string, deps: NotifyDeps, by: string): Promise<Outcome> {
	const { notices, channel, now } = deps;
	const notice = await notices.find(id);
	if (notice === null || notice.postedMessage !== null) return DONE;
	if (!(await notices.claim(id, { by, at: now() }, CLAIM_MS))) return { kind: 'busy' };
	// Another run may have posted it between the read and the claim.
	if ((await notices.find(id))?.postedMessage != null) return DONE;
	const earlier = await earlierPost(notice, deps);
	if (earlier?.kind === 'later') return earlier;
	const message = noticeMessage(notice, deps.settings);
	const plain = plainNoticeMessage(notice, deps.settings);
	const answer =
		earlier?.kind === 'posted'
			? earlier
			: await post(deps, { channel, key: keyOf(notice), message, plain }, 'notice');
	if (answer.kind === 'gone') return { kind: 'stuck', error: 'message_not_found' };
	if (answer.kind !== 'posted') return answer;
	// This comes first: once the notice is recorded as posted, no later run would mark the opening.
	if (notice.kind === 'breaker-opened')
		await deps.breaker.markBreakerTold(Number(notice.facts.number), now());
	await notices.recordPosted(id, { channel, ts: answer.ts, digest: digestOf(message), at: now() });
	return DONE;
}

function keyOf({ id }: StoredNotice): string {
	return `notice:${id}`;
}

/** The message of a run that had claimed the notice and did not record that it was posted. */
async function earlierPost(
	notice: StoredNotice,
	{ messages, channel }: NotifyDeps,
): Promise<Found | null> {
	if (notice.claim === null) return null;
	return messages.find({ channel, key: keyOf(notice), since: notice.at });
}
