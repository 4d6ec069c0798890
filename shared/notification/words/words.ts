import type { DenyScope } from '../../containment/containment.ts';
import type { NotContained } from '../../containment/not-contained.ts';
import type { CredentialKind, Mfa } from '../../credential/credential.ts';
import type { NetworkClassification } from '../../network/network.ts';
import type { Outcome, PrincipalKind, WorkloadSign } from '../../sign-in/sign-in.ts';
import type { ReasonCode } from '../../verdict/reasons.ts';
import type { Severity } from '../../verdict/verdict.ts';
import type { Headline } from '../card/headline.ts';
import type { Method } from '../card/method.ts';
import type { Phrase } from '../card/phrase.ts';
import type { StepWords } from '../card/steps.ts';
import type { ContainmentWords } from './containment-words.ts';

/** What a line of the card is about. The first four stand in the order of the bot that eyes-system follows. */
type Label =
	| 'status'
	| 'user'
	| 'environment'
	| 'address'
	| 'method'
	| 'credential'
	| 'role'
	| 'attemptedRole'
	| 'counts'
	| 'accounts'
	| 'plan'
	| 'action'
	| 'reasons'
	| 'time';

/** The time from a credential's issue to its use, in the largest unit that says something. */
export interface Age {
	readonly count: number;
	readonly unit: 'minutes' | 'hours' | 'days';
}

/** What a number in the evidence of a reason counts. */
export type Figure = 'days' | 'failures' | 'names' | 'networks';

/** Where an origin stands, as the card says it. */
export type Place = NetworkClassification | 'untrusted-endpoint' | 'private';

/** Where nothing was contained: what it was, and each of these must say that nothing is blocked. */
export type Action =
	| 'untrusted'
	| 'untrusted-failed'
	| 'exempt'
	| 'trusted'
	| 'unknown'
	| 'not-judged';

/** Every word of a card in one locale; the compiler refuses a locale in which one is missing. */
export interface Words extends StepWords, ContainmentWords {
	readonly title: string;
	readonly labels: Readonly<Record<Label, string>>;
	readonly severities: Readonly<Record<Severity, string>>;
	/** Label of the steps: how soon they are due. */
	readonly due: Readonly<Record<Severity, string>>;
	readonly headlines: Readonly<Record<Headline, string>>;
	/** Puts the network into a headline that does not tell it. */
	readonly placed: (headline: string, network: NetworkClassification) => string;
	readonly outcomes: Readonly<Record<Outcome, string>>;
	readonly counted: (outcome: Outcome, count: number) => string;
	readonly principals: Readonly<Record<PrincipalKind, string>>;
	readonly hiddenName: string;
	/** For an address that tried many names; null where AWS hides the one that is shown. */
	readonly amongOthers: (name: string | null) => Phrase;
	readonly ownedBy: (account: Phrase) => Phrase;
	readonly unknownAccount: string;
	readonly switchedFrom: (arn: string) => Phrase;
	readonly places: Readonly<Record<Place, string>>;
	readonly methods: Readonly<Record<Method, string>>;
	readonly credentials: Readonly<Record<CredentialKind, string>>;
	readonly age: (age: Age) => string;
	readonly mfa: Readonly<Record<Mfa, string>>;
	readonly times: (count: number) => string;
	readonly more: (count: number) => string;
	readonly actions: Readonly<Record<Action, string>>;
	readonly observing: string;
	/** How far somebody would be denied, and until when. */
	readonly planned: (denyScope: DenyScope, until: string) => string;
	readonly notContained: Readonly<Record<NotContained, string>>;
	readonly notBlocked: string;
	readonly reasons: Readonly<Record<ReasonCode, string>>;
	/** What the evidence of a reason is, where the reason alone does not tell. */
	readonly evidence: Partial<Readonly<Record<ReasonCode, string>>>;
	readonly figures: Readonly<Record<Figure, (count: number) => string>>;
	readonly workloadSigns: Readonly<Record<WorkloadSign | 'configured', string>>;
	readonly event: string;
	readonly case: string;
	readonly runbook: string;
	readonly cloudTrail: string;
	readonly poweredBy: string;
}
