import * as v from 'valibot';
import {
	account,
	attachment,
	denyScope,
	policy,
	requestReason,
	selector,
} from '../containment/ledger/dynamodb-fields.ts';
import { NOT_CONTAINED, type NotContained } from '../containment/not-contained.ts';
import { isObject } from '../record/json-object.ts';
import { count, text, time } from '../runtime/dynamodb-item.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import { REASONS } from '../verdict/reasons.ts';
import { type Reason, SEVERITIES } from '../verdict/verdict.ts';
import type { CaseEntry } from './case-entry.ts';
import type { JoinedUses } from './joined-uses.ts';
import type { LaterSignIns } from './later-sign-ins.ts';

/**
 * Sizes in bytes. Twenty-five entries, the later sign-ins and the joined uses are 355,000 bytes at
 * most. DynamoDB accepts items of up to 400 KB, and the attributes of notify need little.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items
 */
const MOST_OF_ENTRY = 9_000;
const MOST_OF_LATER = 90_000;
const MOST_OF_JOINED = 40_000;
/**
 * To how many characters each text is cut: the first of these with which everything fits. A card
 * shows fewer.
 */
const CUTS = [1_024, 256, 64, 16];

const reason = v.custom<Reason>(
	(value) =>
		isObject(value) && typeof value.code === 'string' && Object.hasOwn(REASONS, value.code),
	'expected a reason',
);
const severity = v.picklist(SEVERITIES);
const weight = v.object({
	raise: v.optional(v.number()),
	atLeast: v.optional(severity),
	atMost: v.optional(severity),
});
const notContained = v.custom<NotContained>(
	(value) => typeof value === 'string' && Object.hasOwn(NOT_CONTAINED, value),
	'expected a reason against containing',
);
/**
 * Only the outline is checked. This project writes it as one text, so a part cannot be wrong on its
 * own, and a full schema would describe a sign-in a second time.
 */
const judged = v.custom<JudgedSignIn>(
	(value) => isObject(value) && isSignIn(value.signIn) && isVerdict(value.verdict),
	'expected a sign-in with its verdict',
);
const requests = v.array(
	v.object({
		...{ person: text, selector, denyScope, until: time, reason: requestReason },
		policies: v.array(v.object({ policy, account, attachment })),
	}),
);
const sessions = v.record(v.string(), v.array(text));
const names = v.array(v.string());
const counts = v.record(v.string(), count);
const uses = v.object({
	...{ calls: count, denied: count, credentials: names, services: names },
	...{ actions: counts, deniedActions: counts, firstAt: time, lastAt: time },
	countedUntil: v.exactOptional(time),
});
const entry = v.object({
	delivery: text,
	judged,
	name: v.string(),
	plan: v.object({
		requests,
		notContained: v.nullable(notContained),
		advice: v.nullable(notContained),
	}),
	containments: v.array(text),
	keyAsked: v.nullable(v.object({ keyId: text, account: text, user: text })),
	settled: v.boolean(),
	sessions: v.exactOptional(sessions),
});
const later = v.object({
	deliveries: v.array(text),
	successes: count,
	failures: count,
	events: v.record(v.string(), count),
	accounts: v.array(v.string()),
	sessions: v.exactOptional(sessions),
	uses: v.exactOptional(uses),
	reasons: v.array(v.object({ time, reason })),
	lastAt: time,
	lead: entry,
	named: v.nullable(v.object({ time, name: v.string() })),
	needsMessage: v.boolean(),
	plan: v.object({ requests, notContained: v.array(notContained) }),
	containments: v.array(text),
});

const joined = v.object({
	deliveries: v.array(text),
	uses,
	shown: v.object({ calls: count, names: count, at: time }),
});

/**
 * It has its own message, because the message of JSON.parse quotes the text, which must not be
 * logged.
 */
const json = v.pipe(v.string(), v.parseJson(undefined, 'expected JSON'));
/** The version of the stored form. */
const form = v.literal(1);
export const keptEntry = v.pipe(
	json,
	v.object({ form, kept: entry }),
	v.transform(({ kept }): CaseEntry => kept),
);
export const keptLater = v.pipe(
	json,
	v.object({ form, kept: later }),
	v.transform(({ kept }): LaterSignIns => kept),
);

export const keptJoined = v.pipe(
	json,
	v.object({ form, kept: joined }),
	v.transform(({ kept }): JoinedUses => kept),
);

/** An entry as it is stored. If it is too long, its texts are cut. */
export function entryText(one: CaseEntry): string {
	return shortened(one, MOST_OF_ENTRY);
}

/** The later sign-ins as they are stored, cut in the same way. */
export function laterText(one: LaterSignIns): string {
	return shortened(one, MOST_OF_LATER);
}

/** The joined uses as they are stored. Their names are cut already. */
export function joinedText(one: JoinedUses): string {
	return shortened(one, MOST_OF_JOINED);
}

function shortened(kept: CaseEntry | LaterSignIns | JoinedUses, most: number): string {
	let text = '';
	for (const cut of CUTS) {
		text = JSON.stringify({ form: 1, kept }, cutter(cut));
		if (Buffer.byteLength(text) <= most) break;
	}
	return text;
}

/** Names of events, ids and our own words. All of them are short. */
const WORD = /^[\w:.-]{1,64}$/;

/** Words are never cut. Control characters are replaced, because JSON needs six bytes for each. */
function cutter(most: number): (key: string, value: unknown) => unknown {
	return (_, value) => {
		if (typeof value !== 'string' || WORD.test(value)) return value;
		return value
			.slice(0, most)
			.toWellFormed()
			.replaceAll(/\p{Cc}/gu, '\u{fffd}');
	};
}

function isSignIn(value: unknown): boolean {
	if (!isObject(value)) return false;
	const { kind, time: at, event } = value;
	const parts = [value.principal, value.clues, value.links];
	return (
		kind === 'sign-in' && Number.isInteger(at) && typeof event === 'string' && parts.every(isObject)
	);
}

function isVerdict(value: unknown): boolean {
	if (!isObject(value)) return false;
	const isSeverity = SEVERITIES.some((severity) => severity === value.severity);
	const parts = [value.origin, value.network, value.credential];
	return (
		isSeverity &&
		typeof value.posted === 'boolean' &&
		parts.every(isObject) &&
		v.is(v.array(weight), value.weights) &&
		v.is(v.array(reason), value.reasons)
	);
}
