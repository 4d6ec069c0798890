import { AccountClient, paginateListRegions, type RegionOptStatus } from '@aws-sdk/client-account';
import { globalRegion, partitionOf } from '../../../shared/runtime/global-region.ts';
import type { RegionState } from '../questions/preflight.ts';

/**
 * Accounts of these partitions have exactly these Regions, and all of them are enabled.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
const FIXED: Readonly<Record<string, readonly string[]>> = {
	'aws-cn': ['cn-north-1', 'cn-northwest-1'],
	'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
};

const STATES: Readonly<Record<RegionOptStatus, RegionState>> = {
	ENABLED_BY_DEFAULT: 'by-default',
	ENABLED: 'enabled',
	ENABLING: 'enabling',
	DISABLING: 'disabled',
	DISABLED: 'disabled',
};

/**
 * Gives the Regions of the partition of this Region, as the caller's account can use them.
 * https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
 */
export async function regionsOf(region: string): Promise<ReadonlyMap<string, RegionState>> {
	const partition = partitionOf(region);
	const fixed = FIXED[partition];
	if (fixed !== undefined) return new Map(fixed.map((name) => [name, 'by-default']));
	const client = new AccountClient({ region: globalRegion(partition) });
	const found = new Map<string, RegionState>();
	for await (const { Regions = [] } of paginateListRegions({ client }, {})) {
		for (const { RegionName: name, RegionOptStatus: status } of Regions) {
			if (name !== undefined && status !== undefined) found.set(name, STATES[status]);
		}
	}
	return found;
}
