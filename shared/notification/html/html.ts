/** HTML that is safe to put into a page. */
export interface Html {
	readonly html: string;
}

type Part = string | number | Html | readonly Html[];

const ESCAPES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/**
 * Template tag for HTML. The template is our own markup, and every text that is filled in is
 * escaped, also in attributes in quotes.
 */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
	const filled = texts.map((text, at) => text + (at < parts.length ? htmlOf(parts[at] ?? '') : ''));
	return { html: filled.join('') };
}

/** Our own markup, styles or script, as it is. */
export function trusted(text: string): Html {
	return { html: text };
}

function htmlOf(part: Part): string {
	if (typeof part === 'number') return String(part);
	if (typeof part === 'string') return part.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
	return 'html' in part ? part.html : part.map((one) => one.html).join('');
}
