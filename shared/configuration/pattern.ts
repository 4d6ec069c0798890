/** An ARN has so many parts; the last one may contain colons. */
export const ARN_PARTS = 6;

/**
 * True if the ARN matches the pattern part by part, as in IAM's ArnLike: a `*` does not reach over
 * a colon into another part. The path of a role may contain colons, so that the end of one ARN can
 * look like another ARN.
 */
export function matchesArn(pattern: string, arn: string): boolean {
	const [parts, found] = [partsOf(pattern), partsOf(arn)];
	if (parts.length < ARN_PARTS || found.length < ARN_PARTS) return false;
	return parts.every((part, at) => matchesPattern(part, found[at] ?? ''));
}

function partsOf(arn: string): string[] {
	const parts = arn.split(':');
	return [...parts.slice(0, ARN_PARTS - 1), parts.slice(ARN_PARTS - 1).join(':')];
}

/**
 * True if `text` matches the pattern, in which `*` stands for any characters. Upper and lower case
 * differ, as in IAM.
 */
export function matchesPattern(pattern: string, text: string): boolean {
	const [first = '', ...rest] = pattern.split('*');
	if (!text.startsWith(first)) return false;
	let at = first.length;
	for (const [n, part] of rest.entries()) {
		const isLast = n === rest.length - 1;
		const found = isLast ? Math.max(at, text.length - part.length) : text.indexOf(part, at);
		if (found < 0 || !text.startsWith(part, found)) return false;
		at = found + part.length;
	}
	return at === text.length;
}
