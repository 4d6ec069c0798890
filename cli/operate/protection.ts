import { matchesPattern } from '../../shared/configuration/pattern.ts';
import type { Selector } from '../../shared/containment/containment.ts';
import { NOT_CONTAINED } from '../../shared/containment/not-contained.ts';
import { matchesProtected, protectedIds } from '../../shared/containment/protected-principal.ts';
import { ROLE_PATH } from '../../shared/runtime/names.ts';
import { UsageError } from '../usage-error.ts';
import type { OperateDeps } from './deps.ts';

/** Somebody who is to be denied, with all names that are known. */
export interface Denied {
	readonly selector: Selector;
	readonly names: readonly string[];
	readonly isNamed: boolean;
}

/** Throws a UsageError for a protected principal, whoever asks, and for root of the management account. */
export function assertMayBeDenied(
	{ selector, names }: Denied,
	{ configuration }: OperateDeps,
): void {
	const { protectedPrincipals, managementAccount } = configuration.containment;
	const own = [...configuration.monitorRoles, `arn:*:iam::*:role${ROLE_PATH}*`];
	const pattern = [...protectedPrincipals, ...own].find((one) =>
		names.some((name) => matchesPattern(one, name)),
	);
	if (pattern !== undefined || matchesProtected(selector, protectedIds(protectedPrincipals))) {
		throw new UsageError(
			`${selector.value} is a protected principal${pattern === undefined ? '' : ` (${pattern})`} and can never be contained. ${NOT_CONTAINED.protected}`,
		);
	}
	if (names.some((name) => name.includes(':role/aws-service-role/')))
		throw new UsageError(`${selector.value}: ${NOT_CONTAINED['service-linked-role']}`);
	if (
		managementAccount !== null &&
		selector.key === 'aws:PrincipalArn' &&
		selector.value.includes(`::${managementAccount}:`)
	)
		throw new UsageError(`${selector.value}: ${NOT_CONTAINED['management-root']}`);
}

/** What somebody should be sure of before he says yes; empty where nothing speaks against it. */
export function doubts(
	{ selector, isNamed }: Denied,
	denyScope: string,
	{ configuration, caller }: OperateDeps,
): string[] {
	const { protectedPrincipals } = configuration.containment;
	const isOnlyId = (pattern: string) => protectedIds([pattern]).length > 0;
	const unseen = isNamed ? [] : protectedPrincipals.filter((pattern) => !isOnlyId(pattern));
	return [
		...(denyScope === 'everything' ? [`${selector.value} will be denied from inside, too`] : []),
		...(selector.value === caller.userId ? [`${selector.value} is you`] : []),
		...(unseen.length > 0
			? [
					`nobody can tell from ${selector.value} whether it is one of the protected ${unseen.join(', ')}`,
				]
			: []),
	];
}
