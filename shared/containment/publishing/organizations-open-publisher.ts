import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { globalRegion } from '../../runtime/global-region.ts';
import { PUBLISHING_LIMITS } from '../../runtime/request-limits.ts';
import { readArn } from '../../sign-in/arn.ts';
import { organizationsPace } from './organizations-pace.ts';
import { organizationsPublisher } from './organizations-publisher.ts';
import type { PolicyPublisher } from './policy-publisher.ts';
import type { Sleep } from './until-seen.ts';

/**
 * The publisher of the containment SCP with the function's own role: the SCP is delegated to the
 * hub.
 */
export function openOrganizationsPublisher(
	policyArn: string,
	{ clock, sleep }: { readonly clock: () => number; readonly sleep: Sleep },
): PolicyPublisher {
	const client = new OrganizationsClient({
		region: globalRegion(readArn(policyArn)?.partition ?? 'unknown'),
		...PUBLISHING_LIMITS,
	});
	return organizationsPublisher({
		client,
		policyArn,
		pace: organizationsPace({ clock, sleep }),
		sleep,
	});
}
