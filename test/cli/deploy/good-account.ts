import type { DeployQuestions } from '../../../cli/deploy/deps.ts';
import type { Trail } from '../../../cli/deploy/questions/check-trails.ts';
import type { PreflightQuestions } from '../../../cli/deploy/questions/preflight.ts';
import type { Configuration } from '../../../shared/configuration/configuration.ts';

export const GOOD_TRAIL: Trail = {
	arn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/all',
	isOrganization: false,
	isMultiRegion: true,
	isLogging: true,
	selectors: { kind: 'basic', selectors: [{ readWrite: 'All', management: true }] },
};

/** What an account answers in which nothing hinders a deployment with this configuration. */
export function aGoodAccount(
	{ deployment, containment }: Configuration,
	account: string,
): PreflightQuestions & Pick<DeployQuestions, 'trails'> {
	const { region, regions, guardExemptRoles } = deployment;
	const [role = 'arn:aws:iam::*:role/deployer'] = guardExemptRoles;
	return {
		trails: async () => [
			{ ...GOOD_TRAIL, isOrganization: account === containment.managementAccount },
		],
		regions: async () => new Map([region, ...regions].map((name) => [name, 'by-default'])),
		concurrency: async () => ({ limit: 1_000, unreserved: 1_000, ours: 0 }),
		scpsAt: async () => ['FullAWSAccess'],
		scps: async () => ['FullAWSAccess'],
		roleArn: async () => role.replace('*', account),
		referencingSets: async () => [],
	};
}
