import { type Html, html } from '../../../shared/notification/html/html.ts';
import { wordsOf } from '../../../shared/notification/words/words-of.ts';
import { SEVERITIES } from '../../../shared/verdict/verdict.ts';
import { FATES } from './fate.ts';
import type { PagePart } from './page-source.ts';
import type { PageWords } from './page-words.ts';
import { shapeOf } from './shape.ts';

type Choices = readonly (readonly [string, string])[];

const ZOOM = [
	['earlier', '◀'],
	['later', '▶'],
	['in', '＋'],
	['out', '－'],
] as const;

/** The filters, which also serve the table, and the place where the script draws. */
export function chartFrame(part: PagePart): Html {
	const { words } = part;
	const { legend } = words;
	return html`<noscript><p class="alarm">${words.noScript}</p></noscript>
${severityCounts(part)}
${filterForm(part)}
<section id="time-line">
<h2>${words.timeLine} <small class="hint">${words.timeLineHint}</small></h2>
<div class="zoom screen">${zoomButtons(words)}</div>
<div id="chart"></div>
<p class="legend soft"><span><i class="swatch denied"></i> ${legend.denial}</span>
<span><i class="swatch untrusted"></i> ${legend.network}</span></p>
</section>`;
}

/** The counts by severity, which also filter. */
function severityCounts({ source, words, shown }: PagePart): Html {
	const { severities } = wordsOf(source.configuration);
	const chips = SEVERITIES.toReversed().map((severity) => {
		const count = shown.filter(({ data }) => data.severity === severity).length;
		const attributes = html`class="chip ${severity}" data-severity="${severity}"`;
		return html`<button type="button" ${attributes} aria-pressed="false">
${shapeOf(severity, words)} ${severities[severity]} <b class="number">${count}</b></button>`;
	});
	const label = words.filters.severity;
	return html`<div class="chips" id="counts" role="group" aria-label="${label}">${chips}</div>`;
}

/** Only what there is can be chosen. */
function filterForm({ words, shown }: PagePart): Html {
	const { filters } = words;
	const present = new Set<string>(shown.flatMap(({ data }) => [data.network, data.fate]));
	const networks = Object.entries(words.networks).filter(([one]) => present.has(one));
	const fates = FATES.filter((fate) => present.has(fate));
	const choices = [
		choice(['network', filters.network], networks, filters.all),
		choice(
			['fate', filters.fate],
			fates.map((fate) => [fate, words.fates[fate]]),
			filters.all,
		),
	];
	return html`<form class="filters screen" aria-label="${filters.title}">
<label class="search"><span class="hidden">${filters.search}</span>
<input id="search" type="search" placeholder="${filters.search}" autocomplete="off"></label>
${choices}
<button type="reset" id="reset">${filters.reset}</button>
</form>`;
}

function choice([id, label]: readonly [string, string], choices: Choices, all: string): Html {
	const options = [['', all] as const, ...choices].map(
		([value, text]) => html`<option value="${value}">${text}</option>`,
	);
	return html`<label>${label} <select id="${id}">${options}</select></label>`;
}

function zoomButtons({ zoom }: PageWords): readonly Html[] {
	const button = (way: keyof typeof zoom, sign: string) =>
		html`<button type="button" data-zoom="${way}" title="${zoom[way]}" aria-label="${zoom[way]}">
${sign}</button>`;
	return [...ZOOM.map(([way, sign]) => button(way, sign)), button('all', zoom.all)];
}
