import { contain } from '../../functions/contain/contain.ts';
import { notify } from '../../functions/notify/notify.ts';
import type { ReconcileDeps } from '../../functions/reconcile/deps.ts';
import { reconcile } from '../../functions/reconcile/reconcile.ts';
import type { PolicyId } from '../../shared/containment/containment.ts';
import { PLACEHOLDER } from '../../shared/containment/document/placeholder.ts';
import { dynamodbPartPositions } from '../../shared/containment/ledger/dynamodb-part-positions.ts';
import { dynamodbPolicyLedger } from '../../shared/containment/ledger/dynamodb-policy-ledger.ts';
import { carryOutRelease, prepareRelease } from '../../shared/decision/release.ts';
import { carryOutResume } from '../../shared/decision/resume.ts';
import { dynamodbAccountLists } from '../../shared/history/dynamodb-account-lists.ts';
import { announceContainments } from '../../shared/notification/events/announce-containments.ts';
import type { ChannelFiles } from '../../shared/notification/slack/channel-files.ts';
import type { ChannelMessages } from '../../shared/notification/slack/channel-messages.ts';
import { dynamodbMentions } from '../../shared/outbox/dynamodb-mentions.ts';
import { slackChannels } from '../../shared/outbox/slack-channels.ts';
import { dynamodbReportRuns } from '../../shared/report/dynamodb-report-runs.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { dynamodbDailySummaries } from '../../shared/summary/dynamodb-daily-summaries.ts';
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
export function smallCloud(table: Table, now: () => number, scp = memoryPolicy(PLACEHOLDER)) {
	const judge = judgeDeps(table);
	const configuration = aConfiguration({ ...CONTAIN, locale: 'en' });
	const waiting: { to: 'notify' | 'contain'; body: string }[] = [];
	const hints = {
		toNotify: async (given: readonly object[]) => void waiting.push(...bodies('notify', given)),
		toContain: async (given: readonly object[]) => void waiting.push(...bodies('contain', given)),
	};
	const ofAccount = memoryPolicy(PLACEHOLDER);
	const slack = slackInMemory(Math.floor(now() / 1000));
	const { cases, notices, ledger, telemetry, events } = judge;
	const shared = { notices, hints, telemetry, now, deferral: { defer: async () => {} } };
	const announce = announceContainments({ ledger, cases, notices, hints, events, telemetry });
	const containing = {
		...{ ...shared, networks: configuration.networks, protectedPrincipals: [], leaseMs: 70_000 },
		ledger: dynamodbPolicyLedger(table, announce),
		publisherOf: (policy: PolicyId) => memoryPublisher(policy === 'scp' ? scp : ofAccount),
		newHolder: () => `run ${Math.random()}`,
	};
	const notifying = {
		...{ ...shared, cases, ledger, breaker: ledger, settings: configuration },
		...{
			messages: slack.messages,
			channels: slackChannels('C0EYES'),
			onCall: 'S0ONCALL',
			mentions: dynamodbMentions(table),
			stuck: new Map<string, number>(),
			pauses: new Map(),
		},
		...{ files: NO_FILES, people: { idOf: async () => ({ kind: 'absent' }) as const } },
		openArchive: async () => memoryArchive(),
	};
	const reconciling: ReconcileDeps = {
		...{ ledger, cases, notices, hints, events, telemetry, clock: now },
		publishers: containing.ledger,
		positions: dynamodbPartPositions(table),
		summaries: dynamodbDailySummaries(table),
		...{ lists: dynamodbAccountLists(table), stackSets: null },
		runs: dynamodbReportRuns(table),
		...{ keyAges: judge.keyAges, reports: { send: async () => {} }, organization: null },
		...{ policies: ['scp'], credentialDays: 90, timeZone: 'Asia/Seoul' },
	};
	const deciding = {
		...{ ledger, cases, notices, hints, now, settings: judge.settings },
		caller: { arn: 'arn:aws:iam::111122223333:user/sora', account: '111122223333', userId: 'x' },
	};
	return {
		...{ ledger, cases, scp },
		logged: judge.heard.logged,
		events: judge.sent.events,
		scpText: () => scp.texts.at(-1) ?? '',
		cards: slack.cards,
		/** Judges an event; its hints wait in the queues. */
		arrive: (record: Fields) => deliver(record, { ...judge, hints }),
		hintAt: hints,
		/** One run of reconcile; its hints wait in the queues. */
		reconcile: () => reconcile(now(), reconciling),
		/** A human releases a case or a containment. */
		async release(id: string): Promise<void> {
			const prepared = await prepareRelease(id, deciding);
			if (prepared.kind === 'refused') throw new Error(`not released: ${prepared.reason}`);
			await carryOutRelease(prepared, 'it was them', deciding);
		},
		/** A human closes the circuit breaker. */
		resume: () => carryOutResume('looked at it', deciding),
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
function slackInMemory(since: number) {
	const cards = new Map<string, string>();
	const messages: ChannelMessages = {
		post: async ({ message, threadTs }) => {
			const ts = `${since}.00000${cards.size}`;
			cards.set(threadTs === undefined ? ts : `${ts} in ${threadTs}`, JSON.stringify(message));
			return { kind: 'posted', ts };
		},
		update: async ({ ts, message }) => {
			cards.set(ts, JSON.stringify(message));
			return { kind: 'updated' };
		},
		find: async () => ({ kind: 'unknown', why: 'nothing is killed here' }),
		linkTo: async () => ({ kind: 'none' }),
	};
	return { cards, messages };
}
