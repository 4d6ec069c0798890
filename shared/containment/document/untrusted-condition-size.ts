import type { TrustedNetwork } from '../../configuration/configuration.ts';
import { denyStatement } from './deny-statement.ts';
import { policyNetworks, untrustedCondition } from './untrusted-condition.ts';

/** How much space the configured networks take in a deny document. */
export interface ConditionSize {
	/**
	 * Characters of the network condition, which every statement of deny scope `untrusted-networks`
	 * repeats.
	 */
	readonly characters: number;
	/** The same as a share of the limit, 0 to 1. */
	readonly ratio: number;
	/** How many such statements with one person each fit. Each end and selector key needs one. */
	readonly statements: number;
}

const LONGEST_USER_ID = '1234567890-00000000-0000-0000-0000-000000000000';
const AROUND = '{"Version":"2012-10-17","Statement":[]}';

/**
 * How much of a size limit the network condition takes. The configuration is checked with it before
 * a deployment.
 */
export function conditionSize(networks: readonly TrustedNetwork[], limit: number): ConditionSize {
	const trusted = policyNetworks(networks);
	const head = { denyScope: 'untrusted-networks', key: 'identitystore:UserId', end: 0 } as const;
	const statement =
		JSON.stringify(denyStatement(head, [LONGEST_USER_ID], trusted)).length + ','.length;
	const size = JSON.stringify(untrustedCondition(trusted)).length - '{}'.length;
	return {
		characters: size,
		ratio: size / limit,
		statements: Math.floor((limit - AROUND.length) / statement),
	};
}
