import type { PARTITIONS } from './names.ts';

/**
 * One Region of each partition for services that are global within it, such as IAM and
 * Organizations. The SDK finds their one endpoint from any Region of the partition.
 * https://docs.aws.amazon.com/general/latest/gr/iam-service.html
 */
const REGIONS: Readonly<Record<string, string>> = {
	aws: 'us-east-1',
	'aws-cn': 'cn-north-1',
	'aws-us-gov': 'us-gov-west-1',
};

/** Gives the partition of a Region of AWS, China or GovCloud. */
export function partitionOf(region: string): (typeof PARTITIONS)[number] {
	if (region.startsWith('us-gov-')) return 'aws-us-gov';
	return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}

/** Gives the Region of a partition for global services; throws if the partition is not known. */
export function globalRegion(partition: string): string {
	const region = REGIONS[partition];
	if (region !== undefined) return region;
	throw new Error(
		`the partition "${partition}" is not known; deploy into ${Object.keys(REGIONS).join(', ')}`,
	);
}

/**
 * Gives the Region in which Organizations has its endpoint, by partition.
 * https://docs.aws.amazon.com/general/latest/gr/ao.html
 */
export function organizationsRegion(region: string): string {
	const partition = partitionOf(region);
	return partition === 'aws-cn' ? 'cn-northwest-1' : globalRegion(partition);
}
