import type { StoredCase } from '../../shared/case/case-store.ts';
import type { Followed } from '../../shared/case/follow-sign-in.ts';
import type { BreakerGate } from '../../shared/containment/breaker-gate.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import type { Requests } from './plan-requests.ts';

/** What came of a sign-in that somebody must be told of. */
export interface WrittenDown {
	readonly followed: Followed;
	readonly stored: StoredCase;
	readonly containments: readonly Containment[];
	readonly requests: Requests;
	/** The breaker after this sign-in was counted. */
	readonly gate: BreakerGate;
}
