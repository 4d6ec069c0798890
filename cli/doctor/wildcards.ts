import { isObject } from '../../shared/record/json-object.ts';

/** A rule of an event bus, as EventBridge lists it. */
export interface ListedRule {
	readonly name: string;
	/** The event pattern as text; null for a rule with a schedule. */
	readonly pattern: string | null;
}

/**
 * True if the rule counts among those with wildcards, of which a bus has few. A field of an event may
 * have the name of the operator, so only what stands in a list of conditions is one.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export function hasWildcard({ pattern }: ListedRule): boolean {
	return pattern !== null && isInPattern(JSON.parse(pattern));
}

function isInPattern(pattern: unknown): boolean {
	if (!isObject(pattern)) return false;
	return Object.entries(pattern).some(([key, value]) => {
		if (!Array.isArray(value)) return isInPattern(value);
		return value.some(key === '$or' ? isInPattern : isCondition);
	});
}

function isCondition(condition: unknown): boolean {
	if (!isObject(condition)) return false;
	const excluded = condition['anything-but'];
	return Object.hasOwn(condition, 'wildcard') || (isObject(excluded) && isCondition(excluded));
}
