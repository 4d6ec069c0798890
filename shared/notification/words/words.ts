import type { DenyScope } from '../../containment/containment.ts';
import type { CredentialKind, Mfa } from '../../credential/credential.ts';
import type { NetworkClassification } from '../../network/network.ts';
import type { Outcome, PrincipalKind, WorkloadSign } from '../../sign-in/sign-in.ts';
import type { ReasonCode } from '../../verdict/reasons.ts';
import type { Reason, Severity } from '../../verdict/verdict.ts';
import type { Headline } from '../card/headline.ts';
import type { Method } from '../card/method.ts';
import type { Phrase } from '../card/phrase.ts';
import type { RehearsedState } from '../card/standing.ts';
import type { StepWords } from '../card/steps.ts';
import type { AlarmWords } from './alarm-words.ts';
import type { ContainmentWords } from './containment-words.ts';
import type { UseWords } from './use-words.ts';

/** The labels of a card. The first five are in the order of the first bot. */
export type Label =
	| 'status'
	| 'user'
	| 'environment'
	| 'address'
	| 'time'
	| 'method'
	| 'credential'
	| 'role'
	| 'attemptedRole'
	| 'counts'
	| 'accounts'
	| 'plan'
	| 'action'
	| 'reasons';

/** The time from a credential's issue to its use, in the largest unit that is at least one. */
export interface Age {
	readonly count: number;
	readonly unit: 'minutes' | 'hours' | 'days';
}

/** What a number in the evidence of a reason counts. */
export type Figure = 'days' | 'failures' | 'names' | 'networks';

/** The network of an origin as the card names it. */
export type Place = NetworkClassification | 'untrusted-endpoint' | 'private' | 'vendor';

/** The sentences of a card without a containment. Each must say that nothing is blocked. */
export type Action =
	| 'untrusted'
	| 'untrusted-failed'
	| 'exempt'
	| 'own-endpoint'
	| 'vendor'
	| 'unknown-event'
	| 'trusted'
	| 'unknown'
	| 'not-judged'
	| 'alarm'
	| 'alarm-sample';

/**
 * Every word of a card in one language. The compiler refuses a language in which one is missing.
 */
export interface Words extends StepWords, ContainmentWords {
	readonly title: string;
	/** About what credentials did beside signing in. */
	readonly use: UseWords;
	readonly alarms: AlarmWords;
	readonly labels: Readonly<Record<Label, string>>;
	readonly severities: Readonly<Record<Severity, string>>;
	/** How severe a case is, with the label. */
	readonly rated: (severity: string) => string;
	/** The label of the steps: how soon they must be done. */
	readonly due: Readonly<Record<Severity, string>>;
	/** The label of the steps that do not stand on top. */
	readonly moreSteps: string;
	readonly headlines: Readonly<Record<Headline, string>>;
	/** Adds the network to a headline that does not name it. */
	readonly placed: (headline: string, network: NetworkClassification) => string;
	readonly outcomes: Readonly<Record<Outcome, string>>;
	readonly counted: (outcome: Outcome, count: number) => string;
	readonly principals: Readonly<Record<PrincipalKind, string>>;
	readonly hiddenName: string;
	/** For a record that names nobody. */
	readonly unnamed: string;
	/** Marks a name that the caller chose, and that nobody has checked. */
	readonly claimed: (name: Phrase) => Phrase;
	/** The same for phones. */
	readonly claimedInShort: (name: Phrase) => Phrase;
	/** For an address that tried many names; null if AWS hides the name that would be shown. */
	readonly amongOthers: (name: string | null) => Phrase;
	readonly ownedBy: (account: Phrase) => Phrase;
	readonly unknownAccount: string;
	readonly switchedFrom: (arn: string) => Phrase;
	/** The account of an Amazon service or partner that acts for the principal. */
	readonly delegatedTo: (account: Phrase) => Phrase;
	readonly places: Readonly<Record<Place, string>>;
	readonly methods: Readonly<Record<Method, string>>;
	readonly credentials: Readonly<Record<CredentialKind, string>>;
	readonly sessionNamed: (name: string) => Phrase;
	readonly age: (age: Age) => string;
	readonly mfa: Readonly<Record<Mfa, string>>;
	readonly times: (count: number) => string;
	readonly more: (count: number) => string;
	readonly actions: Readonly<Record<Action, string>>;
	/** Said in mode `observe`. */
	readonly observing: string;
	/** Said in replay, in every mode. */
	readonly replayed: string;
	/** Marks a state that would have come in the mode of a replay. */
	readonly rehearsed: (state: string) => string;
	/** The same as a sentence. It never says that something was done. */
	readonly rehearsals: Readonly<Record<RehearsedState, string>>;
	/** Nobody is named in the plan of a case. */
	readonly nobodyPlanned: string;
	/** How far somebody is or would be denied, and until when. */
	readonly planned: (denyScope: DenyScope, until: string) => string;
	/** For several ends: the last of them. */
	readonly atTheLatest: (until: string) => string;
	readonly notBlocked: string;
	/** Added to the header if blocking failed. */
	readonly actByHand: string;
	/** Before a time in the reader's own zone. */
	readonly yourTime: string;
	readonly reasons: Readonly<Record<ReasonCode, string>>;
	/** What the evidence of a reason is, if the reason alone does not show it. */
	readonly evidence: Partial<Readonly<Record<ReasonCode, string>>>;
	readonly figures: Readonly<Record<Figure, (count: number) => string>>;
	/** Whose failures a figure counts that are not all in the case. */
	readonly failuresOf: Readonly<Record<NonNullable<Reason['of']> | 'others', string>>;
	readonly workloadSigns: Readonly<Record<WorkloadSign | 'configured', string>>;
	readonly event: string;
	readonly case: string;
	/** Before an id that stands for a name in the record. */
	readonly principal: string;
	readonly runbook: string;
	readonly cloudTrail: string;
	readonly poweredBy: string;
}
