import { contentPolicy } from '../../../shared/notification/html/content-policy.ts';
import { type Html, html, trusted } from '../../../shared/notification/html/html.ts';
import { wordsOf } from '../../../shared/notification/words/words-of.ts';
import { jsonEscape } from '../../terminal.ts';
import type { PageData } from './browser/page-data.ts';
import { SharedRows } from './card-data.ts';
import { caseTable } from './case-table.ts';
import { chartFrame } from './chart-frame.ts';
import { denialList, notDeniedList } from './denial-list.ts';
import { pageCase } from './page-case.ts';
import { dayStarts, shownPeriod } from './page-days.ts';
import { pageHead } from './page-head.ts';
import { pageScript } from './page-script.ts';
import type { PagePart, PageSource } from './page-source.ts';
import { PAGE_STYLE } from './page-style.ts';
import { pageWordsOf } from './page-words.ts';

/**
 * The page of a replay as one HTML file, which loads nothing: what was read, a time line of the
 * cases, who would be denied when, and the table of the cases, of which each opens its card.
 */
export function replayPage(source: PageSource): string {
	const { configuration } = source;
	const words = pageWordsOf(configuration);
	const rows = new SharedRows();
	const lanes = new Map<string, number>();
	const context = { settings: configuration, rows, lanes };
	const shown = source.cases.map((planned) => ({ planned, data: pageCase(planned, context) }));
	const stays = [...lanes.keys()].map((actor) => source.whereabouts.of(actor));
	const part: PagePart = { source, words, shown, stays };
	const script = pageScript();
	const page = html`<!doctype html>
<html lang="${configuration.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(PAGE_STYLE, script)}">
<meta name="referrer" content="no-referrer">
<title>${words.title}</title>
<style>${trusted(PAGE_STYLE)}</style>
</head>
<body>
<main>
${pageHead(part)}
${shown.length === 0 ? '' : chartFrame(part)}
${denialList(part)}
${notDeniedList(part)}
${caseTable(part)}
</main>
${shown.length === 0 ? '' : scripts(part, rows, script)}
</body>
</html>
`;
	return page.html;
}

function scripts(part: PagePart, shared: SharedRows, script: string): Html {
	return html`<dialog id="card" aria-labelledby="card-title"></dialog>
<div id="tip" role="tooltip" hidden></div>
<script type="application/json" id="rows">${trusted(safeJson(shared.rows))}</script>
<script type="application/json" id="data">${trusted(safeJson(dataOf(part)))}</script>
<script type="module">${trusted(script)}</script>`;
}

function dataOf({ source, words, shown, stays }: PagePart): PageData {
	const { configuration } = source;
	const { locale, timeZone } = configuration;
	const times = shown.flatMap(({ data }) => [data.from, data.to]);
	const period = shownPeriod(source.period ?? [times[0] ?? 0, times.at(-1) ?? 0], timeZone);
	return {
		...{ locale, timeZone, period, days: dayStarts(period, timeZone) },
		letters: words.letters,
		severities: wordsOf(configuration).severities,
		networks: words.networks,
		fates: words.fates,
		words: words.browser,
		stays: stays.map((own) => own.map(({ network, from, to }) => [network, from, to])),
		cases: shown.map(({ data }) => data),
	};
}

/** Characters that a script element, or an old parser of scripts, reads as more than text. */
const UNSAFE = /[<>&\u2028\u2029]/g;

/** JSON that cannot end the script element that holds it; it parses to the same value. */
export function safeJson(value: unknown): string {
	return JSON.stringify(value).replace(UNSAFE, jsonEscape);
}
