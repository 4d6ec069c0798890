import type { Credential } from '../credential/credential.ts';
import type { UserAge } from '../credential/user-age.ts';
import type { JudgedNetwork, Origin } from '../network/network.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Actor } from './actor.ts';
import type { ConsoleSignIn } from './console-sign-ins.ts';
import type { CountedActor } from './counted-actor.ts';
import type { KeyPast } from './key-past.ts';
import type { Makers } from './makers.ts';
import type { SessionOrigin } from './session-origins.ts';
import type { UsedBefore } from './used-before.ts';
import type { Witness } from './witnesses.ts';

/**
 * A sign-in with everything that can be said about it alone, before earlier records are considered.
 */
export interface Facts {
	readonly signIn: SignIn;
	readonly origin: Origin;
	readonly network: JudgedNetwork;
	readonly credential: Credential;
	/** How old IAM says that the IAM user and their credential are; null if IAM was not asked. */
	readonly age: UserAge | null;
	/** What is known of a key at work from before; null if nobody was asked. */
	readonly past: KeyPast | null;
	/** True if the configuration lists the role that acts as a workload. */
	readonly isListed: boolean;
}

/** Another record. Its id is null if the log does not print one. */
export interface OtherRecord {
	readonly eventId: string | null;
}

/** The principal that obtained a session, back to the first known one if roles were chained. */
export interface Initiator extends Pick<Actor, 'kind' | 'sign'> {
	readonly name: string;
	/** The key of the actor. */
	readonly person: string | null;
	/** `aws:userid` of its session; null if it is not a role session. */
	readonly session: string | null;
	/** True if the sign-in that obtained the session was alerted, and nothing excuses it. */
	readonly alerted: boolean;
	/** True if it was alerted as high or critical. */
	readonly flagged: boolean;
	/** Whose credential it was; null in entries of older versions. */
	readonly countedAs: CountedActor | null;
}

/**
 * What is known from earlier sign-ins. It holds nothing later than the sign-in for which it is
 * read, except the witness.
 */
export interface Known {
	/**
	 * The person's key; for an Identity Center name, the id if it is known. Null for hidden names.
	 */
	readonly person: string | null;
	/** The directory's name of an Identity Center id. */
	readonly name: string | null;
	/** The principal that obtained the session that makes the call, if that was seen. */
	readonly initiator: Initiator | null;
	/** Who made the user and the credential that is shown, within the last seven days. */
	readonly makers: Makers;
	/** Who acts; null if the record names nobody. */
	readonly actor: Actor | null;
	/** Keys of the networks of the actor's earlier successes; empty while nothing is known. */
	readonly networks: readonly string[];
	/**
	 * How many other networks the actor was first seen at within the last hour, before they were
	 * first seen here.
	 */
	readonly newNetworks: number;
	/** True if the actor came here for the first time within the last day, and was elsewhere before. */
	readonly isNewHere: boolean;
	/**
	 * Failures within the last hour, those from trusted networks left out: of this person from any
	 * address, of this person from this address, of anybody from this address. `failure.ts` tells
	 * who counts as one person: also the hidden names of an account.
	 */
	readonly personFailures: number;
	readonly failuresHere: number;
	readonly addressFailures: number;
	/** How many names failed from this address within the last hour; hidden names count as one. */
	readonly addressNames: number;
	/** True if this sign-in's name is not among them. */
	readonly isNameNewHere: boolean;
	/**
	 * Another record of the same act: the other account's copy, or, in replay, the same delivery
	 * again. The table instead gives a repeated delivery the same answer as the first time.
	 */
	readonly copyOf: OtherRecord | null;
	/** The sign-in that this step belongs to, if it came first. */
	readonly stepOf: OtherRecord | null;
	/**
	 * The record of the same act that shows that this one is harmless. It is the only one that may be
	 * later than the sign-in.
	 */
	readonly witness: Witness | null;
	/** Where the calling session was obtained, for a use, and for a call whose address AWS hides. */
	readonly sessionOrigin: SessionOrigin | null;
	/** The login shortly before, from which a first token follows, and its network. */
	readonly login: (OtherRecord & { readonly network: string }) | null;
	/** An earlier token of the same person, client and network. */
	readonly tokenBefore: OtherRecord | null;
	/** Earlier uses of the key, or of the session of a use, at this network; null if none is known. */
	readonly used: UsedBefore | null;
	/** The sign-in within the last hour that opened the console session that makes the call. */
	readonly consoleSignIn: ConsoleSignIn | null;
	/**
	 * True if the call came through a VPC endpoint of another account than the principal's, where
	 * this credential was not used before.
	 */
	readonly isNewToEndpointAccount: boolean;
	/** True if the age of this credential was already reported this week. */
	readonly ageReported: boolean;
}

/**
 * Remembers people, addresses, acts and names. Replay keeps it in memory, where sign-ins come once
 * and in the order of judging; the functions keep it in the table, where they come in any order and
 * more than once. `remember` is called for each judged sign-in after its `recall`. Both report
 * errors only by throwing.
 */
export interface History {
	/** Reads what is known. The facts need not have the network that history shows. */
	recall(facts: Facts): Promise<Known>;
	/**
	 * Notes a record that is not judged yet, so that other records of the act that are judged before
	 * it find their witness.
	 */
	announce(facts: Facts, person: string | null): Promise<void>;
	remember(facts: Facts, outcome: Remembered): Promise<void>;
}

/** What judging adds to the facts. */
export interface Remembered {
	readonly known: Known;
	/**
	 * False for a record of something that was already counted (copy, step, service): names are
	 * learned from it, but not networks or failures.
	 */
	readonly counts: boolean;
	/** True if the sign-in was alerted, and the configuration neither exempts nor expects it. */
	readonly alerted: boolean;
	/**
	 * True if the sign-in was alerted as high or critical. Sessions that were obtained with it are
	 * then flagged too.
	 */
	readonly flagged: boolean;
	readonly ageReported: boolean;
	/** Whose credential it was. Null for AWS services. */
	readonly countedAs: CountedActor | null;
	/** Whether a credential use was told, or joined what had been told; null if it is no such use. */
	readonly use: 'told' | 'again' | null;
}
