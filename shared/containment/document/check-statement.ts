import { checkSelector, selectorsOf } from './check-selector.ts';
import { checkNetworkCondition, hasNetworkCondition } from './check-untrusted-condition.ts';
import type { DenyDocumentOptions } from './deny-document-options.ts';
import { statementId } from './deny-statement.ts';
import type { ReadStatement } from './document-shape.ts';
import { COARSEST, isoTime, isTooLate, roundUp } from './round-ends.ts';

const HOUR = 3_600_000;
/**
 * An end may pass between rendering and validation. It denies nobody then, so it is not a problem.
 */
const GRACE = HOUR / 4;

/**
 * What is wrong with a statement of the right shape, as sentences that begin with the path in it.
 */
export function checkStatement(
	{ Sid, Condition }: ReadStatement,
	options: DenyDocumentOptions,
): string[] {
	const [selector, ...others] = selectorsOf(Condition);
	if (selector === undefined) return ['Condition: has no selector, so it would deny everybody'];
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
	return Sid === expected ? [] : [`Sid: is "${Sid}", but should be "${expected}"`];
}

function checkEnd(text: string, now: number): string[] {
	const end = Date.parse(text);
	if (Number.isNaN(end) || isoTime(end) !== text)
		return ['is not a time like 2026-11-03T12:00:00Z'];
	if (roundUp(end, 1) !== end) return ['is not a full hour'];
	if (end < now - GRACE) return ['has passed'];
	return isTooLate(end - COARSEST * HOUR, now) ? ['is later than the end of any containment'] : [];
}
