import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { dynamodbCases } from '../../shared/case/dynamodb-cases.ts';
import { targetIds } from '../../shared/configuration/deployment-targets.ts';
import { isUncovered } from '../../shared/configuration/management-account.ts';
import type { PolicyId } from '../../shared/containment/containment.ts';
import { dynamodbLedger } from '../../shared/containment/ledger/dynamodb-ledger.ts';
import { dynamodbPolicyLedger } from '../../shared/containment/ledger/dynamodb-policy-ledger.ts';
import { accountOf } from '../../shared/containment/policy-id.ts';
import { protectedIds } from '../../shared/containment/protected-principal.ts';
import { openIamPublishers } from '../../shared/containment/publishing/iam-publisher.ts';
import { openOrganizationsPublisher } from '../../shared/containment/publishing/organizations-publisher.ts';
import {
	failed,
	type PolicyPublisher,
} from '../../shared/containment/publishing/policy-publisher.ts';
import type { PublishDeps } from '../../shared/containment/publishing/publish-deps.ts';
import { announceContainments } from '../../shared/notification/events/announce-containments.ts';
import { eventbridgeDomainEvents } from '../../shared/notification/events/eventbridge-domain-events.ts';
import { dynamodbNotices } from '../../shared/outbox/dynamodb-notices.ts';
import { sqsClient, sqsHints } from '../../shared/outbox/sqs-hints.ts';
import type { Deferral } from '../../shared/runtime/deferral.ts';
import { openTable } from '../../shared/runtime/dynamodb-table.ts';
import { sqsDeferral } from '../../shared/runtime/sqs-deferral.ts';
import { assumedCredentials } from '../../shared/runtime/sts-assumed-clients.ts';
import { tellUnreadable } from '../../shared/runtime/telemetry.ts';
import type { Variable } from '../environment.ts';
import type { FunctionStart } from '../start-function.ts';

/** What `contain` uses. */
export interface ContainDeps extends Omit<PublishDeps, 'publisher'> {
	readonly publisherOf: (policy: PolicyId) => PolicyPublisher;
	readonly deferral: Deferral;
}

/** The variables that the function needs. */
export const VARIABLES = [
	'EYES_TABLE',
	'EYES_PARTITION',
	'EYES_SCP',
	'EYES_NOTIFY_QUEUE',
	'EYES_CONTAIN_QUEUE',
	'EYES_EVENTS_BUS',
] as const satisfies readonly Variable[];

type ContainStart = FunctionStart<(typeof VARIABLES)[number]>;

/**
 * Longer than the function's time-out of 60 seconds, so that a lease outlives the run that holds
 * it.
 */
const LEASE_MS = 70_000;
const NO_SCP =
	'Deploy the stack of the management account and then the hub again: the hub knows no containment SCP.';

/** The configuration named the account earlier, and somebody is still denied there. */
const NOT_COVERED =
	'Name the management account in containment.modes and deploy there again, or detach the policy eyes-containment there by hand; its denies end by the clock.';

/** Makes the clients and stores. It calls nothing yet. */
export function makeDeps(start: ContainStart): ContainDeps {
	const { variables, configuration, telemetry } = start;
	const table = openTable(variables.EYES_TABLE, tellUnreadable(telemetry));
	const sqs = sqsClient();
	const hints = sqsHints({
		client: sqs,
		notify: variables.EYES_NOTIFY_QUEUE,
		contain: null,
		channel: configuration.slack.channel,
	});
	const notices = dynamodbNotices(table);
	const announce = announceContainments({
		...{ ledger: dynamodbLedger(table), cases: dynamodbCases(table), notices, hints, telemetry },
		events: eventbridgeDomainEvents(variables.EYES_EVENTS_BUS),
	});
	return {
		ledger: dynamodbPolicyLedger(table, announce),
		publisherOf: openPublishers(start),
		...{ notices, hints, telemetry, networks: configuration.networks },
		deferral: sqsDeferral(sqs, variables.EYES_CONTAIN_QUEUE),
		protectedPrincipals: protectedIds(configuration.containment.protectedPrincipals),
		now: Date.now,
		newHolder: randomUUID,
		leaseMs: LEASE_MS,
	};
}

/** Opens the publisher of a policy when it is first needed, and keeps it. */
function openPublishers(start: ContainStart): ContainDeps['publisherOf'] {
	const { variables, sessionName, configuration } = start;
	const { EYES_SCP, EYES_PARTITION } = variables;
	const credentials = assumedCredentials({ now: Date.now, sessionName });
	const ofAccount = openIamPublishers({ partition: EYES_PARTITION, credentials, sleep });
	const targets = targetIds(configuration.deployment);
	let ofOrganization: PolicyPublisher | null = null;
	return (policy) => {
		const account = accountOf(policy);
		if (isUncovered(account, configuration.containment)) return missingPublisher(NOT_COVERED);
		if (account !== null) return ofAccount(account);
		ofOrganization ??=
			EYES_SCP === ''
				? missingPublisher(NO_SCP)
				: openOrganizationsPublisher(EYES_SCP, {
						...{ clock: () => performance.now(), sleep },
						targets,
					});
		return ofOrganization;
	};
}

async function sleep(ms: number): Promise<void> {
	await setTimeout(ms);
}

/** Stands for a policy that is not deployed: every request fails, and the card says what to do. */
function missingPublisher(remediation: string): PolicyPublisher {
	const missing = async () => failed('policy-missing', remediation);
	const whyNotUnder = async () => null;
	return { whyNotUnder, publish: missing, applyTo: missing, detachAllBut: missing };
}
