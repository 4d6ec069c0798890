import {
	isDue,
	type Notice,
	type Notices,
	type StoredNotice,
} from '../../shared/outbox/notices.ts';
import { isClaimable } from '../../shared/outbox/posted-message.ts';

/** Notices in memory that do what those in DynamoDB do. */
export function memoryNotices(): Notices {
	const notices = new Map<string, StoredNotice>();
	const add = ({ changesUntil: _, ...notice }: Notice) => {
		if (notices.has(notice.id)) return false;
		const fresh = { revision: 0, postedMessage: null, postedRevision: null, claim: null };
		notices.set(notice.id, { ...notice, ...fresh, replies: [] });
		return true;
	};
	return {
		add: async (notice) => add(notice),
		makeDue: async (notice) => {
			const found = notices.get(notice.id);
			if (found === undefined) {
				add(notice);
				return 0;
			}
			const revision = found.revision + 1;
			notices.set(notice.id, { ...found, revision });
			return revision;
		},
		find: async (id) => notices.get(id) ?? null,
		due: async (most) =>
			[...notices.values()]
				.filter(isDue)
				.toSorted((one, other) => one.at - other.at)
				.slice(0, most),
		claim: async (id, claim, ms) => {
			const notice = notices.get(id);
			if (notice === undefined || !isClaimable(notice.claim, claim, ms)) return false;
			notices.set(id, { ...notice, claim });
			return true;
		},
		recordFileId: async (id, fileId) => {
			const notice = notices.get(id);
			if (notice !== undefined) notices.set(id, { ...notice, facts: { ...notice.facts, fileId } });
		},
		recordPosted: async (id, postedMessage, postedRevision) => {
			const notice = notices.get(id);
			if (notice === undefined || (notice.postedRevision ?? 0) > postedRevision) return;
			notices.set(id, { ...notice, postedMessage, postedRevision, claim: null });
		},
		recordReply: async (id, key) => {
			const notice = notices.get(id);
			if (notice === undefined || notice.replies.includes(key)) return;
			notices.set(id, { ...notice, replies: [...notice.replies, key] });
		},
	};
}
