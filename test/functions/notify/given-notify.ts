import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { NotifyDeps } from '../../../functions/notify/deps.ts';
import { notify } from '../../../functions/notify/notify.ts';
import type { CaseStore, StoredCase } from '../../../shared/case/case-store.ts';
import type { Containment } from '../../../shared/containment/ledger/ledger.ts';
import { slackCaller } from '../../../shared/notification/slack/slack-caller.ts';
import { slackFiles } from '../../../shared/notification/slack/slack-files.ts';
import { slackMessages } from '../../../shared/notification/slack/slack-messages.ts';
import { slackPeople } from '../../../shared/notification/slack/slack-people.ts';
import type { NotifyHint } from '../../../shared/outbox/hints.ts';
import type { Notices } from '../../../shared/outbox/notices.ts';
import { slackChannels } from '../../../shared/outbox/slack-channels.ts';
import type { JudgedSignIn } from '../../../shared/verdict/judged-sign-in.ts';
import type { Severity } from '../../../shared/verdict/verdict.ts';
import { aJudgedSignIn, messageSettings } from '../../support/a-case.ts';
import { stolenKeyPlan } from '../../support/a-case-plan.ts';
import { contained, requestedStep } from '../../support/a-standing.ts';
import { addAsJudge } from '../../support/an-addition.ts';
import { anSqsRecord } from '../../support/an-sqs-record.ts';
import { type MemoryArchive, memoryArchive } from '../../support/memory-archive.ts';
import { memoryCaseStore } from '../../support/memory-case-store.ts';
import { memoryMentions } from '../../support/memory-mentions.ts';
import { memoryNotices } from '../../support/memory-notices.ts';
import type { SlackStandIn } from '../../support/slack-stand-in.ts';
import { aConfiguration } from '../../support/some-settings.ts';
import { someTelemetry } from '../../support/some-telemetry.ts';

export const CHANNEL = 'C0EYES';
/** A minute after the sign-ins in these tests. */
export const NOW = Date.UTC(2026, 2, 3, 4, 36, 21);

/** What `notify` works with: stores in memory, and Slack over HTTP. */
export interface GivenNotify {
	readonly deps: NotifyDeps;
	readonly cases: CaseStore;
	readonly notices: Notices;
	readonly telemetry: ReturnType<typeof someTelemetry>;
	/** The bucket of the reports. */
	readonly archive: MemoryArchive;
	/** Milliseconds by which messages were deferred. */
	readonly deferred: number[];
	/** The openings of the breaker that were marked as told. */
	readonly told: number[];
	/** Moves the clock forward. */
	wait(ms: number): void;
	/** Puts a containment of the case into this state, and makes the case due. */
	contain(id: string, shape: Parameters<typeof contained>[1]): Promise<void>;
}

export function givenNotify(slack: SlackStandIn, over: Partial<NotifyDeps> = {}): GivenNotify {
	const cases = memoryCaseStore();
	const notices = memoryNotices();
	const telemetry = someTelemetry();
	const containments = new Map<string, Containment>();
	const deferred: number[] = [];
	const told: number[] = [];
	let now = NOW;
	const token = { get: async () => 'xoxb-test-token', forget: () => {} };
	const call = slackCaller({ apiUrl: slack.apiUrl, token });
	const archive = memoryArchive();
	const deps: NotifyDeps = {
		...{ cases, notices, telemetry, channels: slackChannels(CHANNEL), onCall: null },
		mentions: memoryMentions(),
		settings: { ...messageSettings(), report: aConfiguration().report },
		ledger: {
			find: async (id) => containments.get(id) ?? null,
			history: async (id) =>
				[containments.get(id)].filter((one) => one !== undefined).map(requestedStep),
		},
		breaker: {
			markBreakerTold: async (number) => {
				told.push(number);
				return true;
			},
		},
		...{ messages: slackMessages(call), files: slackFiles(call), people: slackPeople(call) },
		openArchive: async () => archive,
		now: () => now,
		...{ stuck: new Map(), pauses: new Map() },
		deferral: {
			defer: async (_, ms) => {
				deferred.push(ms);
			},
		},
		...over,
	};
	return {
		...{ deps, cases, notices, telemetry, archive, deferred, told },
		wait: (ms) => {
			now += ms;
		},
		contain: async (id, shape) => {
			const stored = await cases.find(id);
			const [request] = stolenKeyPlan().requests;
			for (const containment of stored?.containments ?? []) {
				if (request !== undefined)
					containments.set(containment, { ...contained(request, shape), id: containment });
			}
			await cases.touch(id);
		},
	};
}

/** Opens a case of this person, with a request to contain them. */
export function openCaseOf(
	cases: CaseStore,
	name: string,
	severity: Severity = 'high',
): Promise<StoredCase> {
	const [request] = stolenKeyPlan().requests;
	const whose = { key: `person|${name}|192.0.2.77`, subject: 'person' } as const;
	const requested = request === undefined ? [] : [request];
	const plan = { requests: requested, notContained: null, advice: null };
	return addAsJudge(cases, signInOf(name, severity), { whose, plan, requested });
}

export function signInOf(name: string, severity: Severity, minute = 0): JudgedSignIn {
	const { signIn } = aJudgedSignIn();
	const principal = { ...signIn.principal, name, arn: `arn:aws:iam::111122223333:user/${name}` };
	const one = { principal, eventId: `${name}-${minute}`, time: signIn.time + minute * 60_000 };
	return aJudgedSignIn({ signIn: one, verdict: { severity } });
}

/** One message in the queue. */
export function aRecord(body: NotifyHint | string, received = 1, messageId = 'm1'): SQSRecord {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return anSqsRecord(text, { messageId, received, sentAt: NOW - 2000 });
}

export function aboutCase({ case: { id } }: StoredCase): NotifyHint {
	return { about: 'case', id };
}

/** Delivers these messages once. */
export function deliver(
	records: readonly SQSRecord[],
	deps: NotifyDeps,
): Promise<SQSBatchResponse> {
	return notify({ Records: [...records] }, deps);
}

/**
 * Delivers the same messages until none fails, as SQS does. Answers with the number of deliveries.
 */
export async function untilDone(
	records: readonly SQSRecord[],
	given: Pick<GivenNotify, 'deps' | 'wait'>,
	waitMs = 10_000,
): Promise<number> {
	for (let run = 1; run <= 100; run++) {
		const { batchItemFailures } = await deliver(records, given.deps);
		if (batchItemFailures.length === 0) return run;
		given.wait(waitMs);
	}
	throw new Error('the messages come again forever');
}

/** How many things a message with a mention stands for. */
export function mentionedIn(text: string): number {
	const waiting = Number(/긴급 알림이 (\d+)건/.exec(text)?.[1] ?? 0);
	return waiting > 0 ? waiting : 1 + Number(/외 (\d+)건/.exec(text)?.[1] ?? 0);
}
