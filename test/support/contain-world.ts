import type { ContainRooms } from '../../functions/contain/contain.ts';
import { contain } from '../../functions/contain/contain.ts';
import type { TargetId } from '../../shared/containment/containment.ts';
import { PLACEHOLDER } from '../../shared/containment/document/placeholder.ts';
import { dynamodbLedger } from '../../shared/containment/ledger/dynamodb-ledger.ts';
import { dynamodbTargetLedger } from '../../shared/containment/ledger/dynamodb-policy-ledger.ts';
import type { ContainmentLedger } from '../../shared/containment/ledger/ledger.ts';
import type { PolicyPublisher } from '../../shared/containment/publishing/policy-publisher.ts';
import { announceContainments } from '../../shared/notification/events/announce-containments.ts';
import type { DomainEvent } from '../../shared/notification/events/domain-event.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { WISHED_AT } from './a-submitted-request.ts';
import { anSqsRecord } from './an-sqs-record.ts';
import { memoryNotices } from './memory-notices.ts';
import { type MemoryTarget, memoryPublisher, memoryTarget } from './memory-publisher.ts';
import { type MortalCalls, mortalCalls, mortalTable } from './mortal-calls.ts';
import { NETWORKS } from './request-contexts.ts';
import { someTelemetry } from './some-telemetry.ts';

export const LEASE_MS = 70_000;

/** Everything outside of one function `contain`, which may die at any of its calls. */
export interface ContainWorld {
	readonly rooms: ContainRooms;
	/** Whoever wishes and looks: he never dies. */
	readonly ledger: ContainmentLedger;
	readonly calls: MortalCalls;
	readonly heard: ReturnType<typeof someTelemetry>;
	/** What others were told, each as often as it was. */
	readonly touched: string[];
	readonly hinted: string[];
	readonly events: DomainEvent[];
	readonly deferred: number[];
	targetOf(target: TargetId): MemoryTarget;
	/** Sets the time forward. */
	pass(ms: number): void;
	/** Delivers hints as the queue does. Answers with the ids of the messages that come again. */
	deliver(targets: readonly string[], received?: number): Promise<readonly string[]>;
}

export function containWorld(table: Table): ContainWorld {
	const calls = mortalCalls();
	const heard = someTelemetry();
	const touched: string[] = [];
	const hinted: string[] = [];
	const events: DomainEvent[] = [];
	const deferred: number[] = [];
	const targets = new Map<TargetId, MemoryTarget>();
	const targetOf = (target: TargetId) => {
		const known = targets.get(target) ?? memoryTarget(PLACEHOLDER);
		targets.set(target, known);
		return known;
	};
	let now = WISHED_AT + 1_000;
	let runs = 0;
	const mortal = mortalTable(table, calls);
	const hints: ContainRooms['hints'] = {
		toNotify: (given) => calls.run(() => void hinted.push(...given.map(({ about, id }) => `${about} ${id}`))),
	};
	const notices = memoryNotices();
	const announce = announceContainments({
		ledger: dynamodbLedger(mortal),
		cases: {
			touch: (id) =>
				calls.run(() => {
					touched.push(id);
					return null;
				}),
		},
		hints,
		events: { publish: (given) => calls.run(() => void events.push(...given)) },
		telemetry: heard,
	});
	const rooms: ContainRooms = {
		ledger: dynamodbTargetLedger(mortal, announce),
		publisherOf: (target) => mortalPublisher(targetOf(target), calls),
		notices: { give: (notice) => calls.run(() => notices.give(notice)) },
		...{ hints, telemetry: heard, networks: NETWORKS, protectedPrincipals: [], leaseMs: LEASE_MS },
		now: () => now,
		newHolder: () => `run-${++runs}`,
		deferral: { defer: (_, ms) => calls.run(() => void deferred.push(ms)) },
	};
	return {
		...{ rooms, calls, heard, touched, hinted, events, deferred, targetOf },
		ledger: dynamodbLedger(table),
		pass: (ms) => {
			now += ms;
		},
		deliver: async (names, received = 1) => {
			const event = { Records: names.map((name, at) => aMessage(name, { at, received, now })) };
			const { batchItemFailures } = await contain(event, rooms);
			return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
		},
	};
}

/** Its reads and writes can each be the last as well. */
function mortalPublisher(target: MemoryTarget, calls: MortalCalls): PolicyPublisher {
	const run = <T>(_: string, effect: () => T): Promise<T> => calls.run(effect);
	return memoryPublisher({ ...target, calls: { ...target.calls, run } });
}

/** A message whose body is a hint at this target, or whatever else is given. */
function aMessage(target: string, { at, received, now }: { at: number; received: number; now: number }) {
	const body = target.startsWith('{') ? target : JSON.stringify({ target });
	return anSqsRecord(body, { messageId: `message-${at}`, received, sentAt: now - 500, group: target });
}
