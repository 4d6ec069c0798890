import { OrganizationsClient, paginateListTargetsForPolicy } from '@aws-sdk/client-organizations';
import { deliveriesOf } from '../../../shared/history/dynamodb-own-accounts.ts';
import { openOrganizationAccounts } from '../../../shared/report/organizations-accounts.ts';
import { openTable } from '../../../shared/runtime/dynamodb-table.ts';
import { partitionOf } from '../../../shared/runtime/global-region.ts';
import { scpText } from '../../deploy/organizations-scp.ts';
import type { Arrivals, LiveScp, VerifyQuestions } from '../verify-deps.ts';
import { busPolicy, liveRules } from './eventbridge-live-rules.ts';
import { liveRole, policyText } from './iam-parts.ts';
import { queueDepth, secretHasValue, stackResources } from './stack-parts.ts';

/** Asks AWS with the credentials that the SDK finds. `region` is that of the hub. */
export function verifyQuestions(region: string): VerifyQuestions {
	return {
		rules: liveRules,
		busPolicy,
		resources: stackResources,
		queue: queueDepth,
		role: (name) => liveRole(region, name),
		policyText: (arn) => policyText(region, arn),
		scp: (arn) => liveScp(arn, region),
		secretHasValue,
		arrivals,
		accounts: () => openOrganizationAccounts(partitionOf(region)).list(),
	};
}

async function liveScp(arn: string, region: string): Promise<LiveScp> {
	const client = new OrganizationsClient({ region });
	const targets: string[] = [];
	const input = { PolicyId: arn.split('/').at(-1) };
	for await (const { Targets = [] } of paginateListTargetsForPolicy({ client }, input))
		targets.push(...Targets.flatMap(({ TargetId }) => TargetId ?? []));
	return { text: await scpText(arn, region), targets };
}

async function arrivals(table: string, account: string): Promise<Arrivals> {
	let unreadable = 0;
	const passOver = () => {
		unreadable += 1;
	};
	const days = await deliveriesOf(openTable(table, passOver), account);
	return { days, unreadable };
}
