import { type ContainmentRequest, scopedName } from '../../../shared/containment/containment.ts';
import type { NotContained } from '../../../shared/containment/not-contained.ts';
import { dateTime } from '../../../shared/notification/card/date-time.ts';
import { cleanValue } from '../../../shared/notification/card/phrase.ts';
import { type Html, html } from '../../../shared/notification/html/html.ts';
import { wordsOf } from '../../../shared/notification/words/words-of.ts';
import { byReason } from './by-reason.ts';
import { openButton } from './case-table.ts';
import type { Fate } from './fate.ts';
import { fateOfPeople, isDeniable } from './fate-counts.ts';
import type { PagePart, ShownCase } from './page-source.ts';

/** The rest is in a part that opens. */
const MOST_SHOWN = 10;
/** The table of the cases, filtered by denial, has the others. */
const MOST_LISTED = 200;
const MOST_NAMES = 5;
const MOST_PRINCIPALS = 10;
const MOST_SELECTOR = 120;
/** The column beside it says these already. */
const IS_MODE: ReadonlySet<NotContained> = new Set<NotContained>([
	'mode-observe',
	'use-observe',
	'mode-ask',
	'breaker-open',
]);

/**
 * A person who would be denied: the first case, what would have become of all of their cases, every
 * principal with its latest end, and what their cases leave to a human.
 */
interface Denial {
	readonly first: ShownCase;
	readonly fate: Fate;
	readonly left: Set<NotContained>;
	readonly requests: ReadonlyMap<string, ContainmentRequest>;
}

/** Who would be denied, until when, by which policy and by which key of the request. */
export function denialList(part: PagePart): Html {
	const { words } = part;
	const denials = denialsOf(part.shown);
	if (denials.length === 0) return html``;
	const rest = denials.slice(MOST_SHOWN, MOST_LISTED);
	const beyond = denials.length - MOST_LISTED;
	const { columns } = words;
	const head = [columns.who, columns.fate, columns.time, columns.selector].map(
		(text) => html`<th scope="col">${text}</th>`,
	);
	const table = (some: readonly Denial[]) =>
		html`<table class="denials"><thead><tr>${head}</tr></thead><tbody>
${some.map((denial) => denialRow(denial, part))}</tbody></table>`;
	const beyondThese = beyond > 0 ? html`<p>${words.more(beyond)}</p>` : '';
	const summary = html`<summary>${words.more(denials.length - MOST_SHOWN)}</summary>`;
	const more =
		rest.length === 0 ? '' : html`<details>${summary}${table(rest)}${beyondThese}</details>`;
	return html`<section><h2>${words.denials}</h2>
${table(denials.slice(0, MOST_SHOWN))}${more}</section>`;
}

/** People in the order of their first case. */
function denialsOf(shown: readonly ShownCase[]): readonly Denial[] {
	const denials = new Map<string, Denial & { requests: Map<string, ContainmentRequest> }>();
	const fates = fateOfPeople(shown);
	for (const one of shown.filter(({ data }) => isDeniable(data.fate))) {
		const { requests, notContained } = one.planned.plan;
		const left = notContained.filter((why) => !IS_MODE.has(why));
		for (const request of requests) {
			const fate = fates.get(request.person) ?? one.data.fate;
			const fresh = { first: one, fate, left: new Set<NotContained>(), requests: new Map() };
			const denial = denials.get(request.person) ?? fresh;
			for (const why of left) denial.left.add(why);
			const before = denial.requests.get(scopedName(request))?.until ?? 0;
			if (request.until > before) denial.requests.set(scopedName(request), request);
			denials.set(request.person, denial);
		}
	}
	return [...denials.values()];
}

function denialRow({ first: { data }, fate, left, requests }: Denial, part: PagePart): Html {
	const { columns, fates, more } = part.words;
	const cell = (label: string, content: Html) =>
		html`<td data-label="${label}"><div>${content}</div></td>`;
	const all = [...requests.values()];
	const listed = all.slice(0, MOST_PRINCIPALS).map((request) => principal(request, part));
	const rest = all.length > listed.length ? more(all.length - listed.length) : '';
	const sentences = wordsOf(part.source.configuration).notContained;
	const open = [...left].map((why) => html`<li>${sentences[why]}</li>`);
	return html`<tr>${[
		cell(columns.who, html`${openButton(data)} <small>${data.account}</small>`),
		cell(columns.fate, html`<span class="fate ${fate}">${fates[fate]}</span>`),
		cell(columns.time, html`<span class="nowrap">${data.at}</span>`),
		cell(columns.selector, html`<ul class="plain">${listed}${open}</ul>${rest}`),
	]}</tr>
`;
}

/** How far and until when a principal is denied, by which key and policy. */
function principal({ selector, denyScope, policies, until }: ContainmentRequest, part: PagePart) {
	const { configuration } = part.source;
	const key = cleanValue(`${selector.key} = ${selector.value}`, MOST_SELECTOR);
	const planned = wordsOf(configuration).planned(
		denyScope,
		dateTime(until, configuration.timeZone),
	);
	const by = policies.map(({ policy }) => policy).join(' + ');
	return html`<li>${planned} <small><code>${key}</code> · ${by}</small></li>`;
}

/** What cannot be denied in any mode, by reason; a reader sees what is left to them. */
export function notDeniedList({ source, words, shown }: PagePart): Html {
	const impossible = byReason(shown.filter(({ data }) => data.fate === 'impossible'));
	if (impossible.length === 0) return html``;
	const sentences = wordsOf(source.configuration).notContained;
	const lines = impossible.map(([reason, cases]) => {
		const names = html`<small>${namesOf(cases, words.more)}</small>`;
		return html`<li><b>${words.casesCount(cases.length)}</b> ${sentences[reason]} ${names}</li>`;
	});
	return html`<section><h2>${words.notDenied}</h2><ul class="why">${lines}</ul></section>`;
}

function namesOf(cases: readonly ShownCase[], more: (count: number) => string): string {
	const names = [...new Set(cases.map(({ data }) => data.who))];
	const rest = names.length - MOST_NAMES;
	return `${names.slice(0, MOST_NAMES).join(', ')}${rest > 0 ? ` ${more(rest)}` : ''}`;
}
