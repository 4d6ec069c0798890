import type {
	ActiveContainment,
	ContainmentRequest,
	PolicyBinding,
	PolicyId,
	RequestReason,
} from '../containment.ts';
import type { State } from './ledger-states.ts';

/** Who takes a step. `publisher` is one run of the function that publishes texts, by the name under which it leased. */
export type Actor =
	| { readonly kind: 'rule'; readonly name: string }
	| { readonly kind: 'person'; readonly arn: string }
	| { readonly kind: 'publisher'; readonly holder: string }
	| { readonly kind: 'clock' };

/** A request as it comes to the ledger. */
export interface SubmittedRequest {
	readonly request: ContainmentRequest;
	/** What it is about: the case's id, or for a request by hand the id of that request. Part of the containment's id. */
	readonly occasion: string;
	readonly caseId: string | null;
	/** Where it begins: at once, behind an open breaker, or waiting for a human's answer. */
	readonly state: 'requested' | 'held' | 'asked';
	readonly by: Actor;
	/** A person's own sentence; rules say all in `request.reason`. */
	readonly note: string | null;
	/** Time of the attempt or of the request, so that a repeat carries the same. */
	readonly at: number;
}

/** What somebody decides, and when; a repeat of the same decision carries the same time. */
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

/** One policy of a containment, and how it stands there. */
export interface PolicyProgress extends PolicyBinding {
	readonly state: State;
	/** When it came into this state. */
	readonly since: number;
	readonly problem: Problem | null;
	/** Of the lease under which it was last published; 0 before. */
	readonly generation: number;
}

/** The end, once it is due: the texts may hold the deny until they are published again. */
export interface Ending {
	readonly by: Actor;
	readonly at: number;
	readonly why: string | null;
}

/** A containment as it stands. Times are milliseconds since 1970, UTC. */
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

/** What happened to a policy in a step. `from` is null at the beginning. */
export interface Move {
	readonly policy: PolicyId;
	readonly from: State | null;
	readonly to: State;
	readonly problem: Problem | null;
}

/** A text and the one that replaced it, by `textHash`. The texts themselves are kept under it. */
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

/** One entry of a containment's history. Numbers begin at 1 and have no gaps; an entry is never written twice. */
export interface Step {
	readonly number: number;
	readonly kind: (typeof STEP_KINDS)[number];
	readonly at: number;
	readonly by: Actor;
	readonly moves: readonly Move[];
	/** The end by the clock from here on; null where the step did not move it. */
	readonly until: number | null;
	readonly why: string | null;
	/** The publication, where one was made; null where the text already was as it should be. */
	readonly text: TextChange | null;
}

/**
 * All containments with their histories. Every function may be killed anywhere and run again, and ends the same;
 * a repeat changes nothing. Where an id is unknown the answer is null. What is stored and cannot be read is a
 * `DamagedItemError`.
 */
export interface ContainmentLedger {
	/**
	 * Takes up a request. The same occasion, principal, reach and policies are the same containment: a later end moves its
	 * end, `requested` raises what was held or asked, and what the clock has ended begins anew if the new end is later.
	 * What a human has ended stays ended.
	 */
	request(submitted: SubmittedRequest): Promise<Containment>;
	/** A human lets happen what was held, asked or refused when he decided. */
	approve(id: string, decision: Decision): Promise<Containment | null>;
	/** Moves the end later, never earlier, and not of what is ending. */
	extend(id: string, later: { until: number; by: Actor; at: number }): Promise<Containment | null>;
	/** Ends it, whatever its end by the clock. The first to release it is the one who did. */
	release(id: string, decision: Decision): Promise<Containment | null>;
	/** Ends what the clock says, and answers with all that are due and may still stand in a text. */
	expireDue(now: number): Promise<readonly Containment[]>;
	find(id: string): Promise<Containment | null>;
	/** All that have not ended, soonest end first. A request of this second may be missing. */
	open(): Promise<readonly Containment[]>;
	/** What happened, in order; empty where the id is unknown. */
	history(id: string): Promise<readonly Step[]>;
}
