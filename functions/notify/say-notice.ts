import type { StoredNotice } from '../../shared/outbox/notices.ts';
import type { Found } from '../../shared/notification/slack/channel-messages.ts';
import { noticeMessage, plainNoticeMessage } from '../../shared/notification/card/notice-message.ts';
import { CLAIM_MS, type NotifyRooms, type Outcome, SAID } from './deps.ts';
import { digestOf, post } from './send.ts';

/** Posts a notice once. `by`: the same for a repeat of this run. */
export async function sayNotice(id: string, rooms: NotifyRooms, by: string): Promise<Outcome> {
	const { notices, channel, now } = rooms;
	const notice = await notices.find(id);
	if (notice === null || notice.said !== null) return SAID;
	if (!(await notices.claim(id, { by, at: now() }, CLAIM_MS))) return { kind: 'busy' };
	// Somebody may have posted it between the reading and the claim.
	if ((await notices.find(id))?.said != null) return SAID;
	const earlier = await earlierPost(notice, rooms);
	if (earlier?.kind === 'later') return earlier;
	const message = noticeMessage(notice, rooms.settings);
	const plain = plainNoticeMessage(notice, rooms.settings);
	const key = keyOf(notice);
	const answer =
		earlier?.kind === 'posted' ? earlier : await post(rooms, { channel, key, message, plain }, 'notice');
	if (answer.kind === 'gone') return { kind: 'stuck', error: 'message_not_found' };
	if (answer.kind !== 'posted') return answer;
	// Before the notice is done with, or a kill in between would leave the brake untold for ever.
	if (notice.kind === 'brake-opened') await rooms.brake.markBrakeTold(Number(notice.facts.number), now());
	await notices.recordSaid(id, { channel, ts: answer.ts, digest: digestOf(message), at: now() });
	return SAID;
}

function keyOf({ id }: StoredNotice): string {
	return `notice:${id}`;
}

/** Of somebody who claimed it and was not heard of again. */
async function earlierPost(notice: StoredNotice, { messages, channel }: NotifyRooms): Promise<Found | null> {
	if (notice.claim === null) return null;
	return messages.find({ channel, key: keyOf(notice), since: notice.at });
}
