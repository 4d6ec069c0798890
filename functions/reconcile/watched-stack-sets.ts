import type { Configuration } from '../../shared/configuration/configuration.ts';
import type { Answer } from '../../shared/report/answer.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { organizationsRegion } from '../../shared/runtime/global-region.ts';
import type { ReaderCredentials } from '../../shared/runtime/sts-assumed-clients.ts';
import { dynamodbStackSetWatch } from '../../shared/stack-sets/dynamodb-stack-set-watch.ts';
import { expectedInstances } from '../../shared/stack-sets/look.ts';
import type { ExpectedInstance, StackInstance } from '../../shared/stack-sets/stack-instance.ts';
import type { StackSetWatch } from '../../shared/stack-sets/watch-state.ts';

/** The StackSets of the management account, as the hub sees them. */
export interface WatchedStackSets {
	/** Lists every instance. */
	list(): Promise<Answer<readonly StackInstance[]>>;
	/**
	 * Gives the instances that must be there if these accounts of the organization are active. The
	 * hub may not ask which accounts are under a unit, so those of units are not among them.
	 */
	expected(active: readonly string[]): readonly ExpectedInstance[];
	readonly watch: StackSetWatch;
}

/** Makes the reader of the StackSets; null in a single account. It calls nothing yet. */
export function watchedStackSets(
	{ deployment, containment }: Configuration,
	credentials: ReaderCredentials,
	table: Table,
): WatchedStackSets | null {
	const { targets } = deployment;
	const account = containment.managementAccount;
	if (targets === null || account === null) return null;
	const region = organizationsRegion(deployment.region);
	const regions = [deployment.region, ...deployment.regions] as const;
	return {
		// The client is loaded only once a day, because loading it would slow every start.
		list: async () => {
			const adapter = await import('../../shared/stack-sets/cloudformation-stack-instances.ts');
			const opening = { account, region, credentials: credentials(account) };
			return adapter.readStackInstances(opening);
		},
		expected: (active) => {
			const members = active.filter((id) => id !== account);
			return expectedInstances({ targets, active: members, inUnits: [], regions });
		},
		watch: dynamodbStackSetWatch(table),
	};
}
