import {
	noticeMessage,
	plainNoticeMessage,
} from '../../shared/notification/card/notice-message.ts';
import type { Found } from '../../shared/notification/slack/channel-messages.ts';
import type { StoredNotice } from '../../shared/outbox/notices.ts';
import { CLAIM_MS, DONE, type NotifyDeps, type Outcome } from './deps.ts';
import { digestOf, post } from './send.ts';

/** Posts a notice once. `by`: the same for a repeat of this run. */
export async function postNotice(id: string, deps: NotifyDeps, by: string): Promise<Outcome> {
	const { notices, channel, now } = deps;
	const notice = await notices.find(id);
	if (notice === null || notice.postedMessage !== null) return DONE;
	if (!(await notices.claim(id, { by, at: now() }, CLAIM_MS))) return { kind: 'busy' };
	// Somebody may have posted it between the reading and the claim.
	if ((await notices.find(id))?.postedMessage != null) return DONE;
	const earlier = await earlierPost(notice, deps);
	if (earlier?.kind === 'later') return earlier;
	const message = noticeMessage(notice, deps.settings);
	const plain = plainNoticeMessage(notice, deps.settings);
	const key = keyOf(notice);
	const answer =
		earlier?.kind === 'posted'
			? earlier
			: await post(deps, { channel, key, message, plain }, 'notice');
	if (answer.kind === 'gone') return { kind: 'stuck', error: 'message_not_found' };
	if (answer.kind !== 'posted') return answer;
	// Before the notice is done with, or a kill in between would leave the breaker untold for ever.
	if (notice.kind === 'breaker-opened')
		await deps.breaker.markBreakerTold(Number(notice.facts.number), now());
	await notices.recordPosted(id, { channel, ts: answer.ts, digest: digestOf(message), at: now() });
	return DONE;
}

function keyOf({ id }: StoredNotice): string {
	return `notice:${id}`;
}

/** Of somebody who claimed it and was not heard of again. */
async function earlierPost(
	notice: StoredNotice,
	{ messages, channel }: NotifyDeps,
): Promise<Found | null> {
	if (notice.claim === null) return null;
	return messages.find({ channel, key: keyOf(notice), since: notice.at });
}
