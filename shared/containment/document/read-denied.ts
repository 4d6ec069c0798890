import * as v from 'valibot';
import type { DenyScope, Selector } from '../containment.ts';
import { isAllFederatedUsers } from '../selector-form.ts';
import { headOf, selectorsOf } from './check-statement.ts';
import { documentShape } from './document-shape.ts';
import { PLACEHOLDER } from './placeholder.ts';

/** One principal that a text denies. Times are milliseconds since 1970, UTC. */
export interface Denied {
	readonly selector: Selector;
	readonly denyScope: DenyScope;
	readonly until: number;
	readonly issuedBefore?: number;
}

/**
 * Reads which principals a deny document of ours denies. The placeholder denies nobody. The pattern
 * for the federated sessions of a user is left out, because it is rendered again with the user.
 * Throws for any other text.
 */
export function readDenied(text: string): Denied[] {
	if (text === PLACEHOLDER) return [];
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), documentShape), text);
	if (!parsed.success) throw new Error('the text in force is not a deny document of ours');
	return parsed.output.Statement.flatMap(({ Condition }) =>
		selectorsOf(Condition).flatMap((selector) => {
			const { key, end: until, ...head } = headOf(Condition, selector);
			return selector.values
				.filter((value) => !isAllFederatedUsers(value))
				.map((value): Denied => ({ selector: { key, value }, until, ...head }));
		}),
	);
}
