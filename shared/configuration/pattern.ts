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
