import { deliveryKey } from '../history/act-keys.ts';
import { externalAccountIn } from '../history/actor.ts';
import { whoSignedIn } from '../history/person-name.ts';
import { localDay } from '../runtime/local-time.ts';
import { sha256 } from '../runtime/sha256.ts';
import { readArn, withoutPath } from '../sign-in/arn.ts';
import { callingRole, isOutsideMachine } from '../sign-in/machine.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Judged } from '../verdict/judged-sign-in.ts';
import { summaryDayOf } from './summary-day.ts';

/**
 * What a line of the daily summary is about, in the order in which the message shows them.
 * - `odd`: records of which nobody can say what they mean
 * - `vendor`: an external account in roles that the configuration lists for it
 * - `workload`: a role that the configuration lists
 */
export const SUMMARY_KINDS = ['odd', 'vendor', 'workload'] as const;
export type SummaryKind = (typeof SUMMARY_KINDS)[number];

/** What all sign-ins of one line have in common. What does not apply is null. */
export interface LineSubject {
	readonly kind: SummaryKind;
	/** The ARN of the role, without its path. */
	readonly role: string | null;
	/** The subject at the identity provider that a web identity shows. */
	readonly subject: string | null;
	/** The external account that uses the role. */
	readonly caller: string | null;
	/** The account in which it happened: for machines, the account of the role. */
	readonly account: string | null;
	readonly event: string | null;
	/** The code of the reason. It is kept as text, because a later version may not know it. */
	readonly reason: string | null;
}

/** One sign-in as the daily summary keeps it. */
export interface SummaryEntry extends LineSubject {
	/** The day whose summary tells it. */
	readonly tells: string;
	/** The day on which it happened, in the configured time zone. */
	readonly day: string;
	/** A hash of what makes the line. Sign-ins with the same one are counted together. */
	readonly line: string;
	/** A hash of the record, by which a repeated delivery is known. */
	readonly delivery: string;
	/** Who, if it is not the same for the whole line. */
	readonly person: string | null;
	readonly network: string;
	/** Milliseconds since 1970, UTC. */
	readonly time: number;
	readonly judgedAt: number;
}

/** A caller chooses some of these texts. An item of the table must stay small. */
const MOST_TEXT = 200;
/** 96 bits are enough to tell the records of a day apart. */
const HASH_LENGTH = 24;

/** What the daily summary keeps of a sign-in. `now`: when it is judged. */
export function summaryEntryOf(
	judged: Judged,
	{ timeZone, now }: { readonly timeZone: string; readonly now: number },
): SummaryEntry {
	const { signIn, verdict } = judged;
	const { key, ...subject } = lineOf(judged);
	return {
		...subject,
		tells: summaryDayOf(signIn.time, now, timeZone),
		day: localDay(signIn.time, timeZone),
		line: shortHash(JSON.stringify(key)),
		delivery: shortHash(deliveryKey(signIn)),
		person: subject.kind === 'odd' ? text(whoSignedIn(signIn, judged.known)) : null,
		network: text(verdict.network.key) ?? '',
		...{ time: signIn.time, judgedAt: now },
	};
}

/**
 * What makes the line of a sign-in: its key and what it shows. A machine's follows from the record
 * and not from who obtained its session, which a later record may tell: a record that is judged
 * again must not be counted in a second line.
 */
function lineOf(judged: Judged): LineSubject & { readonly key: readonly unknown[] } {
	const { signIn, verdict, known } = judged;
	const role = roleOf(signIn);
	if (role === null || verdict.disposition === 'odd') return oddLine(judged);
	if (verdict.reasons.some(({ code }) => code === 'vendor')) {
		const caller = externalAccountIn(known.actor) ?? signIn.principal.account;
		return machineLine({ kind: 'vendor', role, caller }, signIn);
	}
	if (!verdict.workload) return oddLine(judged);
	return machineLine({ kind: 'workload', role, caller: null }, signIn);
}

interface Machine {
	readonly kind: 'vendor' | 'workload';
	readonly role: string;
	readonly caller: string | null;
}

function machineLine({ kind, role, caller }: Machine, { principal, account }: SignIn) {
	const short = withoutPath(role);
	const subject = isOutsideMachine(principal) ? principal : null;
	return {
		...{ key: [kind, short, subject?.id ?? subject?.name, caller], kind },
		...{ role: text(short), subject: text(subject?.name ?? subject?.id ?? null) },
		...{ caller: text(caller), event: null, reason: null },
		account: text(readArn(role)?.account ?? account),
	};
}

/** Whatever has no line of its own is shown by what happened, and never left out. */
function oddLine({ signIn, verdict }: Judged) {
	const { event, account } = signIn;
	const reason = verdict.reasons[0]?.code ?? null;
	return {
		key: ['odd', event, account, verdict.network.key, reason],
		...{ kind: 'odd' as const, role: null, subject: null, caller: null },
		...{ account: text(account), event: text(event), reason },
	};
}

/** The machine's own role; for a caller outside of our accounts the role that it asks for. */
function roleOf(signIn: SignIn): string | null {
	return callingRole(signIn) ?? signIn.session?.roleArn ?? signIn.attemptedRole;
}

/** DynamoDB refuses half a surrogate pair, which only an edited record contains. */
function text(value: string | null): string | null {
	return value === null ? null : value.slice(0, MOST_TEXT).toWellFormed();
}

function shortHash(value: string): string {
	return sha256(value).slice(0, HASH_LENGTH);
}
