type Attributes = Readonly<Record<string, string | number>>;

/** Makes an HTML element. Texts are only ever text, so nothing in them becomes markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
	name: Name,
	attributes: Attributes = {},
	...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
	made.append(...children);
	return made;
}

/** Makes an SVG element. */
export function svg(
	name: keyof SVGElementTagNameMap,
	attributes: Attributes = {},
	...children: readonly (Node | string)[]
): SVGElement {
	const made = document.createElementNS('http://www.w3.org/2000/svg', name);
	for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
	made.append(...children);
	return made;
}

/** Finds an element that the page always has. */
export function byId(id: string): HTMLElement {
	const found = document.getElementById(id);
	if (found === null) throw new Error(`The page has no element #${id}; write the page again.`);
	return found;
}

/** Fills `{count}` and the like into a sentence. */
export function filled(
	sentence: string,
	values: Readonly<Record<string, string | number>>,
): string {
	return sentence.replaceAll(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
