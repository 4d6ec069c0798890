import type { Configuration } from '../../shared/configuration/configuration.ts';

/** What of eyes-system is in an account: `member` is any account that is only watched. */
export type Place = 'single-account' | 'management' | 'hub' | 'member';

/** Said of an account without our parts, of which only its unit shows whether it should have them. */
export const ONLY_OUTSIDE = 'That is right only if it lies below no unit of deployment.targets';
/** What helps then. */
export const LIST_PARENTS =
	'aws organizations list-parents --child-id ACCOUNT, in the management account';

/** Tells which part of eyes-system an account has. */
export function placeOf({ deployment, containment }: Configuration, account: string): Place {
	if (deployment.organization === null) return 'single-account';
	if (account === deployment.organization.hubAccount) return 'hub';
	return account === containment.managementAccount ? 'management' : 'member';
}
