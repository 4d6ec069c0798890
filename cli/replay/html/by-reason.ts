import type { NotContained } from '../../../shared/containment/not-contained.ts';
import type { ShownCase } from './page-source.ts';

/** The cases by the reasons why nobody could be denied, the most frequent reason first. */
export function byReason(
	cases: readonly ShownCase[],
): readonly (readonly [NotContained, readonly ShownCase[]])[] {
	const found = new Map<NotContained, ShownCase[]>();
	for (const one of cases)
		for (const reason of one.planned.plan.notContained) {
			const own = found.get(reason) ?? [];
			own.push(one);
			found.set(reason, own);
		}
	return [...found].sort(([, a], [, b]) => b.length - a.length);
}
