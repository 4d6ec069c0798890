import { period } from '../../../shared/notification/card/date-time.ts';
import { cleanValue } from '../../../shared/notification/card/phrase.ts';
import { nameOfAccount } from '../../../shared/notification/card/short-names.ts';
import { type Html, html } from '../../../shared/notification/html/html.ts';
import { fateSentences } from './fate-counts.ts';
import type { PagePart, PageSource, RefusedCount } from './page-source.ts';
import type { PageWords } from './page-words.ts';

/** The name of a file, and what is wrong there or the command that helps. */
const MOST_EXAMPLE = 300;

/** What was read, and what was not; what the chosen mode would have done; how many cases. */
export function pageHead(part: PagePart): Html {
	const { source, words } = part;
	const { configuration, counts, onceADay, limits, leftOut } = source;
	const number = (count: number) => count.toLocaleString(configuration.locale);
	const soft = [
		...otherModes(source, words),
		...(limits.length === 0 ? [] : [words.limits(limits.join(' '))]),
		...(onceADay === 0 ? [] : [words.onceADay(number(onceADay))]),
		...(leftOut === 0 ? [] : [words.leftOut(number(leftOut))]),
	];
	return html`<header>
<h1>${words.title}</h1>
<p class="period">${source.period === null ? '' : period(source.period, configuration.timeZone)}</p>
<p class="answer">${answer(part)}</p>
${notRead(source, words)}
<p class="soft">${[words.read(counts), ...soft].join(' ')}</p>
</header>`;
}

/** The chosen mode, and what it would have done. */
function answer(part: PagePart): string {
	const { words, source, shown } = part;
	if (source.period === null) return '';
	if (shown.length === 0) return words.noCases;
	return [words.mode(source.configuration.containment.mode), ...fateSentences(part)].join(' ');
}

function otherModes({ configuration }: PageSource, words: PageWords): readonly string[] {
	const { mode, modes } = configuration.containment;
	const others = Object.entries(modes).filter(([, other]) => other !== mode);
	const named = others.map(([id, other]) => `${nameOfAccount(id, configuration) ?? id} ${other}`);
	return named.length === 0 ? [] : [words.otherModes(cleanValue(named.join(', ')))];
}

/** Nothing read is never "all clear". */
function notRead({ period: judged, refused }: PageSource, words: PageWords): Html {
	if (judged === null && refused.length === 0)
		return html`<section class="alarm"><p><b>⚠️ ${words.nothingRead}</b></p></section>`;
	if (refused.length === 0) return html``;
	const total = refused.reduce((sum, { count }) => sum + count, 0);
	const reasons = refused.map(
		({ code, count }) => html`<li>${words.refusals[code]}: <b>${count}</b></li>`,
	);
	const examples = refused.flatMap((one) => examplesOf(one, words));
	return html`<section class="alarm"><h2>⚠️ ${words.refusedTitle(String(total))}</h2>
<p>${judged === null ? words.nothingRead : words.refusedMeans}</p><ul>${reasons}</ul>
<details><summary>${words.refusedExamples}</summary><ul>${examples}</ul></details></section>`;
}

/** Where to look, and what helps, for the first of each reason. */
function examplesOf({ count, examples }: RefusedCount, words: PageWords): readonly Html[] {
	const lines = examples.map((example) => cleanValue(example, MOST_EXAMPLE));
	const rest = count > lines.length ? [words.more(count - lines.length)] : [];
	return [...lines, ...rest].map((line) => html`<li>${line}</li>`);
}
