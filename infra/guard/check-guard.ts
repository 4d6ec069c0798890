import type { Configuration } from '../../shared/configuration/configuration.ts';
import { partitionOf } from '../../shared/runtime/global-region.ts';

/** Finds trails that the guard SCP cannot protect. Each sentence says what to do. */
export function checkGuardTrails({ deployment, containment }: Configuration): {
	errors: string[];
	warnings: string[];
} {
	const { kind, region, guardTrails } = deployment;
	const trails = guardTrails.map((arn) => ({ arn, ...placeOf(arn) }));
	if (kind !== 'organization' && trails.length > 0)
		return {
			errors: [
				'deployment.guardTrails: is filled in, but deployment.kind is "single-account", where no SCP protects a trail; remove it',
			],
			warnings: [],
		};
	const ours = partitionOf(region);
	return {
		errors: trails
			.filter(({ partition }) => partition !== ours)
			.map(
				({ arn, partition }) =>
					`deployment.guardTrails: ${arn} is of the partition ${partition}, and ${region} of ${ours}; correct or remove it`,
			),
		warnings: trails
			.filter(({ account }) => account === containment.managementAccount)
			.map(
				({ arn }) =>
					`deployment.guardTrails: ${arn} belongs to the management account, where no SCP applies; it is protected only from delegated administrators of CloudTrail to whose account the guard SCP is attached`,
			),
	};
}

function placeOf(arn: string): { partition: string | undefined; account: string | undefined } {
	const [, partition, , , account] = arn.split(':');
	return { partition, account };
}
