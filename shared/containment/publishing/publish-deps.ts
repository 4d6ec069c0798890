import type { TrustedNetwork } from '../../configuration/configuration.ts';
import type { Hints } from '../../outbox/hints.ts';
import type { Notices } from '../../outbox/notices.ts';
import type { Telemetry } from '../../runtime/telemetry.ts';
import type { Lease, Outcome, PolicyLedger } from '../ledger/ledger-policy.ts';
import type { ProtectedPrincipal } from '../protected-principal.ts';
import type { Draft } from './draft-text.ts';
import type { PolicyPublisher, Retry, RetryReason } from './policy-publisher.ts';

/** All that one run of a publisher uses. */
export interface PublishDeps {
	readonly ledger: PolicyLedger;
	/** Of the policy. */
	readonly publisher: PolicyPublisher;
	readonly notices: Pick<Notices, 'add'>;
	readonly hints: Pick<Hints, 'toNotify'>;
	readonly telemetry: Telemetry;
	readonly networks: readonly TrustedNetwork[];
	readonly protectedPrincipals: readonly ProtectedPrincipal[];
	/** Milliseconds since 1970, UTC. */
	readonly now: () => number;
	/** A name that no run had before. */
	readonly newHolder: () => string;
	/** Longer than a run can live, so that nobody takes over a policy while it is being written. */
	readonly leaseMs: number;
}

/**
 * `done`: what stands at AWS and in the ledger is what was asked for when the run began, or the ledger says why not.
 * `later`: the same again after so many milliseconds; nothing is lost by it.
 */
export type Published =
	| { readonly kind: 'done' }
	| {
			readonly kind: 'later';
			readonly reason: RetryReason | 'leased' | 'overtaken' | 'more';
			readonly afterMs: number;
	  };

/** What came of bringing a published text to people. */
export interface AppliedToPrincipals {
	/** Of those of whom something is known. */
	readonly outcomes: readonly Outcome[];
	/** Set where somebody must be asked for again. */
	readonly later: Retry | null;
}

/** One run, once it has its lease. What is asked for twice is done once. */
export interface PublishRun {
	readonly lease: Lease;
	readonly deps: PublishDeps;
	readonly draft: () => Promise<Draft>;
	readonly apply: () => Promise<AppliedToPrincipals>;
}
