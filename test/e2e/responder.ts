import { dynamodbCases } from '../../shared/case/dynamodb-cases.ts';
import { dynamodbBreakerLedger } from '../../shared/containment/ledger/dynamodb-breaker-ledger.ts';
import { dynamodbLedger } from '../../shared/containment/ledger/dynamodb-ledger.ts';
import { carryOutContain, prepareContain } from '../../shared/decision/contain.ts';
import { type DecisionDeps, settingsFor } from '../../shared/decision/decision-deps.ts';
import { carryOutRelease, prepareRelease } from '../../shared/decision/release.ts';
import { dynamodbPeopleByName } from '../../shared/history/dynamodb-people-by-name.ts';
import { dynamodbRoleUses } from '../../shared/history/dynamodb-role-uses.ts';
import { dynamodbNotices } from '../../shared/outbox/dynamodb-notices.ts';
import { sqsHints } from '../../shared/outbox/sqs-hints.ts';
import { configurationOf } from './configurations.ts';
import type { System } from './system.ts';
import { ORGANIZATION } from './the-organization.ts';

/** A responder at the hub, who decides as `eyes contain` and `eyes release` do. */
export function responderAt(system: System) {
	const deps = decisionDeps(system);
	return {
		/** Denies a principal by hand for so many hours. Gives the ids of the containments. */
		async contain(whom: string, account: string, hours: number): Promise<string[]> {
			const asked = { whom, account, name: null, denyScope: null, hours, isSure: true };
			const prepared = await prepareContain(asked, deps);
			if (prepared.kind !== 'prepared') throw new Error(JSON.stringify(prepared));
			const carrying = { why: 'a key was lost', onChange: async () => {} };
			const { containments } = await carryOutContain(prepared, carrying, deps);
			return containments.map(({ id }) => id);
		},
		/** Releases a case or a containment. */
		async release(id: string): Promise<void> {
			const prepared = await prepareRelease(id, deps);
			if (prepared.kind !== 'prepared') throw new Error(JSON.stringify(prepared));
			await carryOutRelease(prepared, 'it was them', deps);
		},
	};
}

function decisionDeps(system: System): DecisionDeps {
	const { table, hub } = system;
	const configuration = configurationOf('organization', system.e2e.slackApi);
	const account = ORGANIZATION.security;
	const arn = `arn:aws:iam::${account}:user/sora`;
	const caller = { arn, account, userId: 'AIDASORASORASORASORA2' };
	return {
		settings: settingsFor(configuration, caller),
		ledger: { ...dynamodbLedger(table), ...dynamodbBreakerLedger(table) },
		cases: dynamodbCases(table),
		notices: dynamodbNotices(table),
		people: dynamodbPeopleByName(table),
		identityCenter: { userIds: async () => [] },
		roleUses: dynamodbRoleUses(table),
		hints: sqsHints({
			client: hub.clients.sqs,
			notify: hub.outputs.NotifyQueueUrl ?? null,
			contain: hub.outputs.ContainQueueUrl ?? null,
			channel: configuration.slack.channel,
		}),
		iam: { user: async () => null, role: async () => null, byId: async () => null },
		caller,
		now: Date.now,
	};
}
