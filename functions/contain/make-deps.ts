import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { dynamodbCases } from '../../shared/case/dynamodb-cases.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import { dynamodbLedger } from '../../shared/containment/ledger/dynamodb-ledger.ts';
import { dynamodbPolicyLedger } from '../../shared/containment/ledger/dynamodb-policy-ledger.ts';
import { accountOf } from '../../shared/containment/policy-id.ts';
import { protectedIds } from '../../shared/containment/protected-principal.ts';
import { openIamPublishers } from '../../shared/containment/publishing/iam-open-publisher.ts';
import { missingPublisher } from '../../shared/containment/publishing/missing-publisher.ts';
import { openOrganizationsPublisher } from '../../shared/containment/publishing/organizations-open-publisher.ts';
import type { PolicyPublisher } from '../../shared/containment/publishing/policy-publisher.ts';
import { announceContainments } from '../../shared/notification/events/announce-containments.ts';
import { eventbridgeDomainEvents } from '../../shared/notification/events/eventbridge-domain-events.ts';
import { dynamodbNotices } from '../../shared/outbox/dynamodb-notices.ts';
import { sqsClient, sqsHints } from '../../shared/outbox/sqs-hints.ts';
import { openTable } from '../../shared/runtime/dynamodb-open-table.ts';
import { sqsDeferral } from '../../shared/runtime/sqs-deferral.ts';
import { assumedCredentials } from '../../shared/runtime/sts-assumed-clients.ts';
import { type Telemetry, tellUnreadable } from '../../shared/runtime/telemetry.ts';
import type { Variable } from '../environment.ts';
import type { ContainDeps } from './contain.ts';

/** The function lives for 60 seconds. */
const LEASE_MS = 70_000;
const SESSION_NAME = 'eyes-contain';
const NO_SCP =
	'Deploy the stack of the management account and then the hub again: the hub knows no containment SCP.';

/** The variables that the function needs. */
export const VARIABLES = [
	'EYES_TABLE',
	'EYES_PARTITION',
	'EYES_SCP',
	'EYES_NOTIFY_QUEUE',
	'EYES_CONTAIN_QUEUE',
	'EYES_EVENTS_BUS',
] as const satisfies readonly Variable[];
type Variables = Readonly<Record<(typeof VARIABLES)[number], string>>;

/** The rooms as they are in AWS; nothing is called yet. */
export function makeDeps(
	variables: Variables,
	{ networks, containment, slack }: Configuration,
	telemetry: Telemetry,
): ContainDeps {
	const table = openTable(variables.EYES_TABLE, tellUnreadable(telemetry));
	const sqs = sqsClient();
	const channel = slack.channel ?? 'no-channel';
	const hints = sqsHints({
		client: sqs,
		notify: variables.EYES_NOTIFY_QUEUE,
		contain: null,
		channel,
	});
	const announce = announceContainments({
		...{ ledger: dynamodbLedger(table), cases: dynamodbCases(table), hints, telemetry },
		events: eventbridgeDomainEvents(variables.EYES_EVENTS_BUS),
	});
	return {
		ledger: dynamodbPolicyLedger(table, announce),
		publisherOf: openPublishers(variables),
		notices: dynamodbNotices(table),
		...{ hints, telemetry, networks },
		deferral: sqsDeferral(sqs, variables.EYES_CONTAIN_QUEUE),
		protectedPrincipals: protectedIds(containment.protectedPrincipals),
		now: Date.now,
		newHolder: randomUUID,
		leaseMs: LEASE_MS,
	};
}

/** The publisher of each policy; it is opened when it is first needed, and kept. */
function openPublishers({ EYES_SCP, EYES_PARTITION }: Variables): ContainDeps['publisherOf'] {
	const credentials = assumedCredentials({ now: Date.now, sessionName: SESSION_NAME });
	const ofAccount = openIamPublishers({ partition: EYES_PARTITION, credentials, sleep });
	let ofOrganization: PolicyPublisher | null = null;
	return (policy) => {
		const account = accountOf(policy);
		if (account !== null) return ofAccount(account);
		ofOrganization ??=
			EYES_SCP === ''
				? missingPublisher(NO_SCP)
				: openOrganizationsPublisher(EYES_SCP, { clock: () => performance.now(), sleep });
		return ofOrganization;
	};
}

async function sleep(ms: number): Promise<void> {
	await setTimeout(ms);
}
