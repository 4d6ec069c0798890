import type { Configuration } from '../../shared/configuration/configuration.ts';
import { isPilot, targetIds } from '../../shared/configuration/deployment-targets.ts';

/** Says in one line where the effects of a deployment reach. */
export function reachOf({ deployment }: Configuration): string {
	const { kind, region, regions } = deployment;
	const watched = [region, ...regions].join(', ');
	if (kind === 'single-account') return `reach: this account, in ${watched}`;
	const targets = targetIds(deployment).join(', ');
	return isPilot(deployment)
		? `reach: a pilot, ${targets}, in ${watched}; the rest of the organization is neither watched nor denied`
		: `reach: the WHOLE organization (${targets}), also accounts that join later, in ${watched}`;
}
