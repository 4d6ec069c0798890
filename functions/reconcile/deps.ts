import type { CaseStore } from '../../shared/case/case-store.ts';
import type { PolicyId } from '../../shared/containment/containment.ts';
import type { ContainmentLedger } from '../../shared/containment/ledger/ledger.ts';
import type { BreakerLedger } from '../../shared/containment/ledger/ledger-breaker.ts';
import type { KeyAges } from '../../shared/credential/key-age.ts';
import type { DomainEvents } from '../../shared/notification/events/domain-event.ts';
import type { Hints } from '../../shared/outbox/hints.ts';
import type { Notices } from '../../shared/outbox/notices.ts';
import type { Telemetry } from '../../shared/runtime/telemetry.ts';

/** All that reconcile uses. */
export interface ReconcileDeps {
	readonly ledger: Pick<ContainmentLedger, 'open' | 'expireDue' | 'extend'> &
		Pick<BreakerLedger, 'breaker'>;
	readonly cases: Pick<CaseStore, 'find' | 'touch' | 'due' | 'keysAsked' | 'settleKeyAge'>;
	readonly notices: Pick<Notices, 'add' | 'due'>;
	readonly keyAges: KeyAges;
	readonly hints: Hints;
	readonly events: DomainEvents;
	readonly telemetry: Telemetry;
	/** Policies whose text is compared on every run of reconcile, whoever is contained. */
	readonly policies: readonly PolicyId[];
	/** A credential older than this is reported. */
	readonly credentialDays: number;
}

/** One part of a run of reconcile. `now`: milliseconds since 1970, UTC. A repeat changes nothing. */
export type ReconcilePart = (now: number, deps: ReconcileDeps) => Promise<void>;
