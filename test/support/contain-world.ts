import { contain } from '../../functions/contain/contain.ts';
import type { ContainDeps } from '../../functions/contain/deps.ts';
import type { PolicyId } from '../../shared/containment/containment.ts';
import { PLACEHOLDER } from '../../shared/containment/document/placeholder.ts';
import { dynamodbLedger } from '../../shared/containment/ledger/dynamodb-ledger.ts';
import { dynamodbPolicyLedger } from '../../shared/containment/ledger/dynamodb-policy-ledger.ts';
import type { ContainmentLedger } from '../../shared/containment/ledger/ledger.ts';
import type { PolicyPublisher } from '../../shared/containment/publishing/policy-publisher.ts';
import { announceContainments } from '../../shared/notification/events/announce-containments.ts';
import type { DomainEvent } from '../../shared/notification/events/domain-event.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { REQUESTED_AT } from './a-submitted-request.ts';
import { anSqsRecord } from './an-sqs-record.ts';
import { type KillableCalls, killableCalls, killableTable } from './killable-calls.ts';
import { memoryNotices } from './memory-notices.ts';
import { type MemoryPolicy, memoryPolicy, memoryPublisher } from './memory-publisher.ts';
import { NETWORKS } from './request-contexts.ts';
import { someTelemetry } from './some-telemetry.ts';

export const LEASE_MS = 70_000;

/** Everything around the function `contain`, which can be killed at any of its calls. */
export interface ContainWorld {
	readonly deps: ContainDeps;
	/** A ledger that is never killed, for requests and checks. */
	readonly ledger: ContainmentLedger;
	readonly calls: KillableCalls;
	readonly heard: ReturnType<typeof someTelemetry>;
	/** All announcements, including repeated ones. */
	readonly touched: string[];
	readonly hinted: string[];
	readonly events: DomainEvent[];
	readonly deferred: number[];
	policyOf(policy: PolicyId): MemoryPolicy;
	/** Moves the clock forward. */
	pass(ms: number): void;
	/** Delivers hints as the queue does. Gives the ids of the messages that are delivered again. */
	deliver(policies: readonly string[], received?: number): Promise<readonly string[]>;
}

export function containWorld(table: Table): ContainWorld {
	const calls = killableCalls();
	const heard = someTelemetry();
	const touched: string[] = [];
	const hinted: string[] = [];
	const events: DomainEvent[] = [];
	const deferred: number[] = [];
	const policies = new Map<PolicyId, MemoryPolicy>();
	const policyOf = (policy: PolicyId) => {
		const known = policies.get(policy) ?? memoryPolicy(PLACEHOLDER);
		policies.set(policy, known);
		return known;
	};
	let now = REQUESTED_AT + 1_000;
	let runs = 0;
	const killable = killableTable(table, calls);
	const hints: ContainDeps['hints'] = {
		toNotify: (given) =>
			calls.run(() => void hinted.push(...given.map(({ about, id }) => `${about} ${id}`))),
	};
	const notices = memoryNotices();
	const announce = announceContainments({
		ledger: dynamodbLedger(killable),
		cases: {
			touch: (id) =>
				calls.run(() => {
					touched.push(id);
					return null;
				}),
		},
		notices: {
			makeDue: ({ id }) =>
				calls.run(() => {
					touched.push(id);
					return 0;
				}),
		},
		hints,
		events: { publish: (given) => calls.run(() => void events.push(...given)) },
		telemetry: heard,
	});
	const deps: ContainDeps = {
		ledger: dynamodbPolicyLedger(killable, announce),
		publisherOf: (policy) => killablePublisher(policyOf(policy), calls),
		notices: { add: (notice) => calls.run(() => notices.add(notice)) },
		...{ hints, telemetry: heard, networks: NETWORKS, protectedPrincipals: [], leaseMs: LEASE_MS },
		now: () => now,
		newHolder: () => `run-${++runs}`,
		deferral: { defer: (_, ms) => calls.run(() => void deferred.push(ms)) },
	};
	return {
		...{ deps, calls, heard, touched, hinted, events, deferred, policyOf },
		ledger: dynamodbLedger(table),
		pass: (ms) => {
			now += ms;
		},
		deliver: async (names, received = 1) => {
			const event = { Records: names.map((name, at) => aMessage(name, { at, received, now })) };
			const { batchItemFailures } = await contain(event, deps);
			return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
		},
	};
}

/** A publisher that can be killed at any of its reads and writes. */
function killablePublisher(policy: MemoryPolicy, calls: KillableCalls): PolicyPublisher {
	const run = <T>(_: string, effect: () => T): Promise<T> => calls.run(effect);
	return memoryPublisher({ ...policy, calls: { ...policy.calls, run } });
}

/** A queue message with a hint about this policy, or with another body. */
function aMessage(
	policy: string,
	{ at, received, now }: { at: number; received: number; now: number },
) {
	const body = policy.startsWith('{') ? policy : JSON.stringify({ policy });
	return anSqsRecord(body, {
		messageId: `message-${at}`,
		received,
		sentAt: now - 500,
		group: policy,
	});
}
