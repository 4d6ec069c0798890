import type {
	ActiveContainment,
	ContainmentRequest,
	PolicyBinding,
	PolicyId,
	RequestReason,
} from '../containment.ts';
import type { State } from './ledger-states.ts';

/** Who takes a step. `publisher` is one run of `contain`, with the name under which it leased. */
export type Actor =
	| { readonly kind: 'rule'; readonly name: string }
	| { readonly kind: 'person'; readonly arn: string }
	| { readonly kind: 'publisher'; readonly holder: string }
	| { readonly kind: 'clock' };

/** A request as it is submitted to the ledger. */
export interface SubmittedRequest {
	readonly request: ContainmentRequest;
	/** The id of the case, or of a request by hand. It is a part of the containment's id. */
	readonly occasion: string;
	readonly caseId: string | null;
	/** The first state: `held` if the breaker is open, `asked` if a human must decide. */
	readonly state: 'requested' | 'held' | 'asked';
	readonly by: Actor;
	/** The reason in a person's words. Rules have only `request.reason`. */
	readonly note: string | null;
	/** The time of the sign-in or of the request, so that a repeat has the same time. */
	readonly at: number;
	/** When a human last closed the breaker: what it held, nothing earlier makes `requested`. */
	readonly resumedAt?: number | null;
}

/** A decision with its time. A repeat of the decision has the same time. */
export interface Decision {
	readonly by: Actor;
	readonly why: string;
	readonly at: number;
}

/** Why a policy is `failed` or `refused`, and one sentence that says what to do. */
export interface Problem {
	readonly reason: string;
	readonly remediation: string;
}

/** One policy of a containment, with its state. */
export interface PolicyProgress extends PolicyBinding {
	readonly state: State;
	/** When it got this state. */
	readonly since: number;
	readonly problem: Problem | null;
	/** The generation of the lease under which it was last published; 0 before. */
	readonly generation: number;
	/** True if it was ever effective. Absent in items of older versions. */
	readonly wasEffective?: boolean;
}

/**
 * How a containment was ended. The policies may still contain it until they are published again.
 */
export interface Ending {
	readonly by: Actor;
	readonly at: number;
	readonly why: string | null;
}

/** A containment. Times are milliseconds since 1970, UTC. */
export interface Containment extends ActiveContainment {
	readonly person: string;
	readonly caseId: string | null;
	readonly by: Actor;
	readonly reason: RequestReason;
	readonly note: string | null;
	/** The worst state of its policies. */
	readonly state: State;
	readonly policies: readonly PolicyProgress[];
	readonly ending: Ending | null;
	/** How many steps its history has: the number of the last. */
	readonly steps: number;
}

/** What a step does to a policy. `from` is null in the first step. */
export interface Move {
	readonly policy: PolicyId;
	readonly from: State | null;
	readonly to: State;
	readonly problem: Problem | null;
}

/** The hashes of a text and of the one that replaced it. The texts are stored by hash. */
export interface TextChange {
	readonly before: string;
	readonly after: string;
}

export const STEP_KINDS = [
	'requested',
	'extended',
	'approved',
	'ending',
	'publishing',
	'settled',
] as const;

/**
 * One entry of a containment's history. Numbers begin at 1 and have no gaps; an entry is never
 * written twice.
 */
export interface Step {
	readonly number: number;
	readonly kind: (typeof STEP_KINDS)[number];
	readonly at: number;
	readonly by: Actor;
	readonly moves: readonly Move[];
	/** The new end by the clock; null if the step does not change it. */
	readonly until: number | null;
	/** Of a whole role: the new time before which sessions are denied; missing if it stays. */
	readonly issuedBefore?: number;
	readonly why: string | null;
	/** The change of the text; null if the text did not change. */
	readonly text: TextChange | null;
}

/** Which part of the open containments is asked for. */
export interface OpenAsked {
	readonly most: number;
	/** `next` of the part before; null for the first part. */
	readonly after: string | null;
	/** Only those that end by this time; all if it is left out. */
	readonly until?: number;
}

export interface OpenPart {
	readonly containments: readonly Containment[];
	/** Where the next part begins; null if this is the last. */
	readonly next: string | null;
}

/**
 * All containments with their histories. Every function may be killed anywhere and run again; a
 * repeat changes nothing. The answer is null if an id is unknown. An item that cannot be read is a
 * `DamagedItemError`.
 */
export interface ContainmentLedger {
	/**
	 * Adds a request. The same occasion, principal, deny scope and policies are the same
	 * containment: a later end moves its end, `requested` changes what was held or asked, and what
	 * the clock has ended begins again if the new end is later. What a human has ended begins again
	 * with an attempt more than twelve hours later; earlier ones change nothing, also if they are
	 * late or repeated.
	 */
	request(submitted: SubmittedRequest): Promise<Containment>;
	/**
	 * Approves what was held, asked or refused at the time of the decision. For a whole role it also
	 * denies the sessions that were obtained since the last decision.
	 */
	approve(id: string, decision: Decision): Promise<Containment | null>;
	/** Moves the end later, never earlier, and not if the containment is ending. */
	extend(id: string, later: { until: number; by: Actor; at: number }): Promise<Containment | null>;
	/** Ends it before its time. Only the first release is recorded. */
	release(id: string, decision: Decision): Promise<Containment | null>;
	/** Ends it if its time is over. */
	expire(id: string, now: number): Promise<Containment | null>;
	find(id: string): Promise<Containment | null>;
	/**
	 * All that have not ended, the soonest end first. A request of the last second may be missing.
	 */
	open(): Promise<readonly Containment[]>;
	/**
	 * The same in parts, so that it may be stopped after each of them and continued later. What
	 * cannot be read is passed over.
	 */
	openPart(asked: OpenAsked): Promise<OpenPart>;
	/** The steps, in order; empty if the id is unknown. */
	history(id: string): Promise<readonly Step[]>;
}
