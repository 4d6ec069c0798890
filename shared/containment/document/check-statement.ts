import { checkSelector, selectorsOf } from './check-selector.ts';
import { checkNetworkCondition, hasNetworkCondition } from './check-untrusted-condition.ts';
import type { DenyDocumentOptions } from './deny-document-options.ts';
import { statementId } from './deny-statement.ts';
import type { ReadStatement } from './document-shape.ts';
import { COARSEST, isoTime, isTooLate, roundUp } from './round-ends.ts';

const HOUR = 3_600_000;
/** Validation follows rendering at once. An end that passed in between denies nobody, so it is no fault. */
const GRACE = HOUR / 4;

/** What is wrong with one statement of the right shape, as sentences that begin with the path inside it. */
export function checkStatement(
	{ Sid, Condition }: ReadStatement,
	options: DenyDocumentOptions,
): string[] {
	const [selector, ...others] = selectorsOf(Condition);
	if (selector === undefined)
		return ['Condition: names nobody, so it would deny everybody; give it a selector'];
	const end = Condition.DateLessThan['aws:CurrentTime'];
	const problems = [
		...others.map(
			({ operator, key }) => `Condition.${operator}.${key}: is a second selector; keep one`,
		),
		...checkSelector(selector, options),
		...checkNetworkCondition(Condition, options.networks),
		...checkEnd(end, options.now).map(
			(problem) => `Condition.DateLessThan.aws:CurrentTime: "${end}" ${problem}`,
		),
	];
	if (problems.length > 0) return problems;
	const denyScope = hasNetworkCondition(Condition) ? 'untrusted-networks' : 'everything';
	const expected = statementId({ denyScope, key: selector.key, end: Date.parse(end) });
	return Sid === expected ? [] : [`Sid: says "${Sid}", but the statement is "${expected}"`];
}

function checkEnd(text: string, now: number): string[] {
	const end = Date.parse(text);
	if (Number.isNaN(end) || isoTime(end) !== text) return ['is no time like 2026-11-03T12:00:00Z'];
	if (roundUp(end, 1) !== end) return ['is no full hour'];
	if (end < now - GRACE) return ['has passed'];
	return isTooLate(end - COARSEST * HOUR, now) ? ['is further ahead than any containment'] : [];
}
