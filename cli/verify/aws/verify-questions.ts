import { deliveriesOf } from '../../../shared/history/dynamodb-own-accounts.ts';
import { openOrganizationAccounts } from '../../../shared/report/organizations-accounts.ts';
import { openTable } from '../../../shared/runtime/dynamodb-table.ts';
import { partitionOf } from '../../../shared/runtime/global-region.ts';
import type { Arrivals, VerifyQuestions } from '../verify-deps.ts';
import { busPolicy, liveRules } from './eventbridge-live-rules.ts';
import { liveRole } from './iam-live-role.ts';
import { liveFunction } from './lambda-live-functions.ts';
import { liveAlarms, subscribersOf } from './monitoring-answers.ts';
import { queueDepth, secretHasValue } from './stack-parts.ts';

/** Asks AWS with the credentials that the SDK finds. `region` is that of the hub. */
export function verifyQuestions(region: string): VerifyQuestions {
	return {
		rules: liveRules,
		busPolicy,
		queue: queueDepth,
		function: liveFunction,
		alarms: liveAlarms,
		subscribers: subscribersOf,
		role: (name) => liveRole(region, name),
		secretHasValue,
		arrivals,
		accounts: () => openOrganizationAccounts(partitionOf(region)).list(),
	};
}

async function arrivals(table: string, account: string): Promise<Arrivals> {
	let unreadable = 0;
	const passOver = () => {
		unreadable += 1;
	};
	const days = await deliveriesOf(openTable(table, passOver), account);
	return { days, unreadable };
}
