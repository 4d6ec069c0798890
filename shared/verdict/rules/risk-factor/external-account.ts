import type { RiskFactorRule } from '../../evidence.ts';

/**
 * Either a third party uses the role that we gave it, or somebody found a trust policy that is too
 * wide.
 */
export const externalAccount: RiskFactorRule = ({ signIn, settings }) => {
	const { kind, account } = signIn.principal;
	if (kind !== 'aws-account' || settings.ownAccounts.has(account ?? '')) return null;
	return { reason: { code: 'external-account', ...(account === null ? {} : { detail: account }) } };
};
