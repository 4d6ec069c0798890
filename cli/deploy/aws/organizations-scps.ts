import {
	OrganizationsClient,
	type PolicySummary,
	paginateListPolicies,
	paginateListPoliciesForTarget,
	TargetNotFoundException,
} from '@aws-sdk/client-organizations';
import type { PreflightQuestions } from '../questions/preflight.ts';

const SCPS = 'SERVICE_CONTROL_POLICY';

/** Asks Organizations, which only the management account and delegated administrators may do. */
export function organizationsScps(region: string): Pick<PreflightQuestions, 'scpsAt' | 'scps'> {
	const client = new OrganizationsClient({ region });
	return {
		scpsAt: async (target) => {
			try {
				return await names(
					paginateListPoliciesForTarget({ client }, { TargetId: target, Filter: SCPS }),
				);
			} catch (error) {
				if (error instanceof TargetNotFoundException) return null;
				throw error;
			}
		},
		scps: () => names(paginateListPolicies({ client }, { Filter: SCPS })),
	};
}

async function names(
	pages: AsyncIterable<{ readonly Policies?: PolicySummary[] | undefined }>,
): Promise<string[]> {
	const found: string[] = [];
	for await (const { Policies = [] } of pages)
		found.push(...Policies.map(({ Name: name, Id: id }) => name ?? id ?? 'without a name'));
	return found;
}
