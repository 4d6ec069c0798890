import type { JudgeDeps } from '../../functions/judge-sign-in/deps.ts';
import { judgeSignIn } from '../../functions/judge-sign-in/judge-sign-in.ts';
import type { StoredCase } from '../../shared/case/case-store.ts';
import { dynamodbCases } from '../../shared/case/dynamodb-cases.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { AGE_UNKNOWN, type UserAges } from '../../shared/credential/user-age.ts';
import { dynamodbAlarmsSeen } from '../../shared/history/dynamodb-alarms-seen.ts';
import { dynamodbDirectoryWatch } from '../../shared/history/dynamodb-directory-watch.ts';
import { dynamodbHistory } from '../../shared/history/dynamodb-history.ts';
import { dynamodbKeyUses } from '../../shared/history/dynamodb-key-uses.ts';
import { dynamodbOwnAccounts } from '../../shared/history/dynamodb-own-accounts.ts';
import { dynamodbPeopleByName } from '../../shared/history/dynamodb-people-by-name.ts';
import { dynamodbRoleUses } from '../../shared/history/dynamodb-role-uses.ts';
import type { KeyUses } from '../../shared/history/key-use.ts';
import type { PeopleByName } from '../../shared/history/people-by-name.ts';
import type { RoleUses } from '../../shared/history/role-use.ts';
import type { DomainEvent } from '../../shared/notification/events/domain-event.ts';
import { dynamodbNotices } from '../../shared/outbox/dynamodb-notices.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { tellUnreadable } from '../../shared/runtime/telemetry.ts';
import { dynamodbDailySummaries } from '../../shared/summary/dynamodb-daily-summaries.ts';
import { hubSettings } from '../../shared/verdict/own-settings.ts';
import { allItems } from './all-items.ts';
import { busEvent } from './bus-events.ts';
import { ledgerOn } from './each-ledger.ts';
import { keyPastsOfLog } from './key-pasts-of-log.ts';
import type { Ledgers } from './memory-ledger.ts';
import { type SentHints, someHints } from './some-hints.ts';
import { aConfiguration } from './some-settings.ts';
import { someTelemetry } from './some-telemetry.ts';

export const HUB_ACCOUNT = '777788889999';

/** Mode `contain` with an SCP, so that every kind of principal can be denied. */
export const CONTAIN: Partial<ConfigurationInput> = {
	containment: {
		...{ mode: 'contain', policyType: 'scp', managementAccount: '222233334444' },
		modes: { '222233334444': 'contain' },
	},
};

/** What judging has sent to others, in order. */
export interface Sent extends SentHints {
	readonly events: DomainEvent[];
}

/** What tests read of the deps. */
interface TestParts {
	readonly keyUses: KeyUses;
	readonly roleUses: RoleUses;
	readonly people: PeopleByName;
	readonly ledger: Ledgers;
	readonly sent: Sent;
	readonly heard: ReturnType<typeof someTelemetry>;
}

/** An IAM that tells of every user that they and their credentials are old. */
export const OLD_USERS: UserAges = { find: async () => ({ user: 1, credential: 1 }) };

/** The deps of judge-sign-in on a table, with queues and a bus that only record what is sent. */
export function judgeDeps(
	given: Table,
	over: Partial<ConfigurationInput> = CONTAIN,
): JudgeDeps & TestParts {
	const { hints, sent: hinted } = someHints();
	const sent: Sent = { ...hinted, events: [] };
	const telemetry = someTelemetry();
	// As the functions open it: an item that cannot be read stops nothing.
	const table = { passOver: tellUnreadable(telemetry), ...given };
	const settings = hubSettings(aConfiguration(over), HUB_ACCOUNT, ['aws']);
	return {
		settings,
		history: dynamodbHistory(table),
		accounts: dynamodbOwnAccounts(table),
		directory: dynamodbDirectoryWatch(table),
		keyUses: dynamodbKeyUses(table),
		keyPasts: keyPastsOfLog(table, settings.trusted),
		roleUses: dynamodbRoleUses(table),
		people: dynamodbPeopleByName(table),
		summaries: dynamodbDailySummaries(table),
		cases: dynamodbCases(table),
		ledger: ledgerOn(table),
		notices: dynamodbNotices(table),
		keyAges: { find: async () => ({ kind: 'unknown', reason: 'not-asked' }) },
		userAges: { find: async () => AGE_UNKNOWN },
		keyOwners: { find: async () => ({ kind: 'not-answered' }) },
		alarmsSeen: dynamodbAlarmsSeen(table),
		hints,
		deferral: { defer: async () => {} },
		events: {
			publish: async (events) => {
				sent.events.push(...events);
			},
		},
		telemetry,
		heard: telemetry,
		sent,
	};
}

/** A record arrives some seconds after its time. */
const DELIVERED_AFTER = 5_000;

/**
 * Judges a record as EventBridge delivers it. Unless it is said how long it has waited, that is long
 * enough. Answers with the time until it must come again.
 */
export function deliver(
	record: Readonly<Record<string, unknown>>,
	deps: JudgeDeps,
	waited = Number.POSITIVE_INFINITY,
): Promise<number | null> {
	const now = Date.parse(String(record.eventTime)) + DELIVERED_AFTER;
	return judgeSignIn(messageOf(record), deps, { now, waited });
}

/** The text of a message in the ingest queue. */
export function messageOf(record: Readonly<Record<string, unknown>>): string {
	const account = record.recipientAccountId ?? '111122223333';
	return JSON.stringify({ ...busEvent(record), account });
}

/**
 * Reads everything in a table in the order of keys, except steps that their item also holds until
 * the next step.
 */
export async function dump(table: Table): Promise<readonly Record<string, unknown>[]> {
	const keyOf = ({ pk, sk }: Record<string, unknown>) => `${pk}|${sk}`;
	const items = (await allItems(table)).filter(({ sk }) => !String(sk).startsWith('STEP#'));
	return items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The cases of which notify was told, in the order of their first hints. */
export async function casesOf(
	deps: Pick<JudgeDeps & TestParts, 'cases' | 'sent'>,
): Promise<StoredCase[]> {
	const ids = deps.sent.notify.flatMap((hint) => /^case (\w+)/.exec(hint)?.[1] ?? []);
	const found = await Promise.all([...new Set(ids)].map((id) => deps.cases.find(id)));
	return found.filter((one) => one !== null);
}
