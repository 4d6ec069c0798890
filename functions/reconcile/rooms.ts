import type { CaseStore } from '../../shared/case/case-store.ts';
import type { Notices } from '../../shared/outbox/notices.ts';
import type { TargetId } from '../../shared/containment/containment.ts';
import type { ContainmentLedger } from '../../shared/containment/ledger/ledger.ts';
import type { BrakeLedger } from '../../shared/containment/ledger/ledger-breaker.ts';
import type { KeyAges } from '../../shared/credential/key-age.ts';
import type { DomainEvents } from '../../shared/notification/events/domain-event.ts';
import type { Hints } from '../../shared/outbox/hints.ts';
import type { Telemetry } from '../../shared/runtime/telemetry.ts';

/** All that the sweep uses. */
export interface SweepRooms {
	readonly ledger: Pick<ContainmentLedger, 'open' | 'expireDue' | 'extend'> & Pick<BrakeLedger, 'brake'>;
	readonly cases: Pick<CaseStore, 'find' | 'touch' | 'due' | 'keysAsked' | 'settleKeyAge'>;
	readonly notices: Pick<Notices, 'give' | 'due'>;
	readonly keyAges: KeyAges;
	readonly hints: Hints;
	readonly events: DomainEvents;
	readonly telemetry: Telemetry;
	/** Targets whose text is compared on every sweep, whoever is contained. */
	readonly targets: readonly TargetId[];
	/** A credential older than this is reported. */
	readonly credentialDays: number;
}

/** One part of a sweep. `now`: milliseconds since 1970, UTC. A repeat changes nothing. */
export type SweepPart = (now: number, rooms: SweepRooms) => Promise<void>;
