import { type Html, html } from '../../../shared/notification/html/html.ts';
import { wordsOf } from '../../../shared/notification/words/words-of.ts';
import type { CaseData } from './browser/page-data.ts';
import type { PagePart } from './page-source.ts';

/**
 * The table of the cases, one row each, in the order of time. It is complete without a script, which
 * sorts and filters it. Roles are named, because a phone shows the rows as cards.
 */
export function caseTable({ words, shown, source }: PagePart): Html {
	if (shown.length === 0) return html``;
	const { columns } = words;
	const { severities } = wordsOf(source.configuration);
	const head = (['severity', 'time', 'who', 'what', 'account', 'address', 'fate'] as const).map(
		(key) =>
			html`<th scope="col" role="columnheader" data-sort="${key}"${ascending(key)}>${columns[key]}</th>`,
	);
	const mark = ({ severity }: CaseData) =>
		html`<i class="shape ${severity}" aria-hidden="true"><b>${words.letters[severity]}</b></i> ${severities[severity]}`;
	const cell = (name: string, content: Html | string) =>
		html`<td role="cell" class="${name}">${content}</td>`;
	return html`<section id="cases"><h2>${words.cases} <small class="hint">${words.sortHint}</small></h2>
<p id="count" class="soft screen" role="status"></p>
<table role="table" class="cases" aria-label="${words.cases}">
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">
${shown.map(
	({ data }) => html`<tr role="row">${[
		cell('severity', mark(data)),
		cell('time', data.at),
		cell(
			'who',
			html`<button type="button" class="open" aria-haspopup="dialog"><bdi>${data.who}</bdi></button> <small>${data.kind}</small>`,
		),
		cell('what', data.what),
		cell('account', html`<bdi>${data.account}</bdi>`),
		cell(
			'address',
			html`<bdi>${data.address}</bdi> <small class="network ${data.network}">${words.networks[data.network]}</small>`,
		),
		cell('fate', fateCell(data, words.fates[data.fate], words.until)),
	]}</tr>
`,
)}</tbody>
</table></section>`;
}

function ascending(key: string): Html {
	return key === 'time' ? html` aria-sort="ascending"` : html``;
}

function fateCell(
	{ fate, untilText }: CaseData,
	text: string,
	until: (time: string) => string,
): Html {
	const end = untilText === null ? '' : html` <small>${until(untilText)}</small>`;
	return html`<span class="fate ${fate}">${text}</span>${end}`;
}
