import * as v from 'valibot';
import type { DenyScope, Selector } from '../containment.ts';
import { selectorsOf } from './check-selector.ts';
import { hasNetworkCondition } from './check-untrusted-condition.ts';
import { documentShape } from './document-shape.ts';
import { PLACEHOLDER } from './placeholder.ts';

/** One principal that a text denies. `until`: milliseconds since 1970, UTC. */
export interface Denied {
	readonly selector: Selector;
	readonly denyScope: DenyScope;
	readonly until: number;
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
	return parsed.output.Statement.flatMap(({ Condition }) => {
		const denyScope = hasNetworkCondition(Condition) ? 'untrusted-networks' : 'everything';
		const until = Date.parse(Condition.DateLessThan['aws:CurrentTime']);
		return selectorsOf(Condition).flatMap(({ key, values }) =>
			values
				.filter((value) => !value.endsWith('*'))
				.map((value) => ({ selector: { key, value }, denyScope, until }) as const),
		);
	});
}
