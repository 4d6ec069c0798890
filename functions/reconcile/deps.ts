import type { CaseStore } from '../../shared/case/case-store.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import type { PolicyId } from '../../shared/containment/containment.ts';
import type { ContainmentLedger } from '../../shared/containment/ledger/ledger.ts';
import type { BreakerLedger } from '../../shared/containment/ledger/ledger-breaker.ts';
import type { KeyAges } from '../../shared/credential/key-age.ts';
import type { DomainEvents } from '../../shared/notification/events/domain-event.ts';
import type { Hints } from '../../shared/outbox/hints.ts';
import type { Notices } from '../../shared/outbox/notices.ts';
import type { Telemetry } from '../../shared/runtime/telemetry.ts';
import { type HubStart, makeHubDeps } from '../hub-deps.ts';

/** What reconcile uses. */
export interface ReconcileDeps {
	readonly ledger: Pick<ContainmentLedger, 'open' | 'expireDue' | 'extend'> &
		Pick<BreakerLedger, 'breaker'>;
	readonly cases: Pick<CaseStore, 'find' | 'touch' | 'due' | 'keysAsked' | 'settleKeyAge'>;
	readonly notices: Pick<Notices, 'add' | 'due'>;
	readonly keyAges: KeyAges;
	readonly hints: Hints;
	readonly events: DomainEvents;
	readonly telemetry: Telemetry;
	/** Every run compares the text of these policies, even if nobody is contained. */
	readonly policies: readonly PolicyId[];
	/** A credential older than this is reported. */
	readonly credentialDays: number;
}

/** One part of a run. `now`: milliseconds since 1970, UTC. Running it again changes nothing. */
export type ReconcilePart = (now: number, deps: ReconcileDeps) => Promise<void>;

/** Makes the clients and stores. It calls nothing yet. */
export function makeDeps(start: HubStart): ReconcileDeps {
	const { configuration, variables } = start;
	const { table: _, ...deps } = makeHubDeps(start);
	return {
		...deps,
		policies: reconciledPolicies(configuration, variables.EYES_ACCOUNT),
		credentialDays: configuration.limits.credentialDays,
	};
}

/**
 * The policies that every run compares. If nobody is contained and a text denies somebody, another
 * principal wrote that text. In an organization with an SCP, `accounts` only gives names to
 * accounts: no policy of ours is deployed there.
 */
export function reconciledPolicies(
	{
		accounts,
		containment,
		deployment,
	}: Pick<Configuration, 'accounts' | 'containment' | 'deployment'>,
	hubAccount: string,
): PolicyId[] {
	const { policyType, managementAccount } = containment;
	const management = managementAccount === null ? [] : [managementAccount];
	if (policyType === 'scp') return ['scp', ...management.map(ofAccount)];
	const others =
		deployment.kind === 'organization' ? [...Object.keys(accounts), ...management] : [];
	return [...new Set([hubAccount, ...others])].map(ofAccount);
}

function ofAccount(account: string): PolicyId {
	return `iam:${account}`;
}
