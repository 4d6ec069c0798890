import type { Configuration } from '../shared/configuration/configuration.ts';
import { globalRegion, partitionOf } from '../shared/runtime/global-region.ts';

/**
 * Finds what does not fit into the partition of the hub's Region. Nothing crosses the border of a
 * partition, and an ARN of another one matches nobody.
 */
export function partitionErrors({ deployment, containment }: Configuration): string[] {
	const { region, regions, guardExemptRoles } = deployment;
	const partition = partitionOf(region);
	const unknown = [region, ...regions].filter((one) => !isKnown(one));
	if (unknown.length > 0)
		return [
			`deployment.regions: ${unknown.join(', ')} is in none of the partitions that eyes-system supports, AWS, China and GovCloud; choose other Regions`,
		];
	const abroad = regions.filter((one) => partitionOf(one) !== partition);
	const arns = {
		'deployment.guardExemptRoles': guardExemptRoles,
		'containment.protectedPrincipals': containment.protectedPrincipals.filter(
			(entry) => typeof entry === 'string',
		),
	};
	return [
		...abroad.map(
			(one) =>
				`deployment.regions: ${one} is not in the partition of ${region}, ${partition}; watch it with a deployment of its own`,
		),
		...Object.entries(arns).flatMap(([setting, found]) =>
			found
				.filter((arn) => isOfAnother(arn, partition))
				.map(
					(arn) =>
						`${setting}: ${arn} matches nothing in the partition of ${region}; write arn:${partition}:…`,
				),
		),
	];
}

/**
 * Whether rules of China may forward to another Region. AWS announced this for all Regions of AWS,
 * then for those of GovCloud, and its documentation names no Regions.
 * https://aws.amazon.com/blogs/compute/expanding-cross-region-event-routing-with-amazon-eventbridge/
 * https://aws.amazon.com/about-aws/whats-new/2022/06/amazon-eventbridge-cross-region-routing-aws-govcloud-regions
 * https://docs.amazonaws.cn/en_us/eventbridge/latest/userguide/eb-cross-region.html
 */
export function forwardingDoubt({ deployment: { region, regions } }: Configuration): string[] {
	const partition = partitionOf(region);
	if (partition !== 'aws-cn' || regions.length === 0) return [];
	const global = globalRegion(partition);
	return [
		`deployment.regions: whether EventBridge forwards between Regions of ${partition} is not documented, and AWS announced it only for others; if the stack in ${regions.join(', ')} fails with "Cross-region API call is not allowed", leave it out, and make ${global}, where the global services are recorded, deployment.region`,
	];
}

/** Regions of AWS have names of three parts; of the partitions that look the same, four. */
function isKnown(region: string): boolean {
	const parts = region.split('-').length;
	return partitionOf(region) === 'aws-us-gov' ? parts === 4 : parts === 3;
}

function isOfAnother(text: string, partition: string): boolean {
	const found = /^arn:([^:]*):/.exec(text)?.[1];
	return found !== undefined && found !== '*' && found !== partition;
}
