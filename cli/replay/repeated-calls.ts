import { isCallWithKey, isWatched } from '../../shared/record/event-sources.ts';
import { isObject, type JsonObject } from '../../shared/record/json-object.ts';
import { EVENTS } from '../../shared/sign-in/events.ts';
import { textAt } from '../../shared/sign-in/fields.ts';
import { signInFromRecord } from '../../shared/sign-in/from-record.ts';
import { readInstant } from '../../shared/sign-in/instant.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';

/** A call that differs from another one of its group in these alone. It is plain data. */
export interface RepeatedCall {
	readonly group: number;
	readonly eventId: string | null;
	readonly time: number;
}

/** Calls with a key that have all else in common. It is plain data. */
export interface CallGroup {
	readonly group: number;
	/** One of the calls. */
	readonly call: SignIn;
}

/** Gives the call as its whole record would be read. */
export function callOf(
	{ call }: CallGroup,
	{ eventId, time }: Omit<RepeatedCall, 'group'>,
): SignIn {
	return { ...call, eventId, time };
}

/**
 * Of such a call `signInFromRecord` reads nothing in these, but the time, the event's id, and what
 * PARTS_READ lists.
 */
export const DIFFERING: ReadonlySet<string> = new Set([
	...['eventTime', 'eventID', 'requestID', 'resources'],
	...['requestParameters', 'responseElements', 'additionalEventData', 'serviceEventDetails'],
]);

/** A call that has one of these is read by itself. */
export const PARTS_READ: Readonly<Record<string, readonly string[]>> = {
	requestParameters: [
		...['roleArn', 'serialNumber', 'grantType', 'grant_type', 'sourceIdentity', 'principalArn'],
	],
	responseElements: ['subject', 'subjectFromWebIdentityToken'],
	additionalEventData: [
		...['MFAUsed', 'CredentialType', 'grant_type', 'AuthWorkflowID', 'SwitchFrom', 'SwitchTo'],
		...['identitystore:UserId', 'UserName', 'signInSessionArn'],
	],
	serviceEventDetails: ['role_name'],
};

/** Something between a busy account and what memory may hold: about five megabytes of text. */
const MOST_SEEN = 5_000;

interface Numbers {
	/** The number of the first group, and how much greater each next one is. */
	readonly first: number;
	readonly step: number;
	/** There are no more groups than this. */
	readonly most: number;
}

/** All threads together keep so many groups: about ten megabytes. */
const MOST_GROUPS = 10_000;

/** Numbers groups so that no two of so many threads use the same number. */
export function groupNumbers(thread: number, threads: number): Numbers {
	return { first: thread, step: threads, most: Math.floor(MOST_GROUPS / threads) };
}

/**
 * Finds calls with keys that repeat one another: a job makes the same few calls all day. Only one of
 * each is read as a whole.
 */
export class RepeatedCalls {
	/** The group of each text; null if one call was seen so far. */
	readonly #seen = new Map<string, number | null>();
	readonly #numbers: Numbers;
	#groups = 0;

	constructor(numbers: Numbers) {
		this.#numbers = numbers;
	}

	/**
	 * Recognises a call that repeats another one; null if it must be read by itself. The second of
	 * its kind makes a group, which is added to the list.
	 */
	find(record: JsonObject, groups: CallGroup[]): RepeatedCall | null {
		const text = sameness(record);
		if (text === null) return null;
		const group = this.#seen.get(text);
		if (group === undefined) {
			if (this.#seen.size >= MOST_SEEN) this.#seen.clear();
			this.#seen.set(text, null);
			return null;
		}
		const eventId = textAt(record, 'eventID');
		const time = readInstant(textAt(record, 'eventTime') ?? '');
		if (time === null) return null;
		if (group !== null) return { group, eventId, time };
		const made = this.#newGroup(record);
		if (made === null) return null;
		this.#seen.set(text, made.group);
		groups.push(made);
		return { group: made.group, eventId, time };
	}

	#newGroup(record: JsonObject): CallGroup | null {
		const { first, step, most } = this.#numbers;
		const call = this.#groups < most ? signInFromRecord(record) : null;
		if (call?.kind !== 'sign-in') return null;
		return { group: first + step * this.#groups++, call };
	}
}

/** Gives everything that calls of a group have in common; null for a call that is in none. */
function sameness(record: JsonObject): string | null {
	if (
		isWatched(record) ||
		!isCallWithKey(record) ||
		Object.hasOwn(EVENTS, String(record.eventName))
	)
		return null;
	const same: unknown[] = [];
	for (const key of Object.keys(record)) {
		if (!DIFFERING.has(key)) same.push(key, record[key]);
		else if (isRead(record[key], PARTS_READ[key])) return null;
	}
	return JSON.stringify(same);
}

function isRead(value: unknown, keys: readonly string[] = []): boolean {
	return isObject(value) && keys.some((key) => Object.hasOwn(value, key));
}
