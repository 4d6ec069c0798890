import type { SelectorKey } from '../containment.ts';
import { accountOf } from '../policy-id.ts';
import { matchesProtected } from '../protected-principal.ts';
import { allFederatedUsers, isIamUser, selectorProblem } from '../selector-form.ts';
import type { DenyDocumentOptions } from './deny-document-options.ts';
import { type ReadCondition, repeated } from './document-shape.ts';

/** A list in the condition of a statement that names the denied principals. */
export interface ReadSelector {
	readonly operator: 'StringEquals' | 'StringLike' | 'ArnEquals';
	readonly key: SelectorKey;
	readonly values: readonly string[];
}

/** All selectors of a condition. There should be exactly one. */
export function selectorsOf({
	StringEquals,
	StringLike,
	ArnEquals,
}: ReadCondition): ReadSelector[] {
	return [
		read('StringEquals', 'identitystore:UserId', StringEquals),
		read('StringEquals', 'aws:userid', StringEquals),
		read('StringLike', 'aws:userid', StringLike),
		read('ArnEquals', 'aws:PrincipalArn', ArnEquals),
	].flat();
}

type Lists = { readonly [key in SelectorKey]?: readonly string[] };

function read(
	operator: ReadSelector['operator'],
	key: SelectorKey,
	lists: Lists = {},
): ReadSelector[] {
	const values = lists[key];
	return values === undefined ? [] : [{ operator, key, values }];
}

/** What is wrong with the values of a selector, as sentences. */
export function checkSelector(
	selector: ReadSelector,
	{ policy, protectedPrincipals }: DenyDocumentOptions,
): string[] {
	const { operator, key, values } = selector;
	const path = `Condition.${operator}.${key}`;
	const account = accountOf(policy);
	const wildcard = account === null ? null : allFederatedUsers(account);
	return [
		...values
			.filter((value) => value !== wildcard)
			.map((value) => selectorProblem({ key, value }, policy))
			.flatMap((problem) => (problem === null ? [] : [`${path}: ${problem}`])),
		...checkWildcard(selector, wildcard).map((problem) => `${path}: ${problem}`),
		...values
			.filter((value) => matchesProtected({ key, value }, protectedPrincipals))
			.map(
				(value) =>
					`${path}: "${value}" applies to a protected principal, which can never be contained`,
			),
		...repeated(values).map((value) => `${path}: "${value}" appears twice`),
	];
}

/**
 * The only allowed pattern must be together with an IAM user, in the policy of that account, and
 * under `StringLike`.
 */
function checkWildcard({ operator, key, values }: ReadSelector, wildcard: string | null): string[] {
	const isWild = wildcard !== null && values.includes(wildcard);
	const isDue = wildcard !== null && values.some((value) => isIamUser({ key, value }));
	return [
		...(isWild && !isDue
			? [`"${wildcard}" is there without an IAM user, for whose sessions it is`]
			: []),
		...(isDue && !isWild
			? [`does not have "${wildcard}", so the federated sessions of the user are not denied`]
			: []),
		...((operator === 'StringLike') !== isWild
			? [`${operator} is the wrong operator for these values`]
			: []),
	];
}
