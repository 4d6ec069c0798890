import type { BreakerReason } from '../../containment/breaker.ts';
import type { DenyScope } from '../../containment/containment.ts';
import type { Refusal } from '../../containment/document/refusal.ts';
import type { NotContained } from '../../containment/not-contained.ts';
import type {
	PublishingFailure,
	RetryReason,
} from '../../containment/publishing/policy-publisher.ts';
import type { Command } from '../card/commands.ts';
import type { Phrase } from '../card/phrase.ts';
import type { ShownState } from '../card/standing.ts';

/** Why a containment is failed or refused, or why a publication is retried. */
type ProblemReason = PublishingFailure | RetryReason | Refusal['kind'];

/** The words about containments, on cards, in threads and in notices. */
export interface ContainmentWords {
	readonly containmentLabel: string;
	readonly commandsLabel: string;
	/** The state in a few words. */
	readonly states: Readonly<Record<ShownState, string>>;
	/**
	 * The state as a sentence. `isUntrusted`: the sign-in certainly came from an untrusted network.
	 */
	readonly contained: (state: ShownState, isUntrusted: boolean) => string;
	/** What the contained principal still can do. */
	readonly denyScopes: Readonly<Record<DenyScope, string>>;
	/** In a pilot, of a directory user: where a block holds, and where it does not. */
	readonly pilotOnly: string;
	readonly leftOpen: LeftOpenWords;
	/** Why rules do not contain somebody, and what to do instead. */
	readonly notContained: Readonly<Record<NotContained, string>>;
	readonly problems: Readonly<Record<ProblemReason, string>>;
	readonly requestedBy: (who: Phrase, why: Phrase) => Phrase;
	readonly released: (who: Phrase, why: Phrase) => Phrase;
	readonly commands: Readonly<Record<Command, string>>;
	/** The label of a release while nobody is denied yet. */
	readonly decline: string;
	/** How many sessions of a role the case has; `isKnown`: the record shows the name of the role. */
	readonly cutRole: (role: { sessions: number; isMore: boolean; isKnown: boolean }) => string;
	readonly askingAge: string;
	readonly thread: ThreadWords;
	readonly mention: MentionWords;
	readonly notices: NoticeWords;
}

/** What a denial does not stop. Each line must fit a phone. */
interface LeftOpenWords {
	readonly label: string;
	/** What may have been begun with credentials that worked until the denial. */
	readonly effective: readonly string[];
	/** A directory user whose user id is not known. `command` finds it; null if there is none. */
	readonly otherSets: (command: Phrase | null) => Phrase;
}

interface ThreadWords {
	/** How many sign-ins the case has now. */
	readonly count: (count: number) => string;
	readonly severity: (severity: string) => string;
	/** The link from another channel to the card. */
	readonly openCard: string;
	readonly effective: (state: string, count: number, until: string) => string;
	readonly failed: (policy: Phrase, reason: Phrase, remediation: Phrase) => Phrase;
	/** Nobody is blocked there, as expected in a pilot. */
	readonly notBlocked: (policy: Phrase, reason: Phrase, remediation: Phrase) => Phrase;
	/** The containment has ended, but it could not be taken out of the policy. */
	readonly notEnded: (policy: Phrase, reason: Phrase, remediation: Phrase) => Phrase;
	readonly extended: (until: string) => string;
	readonly expired: string;
	/** Nobody has answered, and the containment ends soon. */
	readonly ends: (until: string) => string;
	/** Nobody has answered, and the containment is extended until somebody does. */
	readonly endsExtended: (until: string) => string;
	readonly answered: (who: Phrase) => Phrase;
}

/** `count`: messages that mention nobody, because they came too shortly after a mention. */
interface MentionWords {
	readonly others: (count: number) => string;
	readonly posted: (count: number) => string;
}

interface NoticeWords {
	readonly breakerTitle: string;
	readonly breakerMeans: string;
	readonly breakerReasons: Readonly<Record<BreakerReason, string>>;
	readonly breakerSteps: readonly string[];
	/** The first step in a few words for phones. */
	readonly breakerFirst: string;
	/** Instead of these, if the state of the circuit breaker cannot be read. */
	readonly unreadableSteps: readonly string[];
	readonly unreadableFirst: string;
	readonly resume: string;
	readonly tamperingTitle: string;
	readonly textChanged: (policy: Phrase) => Phrase;
	readonly policyDetached: (policy: Phrase, from: Phrase) => Phrase;
	readonly principalRenamed: (policy: Phrase, from: Phrase, to: Phrase) => Phrase;
	readonly beingRepaired: string;
	readonly tamperingSteps: readonly string[];
	readonly tamperingFirst: string;
	readonly openedAt: string;
	readonly byHand: ByHandWords;
}

/** The words of a card about a containment that belongs to no case. */
interface ByHandWords {
	readonly title: string;
	readonly whom: string;
	/** All sessions of a role that were issued before this time. */
	readonly wholeRole: (before: string) => string;
	readonly askedBy: string;
	readonly why: string;
	readonly scope: string;
	/** What to do if it failed. */
	readonly fix: string;
}
