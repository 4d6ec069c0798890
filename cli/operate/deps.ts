import type { CaseStore } from '../../shared/case/case-store.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import type { ContainmentLedger, Decision } from '../../shared/containment/ledger/ledger.ts';
import type { BreakerLedger } from '../../shared/containment/ledger/ledger-breaker.ts';
import type { PolicyLedger } from '../../shared/containment/ledger/ledger-policy.ts';
import type { Hints } from '../../shared/outbox/hints.ts';
import type { Notices } from '../../shared/outbox/notices.ts';

/** Whoever runs the command, as STS knows him and as the ledger writes him down: never what somebody typed. */
export interface Caller {
	readonly arn: string;
	readonly account: string;
	/** `aws:userid` of the caller's requests. */
	readonly userId: string;
}

/** A user or role of the caller's account. */
export interface IamPrincipal {
	/** `AIDA…` or `AROA…` */
	readonly id: string;
	readonly name: string;
	readonly arn: string;
}

/** Looks up users and roles of the caller's account, with the caller's own rights. Null where there is none. */
export interface IamPrincipals {
	user(name: string): Promise<IamPrincipal | null>;
	byId(id: string): Promise<IamPrincipal | null>;
}

/** All that working by hand uses. */
export interface OperateDeps {
	readonly configuration: Configuration;
	readonly ledger: ContainmentLedger &
		Pick<BreakerLedger, 'breaker' | 'resumeBreaker'> &
		Pick<PolicyLedger, 'activeFor'>;
	readonly cases: Pick<CaseStore, 'find' | 'answer' | 'touch' | 'due'>;
	readonly notices: Pick<Notices, 'due'>;
	readonly hints: Hints;
	readonly iam: IamPrincipals;
	readonly caller: Caller;
	/** Milliseconds since 1970, UTC. */
	readonly now: () => number;
	/** Writes a line of the result. */
	readonly tell: (line: string) => Promise<void>;
}

/** What the caller decides at this moment. */
export function decide({ caller, now }: OperateDeps, why: string): Decision {
	return { by: { kind: 'person', arn: caller.arn }, why, at: now() };
}
