import type { BreakerReason } from '../../containment/breaker.ts';
import type { DenyScope } from '../../containment/containment.ts';
import type { Refusal } from '../../containment/document/refusal.ts';
import type { ContainmentState } from '../../containment/ledger/containment-state.ts';
import type {
	PublishingFailure,
	RetryReason,
} from '../../containment/publishing/policy-publisher.ts';
import type { Command } from '../card/commands.ts';
import type { Phrase } from '../card/phrase.ts';

/** Why a containment is not what it should be. */
type TroubleReason = PublishingFailure | RetryReason | Refusal['kind'];

/** The words for what containment really did, on cards, in threads and in notices. */
export interface ContainmentWords {
	readonly containmentLabel: string;
	readonly commandsLabel: string;
	/** How it stands, in a word or two. */
	readonly states: Readonly<Record<ContainmentState, string>>;
	/** What was done; `outside`: it is certain that the sign-in came from outside. */
	readonly contained: (state: ContainmentState, isUntrusted: boolean) => string;
	/** What the contained still can do. */
	readonly denyScopes: Readonly<Record<DenyScope, string>>;
	readonly troubles: Readonly<Record<TroubleReason, string>>;
	readonly requestedBy: (who: Phrase, why: Phrase) => Phrase;
	readonly released: (who: Phrase, why: Phrase) => Phrase;
	readonly commands: Readonly<Record<Command, string>>;
	readonly askingAge: string;
	readonly thread: ThreadWords;
	readonly notices: NoticeWords;
}

interface ThreadWords {
	/** Sign-ins so far. */
	readonly count: (count: number) => string;
	readonly severity: (severity: string) => string;
	readonly effective: (count: number, until: string) => string;
	readonly failed: (policy: Phrase, reason: Phrase, remediation: Phrase) => Phrase;
	/** Its end has come, and it could not be taken out of the text. */
	readonly notLifted: (policy: Phrase, reason: Phrase, remediation: Phrase) => Phrase;
	readonly extended: (until: string) => string;
	readonly expired: string;
	/** Nobody has answered and the end is near. */
	readonly ends: (until: string) => string;
	/** The same, of what is extended until somebody answers. */
	readonly endsExtended: (until: string) => string;
	readonly answered: (who: Phrase) => Phrase;
}

interface NoticeWords {
	readonly breakerTitle: string;
	readonly breakerMeans: string;
	readonly breakerReasons: Readonly<Record<BreakerReason, string>>;
	readonly breakerSteps: readonly string[];
	readonly resume: string;
	readonly tamperingTitle: string;
	readonly textChanged: (policy: Phrase) => Phrase;
	readonly policyDetached: (policy: Phrase, from: Phrase) => Phrase;
	readonly beingRepaired: string;
	readonly tamperingSteps: readonly string[];
	readonly openedAt: string;
}
