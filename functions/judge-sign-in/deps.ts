import type { CaseStore } from '../../shared/case/case-store.ts';
import type { ContainmentLedger } from '../../shared/containment/ledger/ledger.ts';
import type { BreakerLedger } from '../../shared/containment/ledger/ledger-breaker.ts';
import type { KeyAges } from '../../shared/credential/key-age.ts';
import type { History } from '../../shared/history/history.ts';
import type { OwnAccounts } from '../../shared/history/own-accounts.ts';
import type { DomainEvents } from '../../shared/notification/events/domain-event.ts';
import type { Hints } from '../../shared/outbox/hints.ts';
import type { Notices } from '../../shared/outbox/notices.ts';
import type { Telemetry } from '../../shared/runtime/telemetry.ts';
import type { HubSettings } from './settings.ts';

/** All that judging a sign-in uses. */
export interface JudgeDeps {
	readonly settings: HubSettings;
	readonly history: History;
	readonly accounts: OwnAccounts;
	readonly cases: CaseStore;
	readonly ledger: ContainmentLedger & BreakerLedger;
	readonly notices: Notices;
	readonly keyAges: KeyAges;
	readonly hints: Hints;
	readonly events: DomainEvents;
	readonly telemetry: Telemetry;
}
