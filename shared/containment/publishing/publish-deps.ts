import type { TrustedNetwork } from '../../configuration/configuration.ts';
import type { Hints } from '../../outbox/hints.ts';
import type { Notices } from '../../outbox/notices.ts';
import type { Telemetry } from '../../runtime/telemetry.ts';
import type { Lease, Outcome, PolicyLedger } from '../ledger/ledger-policy.ts';
import type { ProtectedPrincipal } from '../protected-principal.ts';
import type { Draft } from './draft-text.ts';
import type { PolicyPublisher, Retry, RetryReason } from './policy-publisher.ts';

/** What one run of a publisher uses. */
export interface PublishDeps {
	readonly ledger: PolicyLedger;
	/** The publisher of the policy. */
	readonly publisher: PolicyPublisher;
	readonly notices: Pick<Notices, 'add'>;
	readonly hints: Pick<Hints, 'toNotify'>;
	readonly telemetry: Telemetry;
	readonly networks: readonly TrustedNetwork[];
	readonly protectedPrincipals: readonly ProtectedPrincipal[];
	/** Milliseconds since 1970, UTC. */
	readonly now: () => number;
	/** Makes a name that no run had before. */
	readonly newHolder: () => string;
	/**
	 * Longer than a run can last, so that no other run takes over a policy while it is being
	 * written.
	 */
	readonly leaseMs: number;
}

/**
 * `done`: AWS and the ledger have what was requested when the run began, or the ledger says why
 * not. `later`: run again after so many milliseconds; nothing is lost.
 */
export type Published =
	| { readonly kind: 'done' }
	| {
			readonly kind: 'later';
			readonly reason: RetryReason | 'leased' | 'overtaken' | 'more';
			readonly afterMs: number;
	  };

/** The outcome of making a published policy apply to principals. */
export interface AppliedToPrincipals {
	/** The outcomes that are known. */
	readonly outcomes: readonly Outcome[];
	/** Set if some principals must be tried again. */
	readonly later: Retry | null;
}

/**
 * One run that holds the lease. `draft` and `apply` do their work once, however often they are
 * called.
 */
export interface PublishRun {
	readonly lease: Lease;
	readonly deps: PublishDeps;
	readonly draft: () => Promise<Draft>;
	readonly apply: () => Promise<AppliedToPrincipals>;
}
