import { isObject, type JsonObject } from '../../shared/record/json-object.ts';

/**
 * The values that a pattern compares. A key without one counts as missing, also if it holds an
 * object.
 */
type Leaf = string | number | boolean | null;

/**
 * Matches an event as EventBridge does, but only with the operators that our patterns have; any
 * other throws. If the event holds a list, one matching value is enough.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesEventPattern(pattern: JsonObject, event: unknown): boolean {
	return Object.entries(pattern).every(([key, wanted]) => {
		if (key === '$or') return patterns(wanted).some((branch) => matchesEventPattern(branch, event));
		if (Array.isArray(wanted))
			return wanted.some((value) => matchesLeaf(value, leavesAt(event, key)));
		if (!isObject(wanted)) throw new Error(`the pattern has neither a list nor keys under ${key}`);
		return objectsAt(event, key).some((child) => matchesEventPattern(wanted, child));
	});
}

function patterns(branches: unknown): JsonObject[] {
	if (!Array.isArray(branches) || !branches.every(isObject))
		throw new Error('$or is not a list of patterns');
	return branches;
}

function matchesLeaf(wanted: unknown, leaves: readonly Leaf[]): boolean {
	if (!isObject(wanted)) return leaves.some((leaf) => leaf === wanted);
	const operator = JSON.stringify(Object.keys(wanted));
	if (operator === '["exists"]' && wanted.exists === false) return leaves.length === 0;
	const excluded = wanted['anything-but'];
	if (operator === '["anything-but"]' && Array.isArray(excluded)) {
		return leaves.some((leaf) => !excluded.includes(leaf));
	}
	if (operator === '["anything-but"]' && isObject(excluded)) {
		const prefixes = Array.isArray(excluded.prefix) ? excluded.prefix : [excluded.prefix];
		return leaves.some(
			(leaf) => typeof leaf === 'string' && !prefixes.some((prefix) => leaf.startsWith(prefix)),
		);
	}
	throw new Error(`no such operator is known here: ${JSON.stringify(wanted)}`);
}

function valuesAt(value: unknown, key: string): unknown[] {
	const values = (Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value])
		.filter(isObject)
		.filter((object) => Object.hasOwn(object, key))
		.map((object) => object[key]);
	return values.flat(Number.POSITIVE_INFINITY);
}

function leavesAt(value: unknown, key: string): Leaf[] {
	return valuesAt(value, key).filter((one): one is Leaf => one === null || typeof one !== 'object');
}

/** Treats a missing object as an empty one, so that `exists: false` holds for the keys below it. */
function objectsAt(value: unknown, key: string): JsonObject[] {
	const objects = valuesAt(value, key).filter(isObject);
	return objects.length > 0 ? objects : [{}];
}
