import type { CaseStore } from '../../shared/case/case-store.ts';
import { dynamodbSessionRoom } from '../../shared/containment/ledger/dynamodb-session-room.ts';
import type { ContainmentLedger } from '../../shared/containment/ledger/ledger.ts';
import type { BreakerLedger } from '../../shared/containment/ledger/ledger-breaker.ts';
import type { SessionRoom } from '../../shared/containment/ledger/session-room.ts';
import type { KeyAges } from '../../shared/credential/key-age.ts';
import type { KeyOwners } from '../../shared/credential/key-owner.ts';
import type { UserAges } from '../../shared/credential/user-age.ts';
import type { AlarmsSeen } from '../../shared/history/alarms-seen.ts';
import { cloudtrailKeyPasts } from '../../shared/history/cloudtrail-key-pasts.ts';
import { dynamodbAlarmsSeen } from '../../shared/history/dynamodb-alarms-seen.ts';
import { dynamodbDirectoryWatch } from '../../shared/history/dynamodb-directory-watch.ts';
import { dynamodbHistory } from '../../shared/history/dynamodb-history.ts';
import { dynamodbKeyUses } from '../../shared/history/dynamodb-key-uses.ts';
import { dynamodbOwnAccounts } from '../../shared/history/dynamodb-own-accounts.ts';
import { dynamodbPeopleByName } from '../../shared/history/dynamodb-people-by-name.ts';
import { dynamodbRoleUses } from '../../shared/history/dynamodb-role-uses.ts';
import type { History } from '../../shared/history/history.ts';
import type { KeyPasts } from '../../shared/history/key-past.ts';
import type { KeyUses } from '../../shared/history/key-use.ts';
import type { DirectoryWatch, OwnAccounts } from '../../shared/history/own-accounts.ts';
import type { PeopleByName } from '../../shared/history/people-by-name.ts';
import type { RoleUses } from '../../shared/history/role-use.ts';
import type { DomainEvents } from '../../shared/notification/events/domain-event.ts';
import type { Hints } from '../../shared/outbox/hints.ts';
import type { Notices } from '../../shared/outbox/notices.ts';
import { sqsClient } from '../../shared/outbox/sqs-hints.ts';
import type { Deferral } from '../../shared/runtime/deferral.ts';
import { sqsDeferral } from '../../shared/runtime/sqs-deferral.ts';
import type { Telemetry } from '../../shared/runtime/telemetry.ts';
import type { DailySummaries } from '../../shared/summary/daily-summaries.ts';
import { dynamodbDailySummaries } from '../../shared/summary/dynamodb-daily-summaries.ts';
import { type HubSettings, hubSettings } from '../../shared/verdict/own-settings.ts';
import type { Variable } from '../environment.ts';
import { HUB_VARIABLES, makeHubDeps } from '../hub-deps.ts';
import type { FunctionStart } from '../start-function.ts';

/** Everything that judging a sign-in uses. */
export interface JudgeDeps {
	readonly settings: HubSettings;
	readonly history: History;
	readonly accounts: OwnAccounts;
	readonly directory: Pick<DirectoryWatch, 'noteMissing'>;
	readonly keyUses: Pick<KeyUses, 'remember'>;
	readonly keyPasts: KeyPasts;
	readonly roleUses: Pick<RoleUses, 'remember'>;
	readonly people: Pick<PeopleByName, 'remember'>;
	readonly summaries: Pick<DailySummaries, 'add'>;
	readonly cases: CaseStore;
	readonly ledger: ContainmentLedger & BreakerLedger & SessionRoom;
	readonly notices: Notices;
	readonly keyAges: KeyAges;
	readonly userAges: UserAges;
	readonly keyOwners: KeyOwners;
	readonly alarmsSeen: AlarmsSeen;
	readonly hints: Hints;
	readonly deferral: Deferral;
	readonly events: DomainEvents;
	readonly telemetry: Telemetry;
}

/** The variables that the function needs. */
export const VARIABLES = [
	...HUB_VARIABLES,
	'EYES_INGEST_QUEUE',
] as const satisfies readonly Variable[];

/** Makes the clients and stores of AWS. It calls nothing yet. */
export function makeDeps(start: FunctionStart<(typeof VARIABLES)[number]>): JudgeDeps {
	const { configuration, variables, telemetry } = start;
	const { table, credentials, ...deps } = makeHubDeps(start);
	const partition = variables.EYES_PARTITION;
	const settings = hubSettings(configuration, variables.EYES_ACCOUNT, [partition]);
	const asking = { partition, credentials, telemetry, now: Date.now };
	return {
		...{ ...deps, settings },
		ledger: { ...deps.ledger, ...dynamodbSessionRoom(table) },
		history: dynamodbHistory(table),
		accounts: dynamodbOwnAccounts(table),
		directory: dynamodbDirectoryWatch(table),
		keyUses: dynamodbKeyUses(table),
		keyPasts: cloudtrailKeyPasts(table, { ...asking, trusted: settings.trusted }),
		roleUses: dynamodbRoleUses(table),
		people: dynamodbPeopleByName(table),
		alarmsSeen: dynamodbAlarmsSeen(table),
		summaries: dynamodbDailySummaries(table),
		deferral: sqsDeferral(sqsClient(), variables.EYES_INGEST_QUEUE),
	};
}
