import * as v from 'valibot';
import type { DenyScope, Selector } from '../containment.ts';
import { isAllFederatedUsers, isWholeRole } from '../selector-form.ts';
import { headOf, selectorsOf } from './check-statement.ts';
import { documentShape, type ReadStatement } from './document-shape.ts';
import { PLACEHOLDER } from './placeholder.ts';

/** One principal that a text denies. Times are milliseconds since 1970, UTC. */
export interface Denied {
	readonly selector: Selector;
	readonly denyScope: DenyScope;
	readonly until: number;
	readonly issuedBefore?: number;
}

/** What a text holds. */
export interface InText {
	/** How many principals it denies, without whole roles. */
	readonly principals: number;
	readonly roles: number;
	readonly statements: number;
}

/** Counts what a deny document of ours holds. */
export function countInText(text: string): InText {
	const statements = statementsOf(text);
	const denied = [
		...new Map(statements.flatMap(deniedBy).map((one) => [one.selector.value, one])).values(),
	];
	const roles = denied.filter(({ selector }) => isWholeRole(selector)).length;
	return { principals: denied.length - roles, roles, statements: statements.length };
}

/**
 * Reads which principals a deny document of ours denies. The placeholder denies nobody. The pattern
 * for the federated sessions of a user is left out, because it is rendered again with the user.
 * Throws for any other text.
 */
export function readDenied(text: string): Denied[] {
	return statementsOf(text).flatMap(deniedBy);
}

function statementsOf(text: string): readonly ReadStatement[] {
	if (text === PLACEHOLDER) return [];
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), documentShape), text);
	if (!parsed.success) throw new Error('the text in force is not a deny document of ours');
	return parsed.output.Statement;
}

function deniedBy({ Condition }: ReadStatement): Denied[] {
	return selectorsOf(Condition).flatMap((selector) => {
		const { key, end: until, ...head } = headOf(Condition, selector);
		return selector.values
			.filter((value) => !isAllFederatedUsers(value))
			.map((value): Denied => ({ selector: { key, value }, until, ...head }));
	});
}
