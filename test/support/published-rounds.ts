import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { PolicyBinding } from '../../shared/containment/containment.ts';
import { dynamodbLedger } from '../../shared/containment/ledger/dynamodb-ledger.ts';
import { iamPublisher } from '../../shared/containment/publishing/iam-publisher.ts';
import { organizationsPublisher } from '../../shared/containment/publishing/organizations-publisher.ts';
import type { PolicyPublisher } from '../../shared/containment/publishing/policy-publisher.ts';
import { publishPolicy } from '../../shared/containment/publishing/publish-policy.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { aSubmittedRequest } from './a-submitted-request.ts';
import { containWorld } from './contain-world.ts';
import { type RoundCounter, roundCounter } from './count-rounds.ts';
import { SCP_ARN } from './given-organizations.ts';
import type { PolicyServer } from './policy-server.ts';

const KEYS = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };
const ACCOUNT = '111122223333';
const POLICY_ARN = `arn:aws:iam::${ACCOUNT}:policy/eyes/eyes-containment`;
const sleep = async () => {};

interface Measuring {
	readonly table: Table;
	readonly server: PolicyServer;
}

/** Publishes one new request in the SCP from a cold start. Answers with every call that it took. */
export function roundsOfOrganization({ table, server }: Measuring): Promise<RoundCounter> {
	const policy = { policy: 'scp', account: ACCOUNT, attachment: null } as const;
	return measure(table, policy, (counter) => {
		const endpoint = { region: 'us-east-1', endpoint: server.url };
		const client = counter.watch(new OrganizationsClient({ ...endpoint, credentials: KEYS }));
		const options = { client, policyArn: SCP_ARN, pace: sleep, sleep, targets: [] };
		return organizationsPublisher(options);
	});
}

/**
 * The same in an account's policy that has five versions, with a role that must be assumed first.
 */
export function roundsOfAccount({ table, server }: Measuring): Promise<RoundCounter> {
	const attachment = { kind: 'user', name: 'bora' } as const;
	const policy = { policy: `iam:${ACCOUNT}`, account: ACCOUNT, attachment } as const;
	return measure(table, policy, (counter) => {
		const credentials = () => counter.inTurn('AssumeRole', async () => KEYS);
		const endpoint = { region: 'us-east-1', endpoint: server.url };
		const client = counter.watch(new IAMClient({ ...endpoint, credentials }));
		return iamPublisher({ client, policyArn: POLICY_ARN, sleep });
	});
}

async function measure(
	table: Measuring['table'],
	policy: PolicyBinding,
	open: (counter: RoundCounter) => PolicyPublisher,
): Promise<RoundCounter> {
	await dynamodbLedger(table).request(aSubmittedRequest({ request: { policies: [policy] } }));
	const counter = roundCounter();
	const { deps } = containWorld({ ...table, client: counter.watch(table.client) });
	const published = await publishPolicy(policy.policy, { ...deps, publisher: open(counter) });
	if (published.kind !== 'done') throw new Error(`nothing was published: ${published.reason}`);
	return counter;
}
