import * as v from 'valibot';
import { readItem, readOrPassOver } from '../runtime/dynamodb-item.ts';
import type { Table } from '../runtime/dynamodb-table.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { MachineSign } from './actor.ts';
import { type Entry, entriesBefore } from './dynamodb-entries.ts';
import { stampOf } from './dynamodb-history-keys.ts';
import { resolvePerson } from './dynamodb-names.ts';
import type { Facts, Initiator, Remembered } from './history.ts';
import {
	callingSessionKeys,
	chooseInitiator,
	initiatorOf,
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

/** Items of the first releases have only the first three fields. */
const initiator = v.object({
	name: v.string(),
	person: v.nullable(v.string()),
	flagged: v.boolean(),
	kind: v.optional(v.picklist(['person', 'machine', 'external-account']), 'person'),
	sign: v.optional(v.nullable(sign), null),
	session: v.optional(v.nullable(v.string()), null),
	act: v.optional(v.nullable(v.string()), null),
	isCopy: v.optional(v.boolean(), false),
});

/** Finds who obtained the session that makes the call. It waits longer only for a chain. */
export async function findInitiator(table: Table, signIn: SignIn): Promise<Initiator | null> {
	const before = stampOf(signIn);
	const kept = await Promise.all(
		callingSessionKeys(signIn).map((key) => initiatorOfSession(table, key, before)),
	);
	const found = kept.find((one) => one !== null) ?? null;
	const behind = await initiatorOfSession(table, unprovenSession(found), before);
	const first = withInitiatorBehind(found, behind);
	return first && { ...first, person: await resolvePerson(table, first.person, before) };
}

async function initiatorOfSession(
	table: Table,
	session: string | null,
	before: string,
): Promise<Initiator | null> {
	if (session === null) return null;
	const place = { kind: 'initiator', key: session } as const;
	const items = await entriesBefore(table, { ...place, before, most: MOST_INITIATORS });
	const read = items.map((item) => readOrPassOver(() => readItem(initiator, item), table.passOver));
	return chooseInitiator(read.filter((one) => one !== null));
}

/** Gives the entry that tells who obtained a session. */
export function initiatorEntries({ signIn }: Facts, { known, flagged }: Remembered): Entry[] {
	const key = obtainedSessionKey(signIn);
	const value = initiatorOf(signIn, known, flagged);
	return key === null || value === null ? [] : [{ kind: 'initiator', key, value: { ...value } }];
}
