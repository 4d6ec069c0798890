import type { CaseStore } from '../../shared/case/case-store.ts';
import type { ContainmentLedger } from '../../shared/containment/ledger/ledger.ts';
import type { BreakerLedger } from '../../shared/containment/ledger/ledger-breaker.ts';
import type { KeyAges } from '../../shared/credential/key-age.ts';
import { dynamodbHistory } from '../../shared/history/dynamodb-history.ts';
import { dynamodbOwnAccounts } from '../../shared/history/dynamodb-own-accounts.ts';
import type { History, OwnAccounts } from '../../shared/history/history.ts';
import type { DomainEvents } from '../../shared/notification/events/domain-event.ts';
import type { Hints } from '../../shared/outbox/hints.ts';
import type { Notices } from '../../shared/outbox/notices.ts';
import type { Telemetry } from '../../shared/runtime/telemetry.ts';
import { type HubSettings, hubSettings } from '../../shared/verdict/own-settings.ts';
import { type HubStart, makeHubDeps } from '../hub-deps.ts';

/** Everything that judging a sign-in uses. */
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

/** Makes the clients and stores of AWS. It calls nothing yet. */
export function makeDeps(start: HubStart): JudgeDeps {
	const { configuration, variables } = start;
	const { table, cases, ...deps } = makeHubDeps(start);
	return {
		...deps,
		settings: hubSettings(configuration, variables.EYES_ACCOUNT, [variables.EYES_PARTITION]),
		history: dynamodbHistory(table),
		accounts: dynamodbOwnAccounts(table),
		cases: casesInTurn(cases),
	};
}

/** Runs work of one key one after the other. Work that fails does not stop the work after it. */
export function inTurn(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
	const last = new Map<string, Promise<unknown>>();
	return (key, work) => {
		const before = last.get(key) ?? Promise.resolve();
		const mine = before.then(work, work);
		last.set(key, mine);
		const remove = () => {
			if (last.get(key) === mine) last.delete(key);
		};
		mine.then(remove, remove);
		return mine;
	};
}

/**
 * Makes one Lambda sandbox write each case in turn. In a flood nearly all messages belong to one
 * case: writes at the same time would conflict until they give up, and the messages would end in
 * the dead-letter queue.
 */
export function casesInTurn(cases: CaseStore): CaseStore {
	const turn = inTurn();
	return {
		...cases,
		add: (addition, recalled) => turn(addition.whose.key, () => cases.add(addition, recalled)),
	};
}
