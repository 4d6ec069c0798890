import * as v from 'valibot';
import type { ListedKey } from './add-listed.ts';
import type { UserCredentials } from './credentials.ts';
import { DAY } from './whole-days.ts';

/** Lists of access keys are asked for again after so many days, whatever the report says. */
const ASK_AGAIN_DAYS = 28;

const keptUser = v.object({
	/** What the report said about the keys when IAM was asked. */
	row: v.string(),
	/** Milliseconds since 1970. */
	askedAt: v.number(),
	keys: v.array(
		v.object({
			id: v.string(),
			createdAt: v.nullable(v.number()),
			status: v.picklist(['active', 'inactive']),
		}),
	),
});
const keptKeys = v.record(v.string(), keptUser);

/**
 * The access keys of an account's users as IAM has listed them, by the ARN of the user. They are
 * kept from week to week, because asking for every user would take long, and a report alone does
 * not show that a key was switched off and on again.
 */
export type KeptKeys = Readonly<Record<string, v.InferOutput<typeof keptUser>>>;

/** Reads kept keys. What cannot be read is asked for again. */
export function readKeptKeys(text: string | null): KeptKeys {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), keptKeys), text);
	return parsed.success ? parsed.output : {};
}

/** True if IAM must be asked for the keys of a user. `now`: milliseconds since 1970. */
export function isAskNeeded(user: UserCredentials, kept: KeptKeys, now: number): boolean {
	const known = kept[user.arn];
	// The report shows two keys, so it does not change when a third one does.
	if (user.more !== null) return true;
	if (known === undefined || known.row !== rowOf(user)) return true;
	return now - known.askedAt > ASK_AGAIN_DAYS * DAY;
}

/** Notes what IAM has listed for a user. */
export function keptUserOf(
	user: UserCredentials,
	keys: readonly Omit<ListedKey, 'use'>[],
	now: number,
) {
	const kept = keys.map(({ id, createdAt, status }) => ({ id, createdAt, status }));
	return { row: rowOf(user), askedAt: now, keys: kept };
}

/** The part of the report that changes when a key is made, deleted, or switched on or off. */
function rowOf({ keys, more }: UserCredentials): string {
	return JSON.stringify([
		keys.map(({ slot, status, changedAt }) => [slot, status, changedAt]),
		more,
	]);
}
