import { metricMath } from './metric-math.ts';
import { namesInUse } from './names-in-use.ts';
import { oneDelegation } from './one-delegation.ts';
import type { Asking, Refusal, StrictRule } from './rule.ts';
import { ruleTargets } from './rule-targets.ts';

const RULES: readonly StrictRule[] = [namesInUse, ruleTargets, metricMath, oneDelegation];

/** Finds everything that AWS refuses although the emulators take it. */
export async function refusalsOf(asking: Asking): Promise<readonly Refusal[]> {
	const found = await Promise.all(RULES.map((rule) => rule(asking)));
	return found.flat();
}
