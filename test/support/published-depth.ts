import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { ContainmentTarget } from '../../shared/containment/containment.ts';
import { iamPublisher } from '../../shared/containment/iam-publisher.ts';
import { organizationsPublisher } from '../../shared/containment/organizations-publisher.ts';
import type { PolicyPublisher } from '../../shared/containment/policy-publisher.ts';
import { publishTarget } from '../../shared/containment/publish-target.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { aWishing } from './a-wishing.ts';
import { containWorld } from './contain-world.ts';
import { SCP_ARN } from './given-organizations.ts';
import type { PolicyServer } from './policy-server.ts';
import { type SequentialDepth, sequentialDepth } from './sequential-depth.ts';

const KEYS = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };
const ACCOUNT = '111122223333';
const POLICY_ARN = `arn:aws:iam::${ACCOUNT}:policy/eyes/eyes-containment`;
const sleep = async () => {};

interface Measuring {
	readonly table: Table;
	readonly server: PolicyServer;
}

/** Publishes one new wish, cold, by the SCP; answers with every call that it took. */
export function depthOfOrganization({ table, server }: Measuring): Promise<SequentialDepth> {
	const target = { target: 'organization', account: ACCOUNT, attachment: null } as const;
	return measure(table, target, (depth) => {
		const client = new OrganizationsClient({ region: 'us-east-1', endpoint: server.url, credentials: KEYS });
		depth.watchClient(client);
		return organizationsPublisher({ client, policyArn: SCP_ARN, pace: sleep, sleep });
	});
}

/** The same by an account's policy, whose five versions are all taken, with a role that must be assumed first. */
export function depthOfAccount({ table, server }: Measuring): Promise<SequentialDepth> {
	const attachment = { kind: 'user', name: 'bora' } as const;
	const target = { target: `account:${ACCOUNT}`, account: ACCOUNT, attachment } as const;
	return measure(table, target, (depth) => {
		const credentials = () => depth.watch('AssumeRole', async () => KEYS);
		const client = new IAMClient({ region: 'us-east-1', endpoint: server.url, credentials });
		depth.watchClient(client);
		return iamPublisher({ client, policyArn: POLICY_ARN, sleep });
	});
}

async function measure(
	table: Measuring['table'],
	target: ContainmentTarget,
	open: (depth: SequentialDepth) => PolicyPublisher,
): Promise<SequentialDepth> {
	const { ledger, rooms } = containWorld(table);
	await ledger.wish(aWishing({ wish: { targets: [target] } }));
	const depth = sequentialDepth();
	const stop = depth.watchClient(table.client);
	const published = await publishTarget(target.target, { ...rooms, publisher: open(depth) });
	stop();
	if (published.kind !== 'done') throw new Error(`nothing was published: ${published.reason}`);
	return depth;
}
