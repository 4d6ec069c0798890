import * as v from 'valibot';
import { ordinal, readItem, text, time } from '../../runtime/dynamodb-item.ts';
import { type Key, OPEN_INDEX, TTL } from '../../runtime/dynamodb-table.ts';
import type { PolicyId } from '../containment.ts';
import {
	account,
	active,
	actor,
	attachment,
	generation,
	policy,
	problem,
	requestReason,
	state,
	textChange,
} from './dynamodb-fields.ts';
import { type Containment, type PolicyProgress, STEP_KINDS, type Step } from './ledger.ts';
import type { Demand } from './ledger-policy.ts';
import { overallState, standingOf } from './ledger-states.ts';

/** A containment with the steps of its last write, which may not be in the history yet. */
export interface Head {
	readonly containment: Containment;
	readonly lastSteps: readonly Step[];
}

type Item = Key & Readonly<Record<string, unknown>>;

/** The part of the index of open items that lists containments. */
export const OPEN = 'containment';
const HEAD = 'HEAD';
const STEP = 'STEP#';
const CONTAINMENT = 'CONTAINMENT#';
/**
 * How long an item is kept that a policy no longer needs, in seconds, so that a late writer cannot
 * restore it.
 */
const REMEMBERED = 2 * 86_400;

const step = v.object({
	number: ordinal,
	kind: v.picklist(STEP_KINDS),
	at: time,
	by: actor,
	moves: v.array(v.object({ policy, from: v.nullable(state), to: state, problem })),
	until: v.nullable(time),
	issuedBefore: v.exactOptional(time),
	why: v.nullable(v.string()),
	text: v.nullable(textChange),
});

const head = v.object({
	...active,
	person: text,
	caseId: v.nullable(text),
	by: actor,
	reason: requestReason,
	note: v.nullable(v.string()),
	policies: v.pipe(
		v.array(
			v.object({
				...{ policy, account, attachment, state, since: time, problem, generation },
				wasEffective: v.exactOptional(v.boolean()),
			}),
		),
		v.nonEmpty(),
	),
	ending: v.nullable(v.object({ by: actor, at: time, why: v.nullable(v.string()) })),
	steps: ordinal,
	lastSteps: v.pipe(v.array(step), v.nonEmpty()),
});

/** No containment has as many. A demand that says so would never be replaced by a later one. */
export const MOST_STEPS = 1_000_000;

const demand = v.object({
	...active,
	account,
	attachment,
	state,
	wasEffective: v.exactOptional(v.boolean()),
	standing: v.picklist(['active', 'ending', 'none']),
	steps: v.pipe(ordinal, v.maxValue(MOST_STEPS)),
});

/** The partition of a containment and its history. */
export function containmentPartition(id: string): string {
	return `${CONTAINMENT}${id}`;
}

export function headKey(id: string): Key {
	return { pk: containmentPartition(id), sk: HEAD };
}

/**
 * The item that decides the state of a containment. It is in the index of open items until it has
 * ended.
 */
export function headItem({ containment, lastSteps }: Head): Item {
	// The state of the whole follows from the policies, so it is not stored.
	const { state: overall, ...stored } = containment;
	const open = { [OPEN_INDEX.partition]: OPEN, [OPEN_INDEX.sort]: stored.until };
	return { ...headKey(containment.id), ...(overall === 'ended' ? {} : open), ...stored, lastSteps };
}

/** Reads a head. Throws a DamagedItemError. */
export function readHead(item: unknown): Head {
	const { lastSteps, ...stored } = readItem(head, item);
	return {
		containment: { ...stored, state: overallState(stored.policies.map((entry) => entry.state)) },
		lastSteps,
	};
}

/** True for the head of the partition. All other items are steps. */
export function isHead(item: unknown): boolean {
	return readItem(v.object({ sk: text }), item).sk === HEAD;
}

/** Reads the id of the containment in an item of the index, which holds only keys. */
export function readOpenId(item: unknown): string {
	return readItem(v.object({ pk: text }), item).pk.slice(CONTAINMENT.length);
}

/** A place in the list of open containments as text: the end and the id, and back as a key. */
export function openPosition(key: unknown): string {
	const { [OPEN_INDEX.sort]: until } = readItem(v.object({ [OPEN_INDEX.sort]: time }), key);
	return `${until} ${readOpenId(key)}`;
}

/** The end that a position says, in milliseconds since 1970, UTC. */
export function endAt(position: string): number {
	return Number(position.split(' ')[0]);
}

export function openKey(position: string): Record<string, unknown> {
	const [, id = ''] = position.split(' ');
	return { ...headKey(id), [OPEN_INDEX.partition]: OPEN, [OPEN_INDEX.sort]: endAt(position) };
}

/** The item of a step. Its number is padded, so that steps are read in order. */
export function stepItem(id: string, one: Step): Item {
	return {
		pk: containmentPartition(id),
		sk: `${STEP}${String(one.number).padStart(8, '0')}`,
		...one,
	};
}

/** Reads a step. Throws a DamagedItemError. */
export function readStep(item: unknown): Step {
	return readItem(step, item);
}

/** The partition of one policy, so that its publisher reads all items with one query. */
export function policyPartition(id: PolicyId): string {
	return `POLICY#${id}`;
}

export const DEMANDS = CONTAINMENT;

/**
 * What a containment demands of one policy: a copy from the head for the publisher, with the number
 * of steps.
 */
export function demandItem(containment: Containment, entry: PolicyProgress): Item {
	const { id, selector, denyScope, until, requestedAt, issuedBefore, ending, steps } = containment;
	const standing = standingOf(entry.state, ending !== null);
	const forgotten =
		standing === 'none' ? { [TTL]: Math.floor(entry.since / 1000) + REMEMBERED } : {};
	return {
		...{ pk: policyPartition(entry.policy), sk: `${DEMANDS}${id}` },
		...{ id, selector, denyScope, until, requestedAt, steps, standing },
		...(issuedBefore === undefined ? {} : { issuedBefore }),
		...{ account: entry.account, attachment: entry.attachment, state: entry.state },
		...(entry.wasEffective === undefined ? {} : { wasEffective: entry.wasEffective }),
		...forgotten,
	};
}

/** Reads the id of the containment from the key. */
export function readDemandId(item: unknown): string {
	return readItem(v.object({ sk: text }), item).sk.slice(DEMANDS.length);
}

/** Reads a demand. Throws a DamagedItemError. */
export function readDemand(item: unknown): { readonly demand: Demand; readonly standing: string } {
	const { standing, steps: _, ...rest } = readItem(demand, item);
	return { demand: rest, standing };
}
