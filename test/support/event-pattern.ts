import { matchesPattern } from '../../shared/configuration/pattern.ts';
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
	const [operator, ...others] = Object.keys(wanted);
	if (others.length > 0) throw new Error(`more than one operator: ${JSON.stringify(wanted)}`);
	const excluded = wanted['anything-but'];
	if (operator === 'exists' && typeof wanted.exists === 'boolean')
		return wanted.exists === leaves.length > 0;
	if (operator === 'anything-but' && Array.isArray(excluded))
		return leaves.some((leaf) => !excluded.includes(leaf));
	if (operator === 'anything-but' && isObject(excluded)) {
		const isExcluded = textMatcher(excluded);
		return leaves.some((leaf) => !isExcluded(leaf));
	}
	const isMeant = textMatcher(wanted);
	return leaves.some(isMeant);
}

/** Texts are compared with upper and lower case, and nothing but a text matches. */
function textMatcher({ prefix, wildcard, ...others }: JsonObject): (leaf: Leaf) => boolean {
	const listed = [prefix ?? wildcard].flat();
	if (Object.keys(others).length > 0 || !listed.every((one) => typeof one === 'string'))
		throw new Error(`no such operator is known here: ${JSON.stringify(others)}`);
	const matches = prefix === undefined ? matchesPattern : begins;
	return (leaf) => typeof leaf === 'string' && listed.some((one) => matches(one, leaf));
}

function begins(prefix: string, text: string): boolean {
	return text.startsWith(prefix);
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
