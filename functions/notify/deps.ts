import type { CaseStore } from '../../shared/case/case-store.ts';
import type { ContainmentLedger } from '../../shared/containment/ledger/ledger.ts';
import type { BreakerLedger } from '../../shared/containment/ledger/ledger-breaker.ts';
import type { MessageSettings } from '../../shared/notification/card/card-source.ts';
import type {
	ChannelMessages,
	Later,
	Refused,
} from '../../shared/notification/slack/channel-messages.ts';
import type { Notices } from '../../shared/outbox/notices.ts';
import type { Telemetry } from '../../shared/runtime/telemetry.ts';

/** All that the sender of messages works with. */
export interface NotifyDeps {
	readonly cases: Pick<CaseStore, 'find' | 'due' | 'claim' | 'recordPosted' | 'recordReply'>;
	readonly notices: Pick<Notices, 'find' | 'due' | 'claim' | 'recordPosted'>;
	readonly ledger: Pick<ContainmentLedger, 'find' | 'history'>;
	readonly breaker: Pick<BreakerLedger, 'markBreakerTold'>;
	readonly messages: ChannelMessages;
	/** Slack's id of the channel. */
	readonly channel: string;
	readonly settings: MessageSettings;
	readonly telemetry: Telemetry;
	/** Milliseconds since 1970, UTC. */
	readonly now: () => number;
	/** What Slack takes in no form, and until when it is left alone; kept from run to run. Left out, it is tried each time. */
	readonly stuck?: Map<string, number>;
}

/**
 * What became of one thing that was to be said.
 * - `said`: nothing is left to say about it now
 * - `busy`: somebody else is at it, or was killed there
 * - `stuck`: Slack takes it in no form; it stays due
 */
export type Outcome =
	| { readonly kind: 'done' }
	| { readonly kind: 'busy' }
	| { readonly kind: 'stuck'; readonly error: string }
	| Later
	| Refused;

export const DONE: Outcome = { kind: 'done' };

/** Who has claimed what he is about to post is left alone for so long. Longer than one run takes. */
export const CLAIM_MS = 60_000;
