import type { Notices, StoredNotice } from '../../shared/outbox/notices.ts';
import { isClaimable } from '../../shared/outbox/posted-message.ts';

/** Notices in memory that do what those in DynamoDB do. */
export function memoryNotices(): Notices {
	const notices = new Map<string, StoredNotice>();
	return {
		add: async (notice) => {
			if (notices.has(notice.id)) return false;
			notices.set(notice.id, { ...notice, postedMessage: null, claim: null });
			return true;
		},
		find: async (id) => notices.get(id) ?? null,
		due: async (most) =>
			[...notices.values()]
				.filter(({ postedMessage }) => postedMessage === null)
				.toSorted((one, other) => one.at - other.at)
				.slice(0, most),
		claim: async (id, claim, ms) => {
			const notice = notices.get(id);
			if (notice === undefined || notice.postedMessage !== null) return false;
			if (!isClaimable(notice.claim, claim, ms)) return false;
			notices.set(id, { ...notice, claim });
			return true;
		},
		recordFileId: async (id, fileId) => {
			const notice = notices.get(id);
			if (notice !== undefined) notices.set(id, { ...notice, facts: { ...notice.facts, fileId } });
		},
		recordPosted: async (id, postedMessage) => {
			const notice = notices.get(id);
			if (notice !== undefined) notices.set(id, { ...notice, postedMessage, claim: null });
		},
	};
}
