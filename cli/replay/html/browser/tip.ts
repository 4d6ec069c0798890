import { byId, element } from './elements.ts';
import { casesOfMark, tipLines } from './marks.ts';

const tip = byId('tip');
const EDGE = 8;

/** Tells beside a mark what it is about, within the window. */
export function showTip(mark: Element): void {
	const lines = tipLines(casesOfMark.get(mark) ?? []);
	tip.replaceChildren(...lines.map((line) => element('div', {}, line)));
	tip.hidden = false;
	const place = mark.getBoundingClientRect();
	const right = document.documentElement.clientWidth - tip.offsetWidth - EDGE;
	const above = place.top - tip.offsetHeight - EDGE;
	tip.style.left = `${Math.max(EDGE, Math.min(place.left, right))}px`;
	tip.style.top = `${above > 0 ? above : place.bottom + EDGE}px`;
}

/** Until the next mark is pointed at. */
export function hideTip(): void {
	tip.hidden = true;
}
