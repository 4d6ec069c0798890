import { isDeepStrictEqual } from 'node:util';
import type { ExpectedRule, ExpectedTarget } from './expected-rules.ts';
import type { LiveRule } from './verify-deps.ts';

/** A rule and where it must deliver. */
export interface Wanted {
	readonly rule: ExpectedRule;
	readonly target: ExpectedTarget;
}

/** Says what differs in a rule, each in a few words; nothing if it is as expected. */
export function rulesDiffer(live: LiveRule | undefined, { rule, target }: Wanted): string[] {
	if (live === undefined) return ['is missing'];
	const ours = live.targets.filter(({ arn }) => arn === target.arn);
	const others = live.targets.filter(({ arn }) => arn !== target.arn).map(({ arn }) => arn);
	return [
		...(live.state === rule.state ? [] : [`state is ${live.state}, expected ${rule.state}`]),
		...(hasPattern(live, rule) ? [] : ['pattern is not that of this version and configuration']),
		...(ours.length > 0 ? [] : [`does not deliver to ${target.arn}`]),
		...ours
			.filter(({ role }) => role !== target.role)
			.map(
				({ role }) => `delivers with the role ${role ?? 'none'}, expected ${target.role ?? 'none'}`,
			),
		...(ours.every(({ deadLetters }) => deadLetters !== null)
			? []
			: ['does not keep what cannot be delivered']),
		...others.map((arn) => `delivers also to ${arn}`),
	];
}

/** True if the rule has exactly the pattern, however it is written. */
export function hasPattern({ pattern }: LiveRule, { pattern: expected }: ExpectedRule): boolean {
	if (pattern === null) return false;
	return isDeepStrictEqual(JSON.parse(pattern), JSON.parse(JSON.stringify(expected)));
}
