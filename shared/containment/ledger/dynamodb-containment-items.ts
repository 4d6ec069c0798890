import * as v from 'valibot';
import { count, ordinal, readItem, text, time } from '../../runtime/dynamodb-item.ts';
import { type Key, OPEN_INDEX, TTL } from '../../runtime/dynamodb-table.ts';
import type { PolicyId } from '../containment.ts';
import {
	account,
	active,
	actor,
	attachment,
	policy,
	problem,
	requestReason,
	state,
	textChange,
} from './dynamodb-fields.ts';
import { type Containment, type PolicyProgress, STEP_KINDS, type Step } from './ledger.ts';
import type { Demand } from './ledger-policy.ts';
import { overallState, standingOf } from './ledger-states.ts';

/** A containment with the steps of its last write, which may not stand in the history yet. */
export interface Head {
	readonly containment: Containment;
	readonly lastSteps: readonly Step[];
}

type Item = Key & Readonly<Record<string, unknown>>;

const HEAD = 'HEAD';
const STEP = 'STEP#';
const CONTAINMENT = 'CONTAINMENT#';
/** How long what a policy no longer needs still keeps late writers from bringing it back, in seconds. */
const REMEMBERED = 2 * 86_400;

const step = v.object({
	number: ordinal,
	kind: v.picklist(STEP_KINDS),
	at: time,
	by: actor,
	moves: v.array(v.object({ policy, from: v.nullable(state), to: state, problem })),
	until: v.nullable(time),
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
			v.object({ policy, account, attachment, state, since: time, problem, generation: count }),
		),
		v.nonEmpty(),
	),
	ending: v.nullable(v.object({ by: actor, at: time, why: v.nullable(v.string()) })),
	steps: ordinal,
	lastSteps: v.pipe(v.array(step), v.nonEmpty()),
});

const demand = v.object({
	...active,
	account,
	attachment,
	state,
	standing: v.picklist(['active', 'ending', 'none']),
});

/** A containment and its history lie together. */
export function containmentPartition(id: string): string {
	return `${CONTAINMENT}${id}`;
}

export function headKey(id: string): Key {
	return { pk: containmentPartition(id), sk: HEAD };
}

/** The one item that decides how a containment stands. It is in the index of the open ones until it has ended. */
export function headItem({ containment, lastSteps }: Head): Item {
	// The state of the whole follows from the policies; kept twice it could be two things.
	const { state: overall, ...stored } = containment;
	const open = { [OPEN_INDEX.partition]: 'containment', [OPEN_INDEX.sort]: stored.until };
	return { ...headKey(containment.id), ...(overall === 'ended' ? {} : open), ...stored, lastSteps };
}

/** Throws a DamagedItemError. */
export function readHead(item: unknown): Head {
	const { lastSteps, ...stored } = readItem(head, item);
	return {
		containment: { ...stored, state: overallState(stored.policies.map((entry) => entry.state)) },
		lastSteps,
	};
}

/** Whether an item of the partition is the head; all others are steps. */
export function isHead(item: unknown): boolean {
	return readItem(v.object({ sk: text }), item).sk === HEAD;
}

/** The containment's id in an item of the index, which holds keys only. */
export function readOpenId(item: unknown): string {
	return readItem(v.object({ pk: text }), item).pk.slice(CONTAINMENT.length);
}

/** Its number is padded, so that steps are read in order. */
export function stepItem(id: string, one: Step): Item {
	return {
		pk: containmentPartition(id),
		sk: `${STEP}${String(one.number).padStart(8, '0')}`,
		...one,
	};
}

/** Throws a DamagedItemError. */
export function readStep(item: unknown): Step {
	return readItem(step, item);
}

/** Under this the items of one policy lie together, so that its publisher reads all of them with one query. */
export function policyPartition(id: PolicyId): string {
	return `POLICY#${id}`;
}

export const DEMANDS = CONTAINMENT;

/** What a containment asks of one policy, as its publisher reads it: a copy from the head, with its number of steps. */
export function demandItem(containment: Containment, entry: PolicyProgress): Item {
	const { id, selector, denyScope, until, requestedAt, ending, steps } = containment;
	const standing = standingOf(entry.state, ending !== null);
	const forgotten =
		standing === 'none' ? { [TTL]: Math.floor(entry.since / 1000) + REMEMBERED } : {};
	return {
		...{ pk: policyPartition(entry.policy), sk: `${DEMANDS}${id}` },
		...{ id, selector, denyScope, until, requestedAt, steps, standing },
		...{ account: entry.account, attachment: entry.attachment, state: entry.state },
		...forgotten,
	};
}

/** The containment's id, which stands in the key. */
export function readDemandId(item: unknown): string {
	return readItem(v.object({ sk: text }), item).sk.slice(DEMANDS.length);
}

/** Throws a DamagedItemError. */
export function readDemand(item: unknown): { readonly demand: Demand; readonly standing: string } {
	const { standing, ...rest } = readItem(demand, item);
	return { demand: rest, standing };
}
