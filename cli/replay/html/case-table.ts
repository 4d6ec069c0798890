import { type Html, html } from '../../../shared/notification/html/html.ts';
import { wordsOf } from '../../../shared/notification/words/words-of.ts';
import type { CaseData } from './browser/page-data.ts';
import type { PagePart } from './page-source.ts';
import type { PageWords } from './page-words.ts';
import { shapeOf } from './shape.ts';

const COLUMNS = ['severity', 'time', 'who', 'what', 'account', 'address', 'fate'] as const;

/**
 * The table of the cases, one row each, in the order of time. It is complete without a script,
 * which sorts and filters it. Roles are named, because a phone shows the rows as cards.
 */
export function caseTable({ words, shown, source }: PagePart): Html {
	if (shown.length === 0) return html``;
	const { severities } = wordsOf(source.configuration);
	const head = COLUMNS.map((key) => heading(key, words.columns[key]));
	const rows = shown.map(({ data }) => caseRow(data, severities[data.severity], words));
	return html`<section id="cases">
<h2>${words.cases} <small class="hint">${words.sortHint}</small></h2>
<p id="count" class="soft screen" role="status"></p>
<table role="table" class="cases" aria-label="${words.cases}">
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">
${rows}</tbody>
</table></section>`;
}

function heading(key: string, name: string): Html {
	const sorted = key === 'time' ? html` aria-sort="ascending"` : html``;
	return html`<th scope="col" role="columnheader" data-sort="${key}"${sorted}>${name}</th>`;
}

function caseRow(data: CaseData, severity: string, words: PageWords): Html {
	const cell = (name: string, content: Html | string) =>
		html`<td role="cell" class="${name}">${content}</td>`;
	const { network } = data;
	const kind = html`<small class="network ${network}">${words.networks[network]}</small>`;
	return html`<tr role="row">${[
		cell('severity', html`${shapeOf(data.severity, words)} ${severity}`),
		cell('time', data.at),
		cell('who', html`${openButton(data)} <small>${data.kind}</small>`),
		cell('what', data.what),
		cell('account', html`<bdi>${data.account}</bdi>`),
		cell('address', html`<bdi>${data.address}</bdi> ${kind}`),
		cell('fate', fateCell(data, words)),
	]}</tr>
`;
}

/** Opens the card of a case. */
export function openButton({ id, who }: CaseData): Html {
	const attributes = html`type="button" class="open" data-case="${id}" aria-haspopup="dialog"`;
	return html`<button ${attributes}><bdi>${who}</bdi></button>`;
}

function fateCell({ fate, untilText }: CaseData, words: PageWords): Html {
	const end = untilText === null ? '' : html` <small>${words.until(untilText)}</small>`;
	return html`<span class="fate ${fate}">${words.fates[fate]}</span>${end}`;
}
