import { contain } from '../../functions/contain/contain.ts';
import { notify } from '../../functions/notify/notify.ts';
import { PLACEHOLDER } from '../../shared/containment/document/placeholder.ts';
import { dynamodbPolicyLedger } from '../../shared/containment/ledger/dynamodb-policy-ledger.ts';
import { announceContainments } from '../../shared/notification/events/announce-containments.ts';
import type { ChannelFiles } from '../../shared/notification/slack/channel-files.ts';
import type { ChannelMessages } from '../../shared/notification/slack/channel-messages.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { anSqsRecord } from './an-sqs-record.ts';
import { CONTAIN, deliver, judgeDeps } from './judge-deps.ts';
import { memoryArchive } from './memory-archive.ts';
import { memoryPolicy, memoryPublisher } from './memory-publisher.ts';
import { aConfiguration } from './some-settings.ts';

/** Nothing here posts a report. */
const NO_FILES: ChannelFiles = {
	start: async () => ({ kind: 'gone' }),
	upload: async () => ({ kind: 'gone' }),
	complete: async () => ({ kind: 'gone' }),
	isShared: async () => ({ kind: 'gone' }),
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * The three functions on one table, with queues that pass hints on at once when they are told to.
 */
export function smallCloud(table: Table, now: () => number) {
	const judge = judgeDeps(table);
	const configuration = aConfiguration({ ...CONTAIN, locale: 'en' });
	const waiting: { to: 'notify' | 'contain'; body: string }[] = [];
	const hints = {
		toNotify: async (given: readonly object[]) => void waiting.push(...bodies('notify', given)),
		toContain: async (given: readonly object[]) => void waiting.push(...bodies('contain', given)),
	};
	const scp = memoryPolicy(PLACEHOLDER);
	const slack = slackInMemory();
	const { cases, notices, ledger, telemetry, events } = judge;
	const shared = { notices, hints, telemetry, now, deferral: { defer: async () => {} } };
	const announce = announceContainments({ ledger, cases, notices, hints, events, telemetry });
	const containing = {
		...{ ...shared, networks: configuration.networks, protectedPrincipals: [], leaseMs: 70_000 },
		ledger: dynamodbPolicyLedger(table, announce),
		publisherOf: () => memoryPublisher(scp),
		newHolder: () => `run ${Math.random()}`,
	};
	const notifying = {
		...{ ...shared, cases, ledger, breaker: ledger, settings: configuration },
		...{ messages: slack.messages, channel: 'C0EYES', stuck: new Map<string, number>() },
		...{ files: NO_FILES, people: { idOf: async () => ({ kind: 'absent' }) as const } },
		openArchive: async () => memoryArchive(),
	};
	return {
		ledger,
		logged: judge.heard.logged,
		events: judge.sent.events,
		scpText: () => scp.texts.at(-1) ?? '',
		cards: slack.cards,
		/** Judges an event; its hints wait in the queues. */
		arrive: (record: Fields) => deliver(record, { ...judge, hints }),
		hintAt: hints,
		/** Delivers all waiting hints, and those that follow from them. */
		async settle(): Promise<void> {
			for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
				if (next.to === 'contain') await contain({ Records: [anSqsRecord(next.body)] }, containing);
				else await notify({ Records: [anSqsRecord(next.body)] }, notifying);
			}
		},
	};
}

function bodies<To extends string>(to: To, hints: readonly object[]) {
	return hints.map((hint) => ({ to, body: JSON.stringify(hint) }));
}

/** Makes a channel that keeps each message as it was last updated. */
function slackInMemory() {
	const cards = new Map<string, string>();
	const messages: ChannelMessages = {
		post: async ({ message, threadTs }) => {
			const ts = `1772500000.00000${cards.size}`;
			cards.set(threadTs === undefined ? ts : `${ts} in ${threadTs}`, JSON.stringify(message));
			return { kind: 'posted', ts };
		},
		update: async ({ ts, message }) => {
			cards.set(ts, JSON.stringify(message));
			return { kind: 'updated' };
		},
		find: async () => ({ kind: 'unknown', why: 'nothing is killed here' }),
	};
	return { cards, messages };
}
