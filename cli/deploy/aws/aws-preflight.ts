import type { PreflightQuestions } from '../questions/preflight.ts';
import { regionsOf } from './account-regions.ts';
import { roleArnOf } from './iam-role-arn.ts';
import { concurrencyOf } from './lambda-concurrency.ts';
import { organizationsScps } from './organizations-scps.ts';
import { referencingSets } from './sso-referencing-sets.ts';

/** Asks AWS with the credentials that the SDK finds. */
export function awsPreflight(region: string): PreflightQuestions {
	return {
		regions: regionsOf,
		concurrency: concurrencyOf,
		...organizationsScps(region),
		roleArn: (name) => roleArnOf(name, region),
		referencingSets,
	};
}
