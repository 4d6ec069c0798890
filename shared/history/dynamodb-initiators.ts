import * as v from 'valibot';
import { readEach, readItem } from '../runtime/dynamodb-item.ts';
import type { Table } from '../runtime/dynamodb-table.ts';
import { orderTextFrom } from '../sign-in/compare-sign-ins.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { MachineSign } from './actor.ts';
import { ACTOR_AGES } from './counted-actor.ts';
import { type Entry, entriesBefore } from './dynamodb-entries.ts';
import { stampOf } from './dynamodb-history-keys.ts';
import { resolvePerson } from './dynamodb-names.ts';
import type { Facts, Initiator, Remembered } from './history.ts';
import {
	callingPlaces,
	type InitiatorPlace,
	initiatorAmong,
	initiatorOf,
	type KeptInitiator,
	MOST_INITIATORS,
	obtainedSessionKey,
	unprovenSession,
	withInitiatorBehind,
} from './initiator.ts';

const SIGNS: Readonly<Record<MachineSign, true>> = {
	'in-scope-of': true,
	'ec2-role-delivery': true,
	'web-identity': true,
	certificate: true,
	'instance-session': true,
	'codebuild-session': true,
	'ecs-task-session': true,
	'pod-identity-session': true,
	configured: true,
};
const sign = v.custom<MachineSign>(
	(value) => typeof value === 'string' && Object.hasOwn(SIGNS, value),
	'expected what shows a machine',
);

/** Items of the first releases have only the first three fields. Those flagged were alerted. */
const initiator = v.object({
	name: v.string(),
	person: v.nullable(v.string()),
	flagged: v.boolean(),
	alerted: v.optional(v.boolean()),
	kind: v.optional(v.picklist(['person', 'machine', 'external-account']), 'person'),
	sign: v.optional(v.nullable(sign), null),
	session: v.optional(v.nullable(v.string()), null),
	actorKey: v.optional(v.nullable(v.string()), null),
	actorAge: v.optional(v.picklist(ACTOR_AGES), 'unknown'),
	act: v.optional(v.nullable(v.string()), null),
	isCopy: v.optional(v.boolean(), false),
});

/** Finds who obtained the session that makes the call. It waits longer only for a chain. */
export async function findInitiator(table: Table, signIn: SignIn): Promise<Initiator | null> {
	const before = stampOf(signIn);
	const found = await initiatorAt(table, callingPlaces(signIn), before);
	const behind = await initiatorAt(table, unprovenSession(found), before);
	const first = withInitiatorBehind(found, behind);
	return first && { ...first, person: await resolvePerson(table, first.person, before) };
}

async function initiatorAt(
	table: Table,
	places: readonly InitiatorPlace[],
	before: string,
): Promise<Initiator | null> {
	const kept = await Promise.all(
		places.map(({ key, issuedAt }) =>
			initiatorsIn(table, key, issuedAt === null ? { before } : within(issuedAt, before)),
		),
	);
	return initiatorAmong(places, kept);
}

async function initiatorsIn(
	table: Table,
	key: string,
	{ from = '0', before }: { readonly from?: string; readonly before: string },
): Promise<KeptInitiator[]> {
	// DynamoDB refuses a range that ends before it begins: the session is younger than the call.
	if (from > before) return [];
	const place = { kind: 'initiator', key } as const;
	const items = await entriesBefore(table, { ...place, from, before, most: MOST_INITIATORS });
	return readEach(items, (item) => readItem(initiator, item), table.passOver).map(
		({ actorKey, actorAge, ...one }) => ({
			...one,
			alerted: one.alerted ?? one.flagged,
			countedAs: actorKey === null ? null : { key: actorKey, age: actorAge },
		}),
	);
}

/** The stamps of one second, as far as they are before the given one. */
function within(second: number, before: string) {
	const end = orderTextFrom(second + 1_000);
	return { from: orderTextFrom(second), before: end < before ? end : before };
}

/** Gives the entry that tells who obtained a session. */
export function initiatorEntries({ signIn }: Facts, outcome: Remembered): Entry[] {
	const key = obtainedSessionKey(signIn);
	const value = initiatorOf(signIn, outcome);
	if (key === null || value === null) return [];
	const { countedAs, ...rest } = value;
	const counted = countedAs === null ? {} : { actorKey: countedAs.key, actorAge: countedAs.age };
	return [{ kind: 'initiator', key, value: { ...rest, ...counted } }];
}
