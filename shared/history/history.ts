import type { Credential } from '../credential/credential.ts';
import type { JudgedNetwork, Origin } from '../network/network.ts';
import type { SignIn } from '../sign-in/sign-in.ts';

/** A sign-in with what can be said of it alone, before anything earlier is considered. */
export interface Facts {
	readonly signIn: SignIn;
	readonly origin: Origin;
	readonly network: JudgedNetwork;
	readonly credential: Credential;
}

/** Another record; its id is null where the log does not print one. */
export interface OtherRecord {
	readonly eventId: string | null;
}

/** Whoever made a session, through however long a chain of roles. */
export interface Initiator {
	readonly name: string;
	readonly person: string | null;
	/** The sign-in that made the session was alerted as high or critical. */
	readonly flagged: boolean;
}

/** What is known from earlier sign-ins. Nothing in it is later than the sign-in that it is asked for. */
export interface Known {
	/** The person's key, an Identity Center name resolved to its id where that is known; null for hidden names. */
	readonly person: string | null;
	/** The directory's name behind an Identity Center id. */
	readonly name: string | null;
	/** Who made the session that calls, where its making was seen. */
	readonly initiator: Initiator | null;
	/** Keys of the networks of the person's earlier successes; empty while the history is cold. */
	readonly networks: readonly string[];
	/** Other networks at which the person was first seen within the last hour, before he was first seen here. */
	readonly newNetworks: number;
	/** Failures within the last hour: of this person anywhere, of this person from here, of anybody from here. */
	readonly personFailures: number;
	readonly failuresHere: number;
	readonly addressFailures: number;
	/** Names that failed from this address within the last hour; hidden ones count as one. */
	readonly addressNames: number;
	/** True when this sign-in's name is not among them. */
	readonly isNameNewHere: boolean;
	/**
	 * Another record of the same act: the other account's copy, or in memory the same delivery. The table answers a
	 * delivery that comes again as it did the first time.
	 */
	readonly copyOf: OtherRecord | null;
	/** The sign-in that this step belongs to, where it came first. */
	readonly stepOf: OtherRecord | null;
	/** The login from which a token should follow, and where it was made. */
	readonly login: (OtherRecord & { readonly network: string }) | null;
	/** An earlier token of the same person, client and network. */
	readonly tokenBefore: OtherRecord | null;
	/** True when this credential's age was already reported this week. */
	readonly ageReported: boolean;
}

/**
 * What is remembered of people, addresses, acts and names. In memory for replay, where sign-ins come once and in the
 * order of judging; in the table for the functions, where they come in any order and again. `remember` is called for
 * each judged sign-in after its `recall`; both may fail only by throwing.
 */
export interface History {
	recall(facts: Facts): Promise<Known>;
	remember(facts: Facts, outcome: Remembered): Promise<void>;
}

/** What judging adds to the facts. */
export interface Remembered {
	readonly known: Known;
	/** A record of something already counted (copy, step, service) teaches names, but no networks or failures. */
	readonly counts: boolean;
	/** Alerted as high or critical: so is what was made by it. */
	readonly flagged: boolean;
	readonly ageReported: boolean;
}
