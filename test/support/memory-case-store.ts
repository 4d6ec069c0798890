import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { entryOf, openedCase } from '../../shared/case/case-entry.ts';
import type { CaseAddition, CaseStore, RecalledCase } from '../../shared/case/case-store.ts';
import { asBefore, withUses } from '../../shared/case/case-to-join.ts';
import { type KeptCase, keepEntry, settleEntries } from '../../shared/case/kept-case.ts';
import {
	entryText,
	joinedText,
	keptEntry,
	keptJoined,
	keptLater,
	laterText,
} from '../../shared/case/kept-case-text.ts';
import { showCase, shownOnCard } from '../../shared/case/show-case.ts';
import { isClaimable } from '../../shared/outbox/posted-message.ts';
import { severityRank } from '../../shared/verdict/verdict.ts';

/** A case store in memory that does what the one in DynamoDB does. */
export function memoryCaseStore(): CaseStore {
	const cases = new Map<string, RecalledCase>();
	const latestUnder = (key: string) =>
		[...cases.values()]
			.filter(({ whose }) => whose.key === key)
			.toSorted((one, other) => one.number - other.number)
			.at(-1);
	const change = (id: string, to: (stored: RecalledCase) => RecalledCase) => {
		const stored = cases.get(id);
		if (stored === undefined) return null;
		const changed = to(stored);
		cases.set(id, changed === stored ? stored : { ...changed, writes: stored.writes + 1 });
		return cases.get(id) ?? null;
	};
	const open = (addition: CaseAddition) => {
		const latest = latestUnder(addition.whose.key);
		const before =
			latest === undefined || latest.number > addition.number ? null : asBefore(latest);
		const opened = openedCase(addition, before);
		const stored = { ...opened, kept: asStored(opened.kept) };
		cases.set(addition.id, stored);
		return stored;
	};
	return {
		recall: async (keys) => {
			const known = new Map<string, RecalledCase>();
			for (const key of keys) {
				const latest = latestUnder(key);
				if (latest !== undefined) known.set(key, latest);
			}
			return known;
		},
		add: async (addition) => {
			const { time } = addition.judged.signIn;
			const joined = change(addition.id, (stored) =>
				judged(stored, keepEntry(stored.kept, entryOf(addition)), time),
			);
			return joined ?? open(addition);
		},
		join: async ({ key, uses, gaps }) => {
			const latest = latestUnder(key);
			if (latest === undefined) return null;
			const time = Math.max(...uses.map(({ signIn }) => signIn.time));
			const kept = withUses(latest, uses, gaps);
			return change(latest.case.id, (stored) => judged(stored, kept, time));
		},
		find: async (id) => cases.get(id) ?? null,
		touch: async (id) => change(id, dueAgain),
		settleKeyAge: async (id, settled) =>
			change(id, (stored) =>
				judged(stored, settleEntries(stored.kept, settled), stored.case.lastAt),
			),
		answer: async (id, answer) =>
			change(id, (stored) => (stored.answer === null ? dueAgain({ ...stored, answer }) : stored)),
		due: async (most) =>
			[...cases.values()]
				.filter(({ dueSince }) => dueSince !== null)
				.toSorted(byUrgency)
				.slice(0, most)
				.map(({ case: { id, severity } }) => ({ id, severity })),
		keysAsked: async (most) =>
			[...cases.values()]
				.filter(({ keyAsked }) => keyAsked !== null)
				.toSorted((one, other) => one.case.lastAt - other.case.lastAt)
				.slice(0, most),
		claim: async (id, claim, ms) => {
			const claimed = change(id, (stored) =>
				isClaimable(stored.claim, claim, ms) ? { ...stored, claim } : stored,
			);
			return claimed?.claim?.by === claim.by;
		},
		recordPosted: async (id, postedMessage, revision) => {
			change(id, (stored) => {
				if (stored.postedRevision > revision) return stored;
				const dueSince = stored.revision > revision ? stored.dueSince : null;
				return { ...stored, postedMessage, postedRevision: revision, claim: null, dueSince };
			});
		},
		recordReply: async (id, key) => {
			change(id, (stored) =>
				stored.replies.includes(key) ? stored : { ...stored, replies: [...stored.replies, key] },
			);
		},
	};
}

function judged(stored: RecalledCase, kept: KeptCase, time: number): RecalledCase {
	if (kept === stored.kept) return stored;
	const shown = showCase(asStored(kept));
	const needsMessage = stored.needsMessage || shown.case.needsMessage;
	const hasGrown = !isDeepStrictEqual(shownOnCard(asStored(kept)), shownOnCard(stored.kept));
	const next = {
		...stored,
		...shown,
		kept: asStored(kept),
		needsMessage,
		judgements: stored.judgements + 1,
	};
	if (!hasGrown) return next;
	const dueSince = needsMessage ? (stored.dueSince ?? time) : stored.dueSince;
	return { ...next, revision: stored.revision + 1, dueSince };
}

function dueAgain(stored: RecalledCase): RecalledCase {
	const dueSince = stored.needsMessage ? (stored.dueSince ?? stored.case.lastAt) : stored.dueSince;
	return { ...stored, revision: stored.revision + 1, dueSince };
}

/** The case as it is read back. Long texts are cut when they are stored. */
function asStored({ entries, later, joined, ...kept }: KeptCase): KeptCase {
	return {
		...kept,
		entries: entries.map((entry) => v.parse(keptEntry, entryText(entry))),
		later: later && v.parse(keptLater, laterText(later)),
		joined: joined && v.parse(keptJoined, joinedText(joined)),
	};
}

function byUrgency(one: RecalledCase, other: RecalledCase): number {
	const bySeverity = severityRank(other.case.severity) - severityRank(one.case.severity);
	return bySeverity || (one.dueSince ?? 0) - (other.dueSince ?? 0);
}
