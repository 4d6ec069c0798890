import { period } from '../../../shared/notification/card/date-time.ts';
import { cleanValue } from '../../../shared/notification/card/phrase.ts';
import { nameOfAccount } from '../../../shared/notification/card/short-names.ts';
import { type Html, html } from '../../../shared/notification/html/html.ts';
import type { UnreadableReason } from '../unreadable.ts';
import { fateSentences } from './fate-counts.ts';
import type { PagePart, PageSource } from './page-source.ts';
import type { PageWords } from './page-words.ts';

/** What was read, and what was not; what the chosen mode would have done; how many cases. */
export function pageHead(part: PagePart): Html {
	const { source, words, shown } = part;
	const { configuration, counts, limits, leftOut } = source;
	const number = (count: number) => count.toLocaleString(configuration.locale);
	const soft = [
		...otherModes(source, words),
		...(limits.length === 0 || shown.length === 0 ? [] : [words.limits(limits.join(' '))]),
		...(counts.inSummaries === 0 ? [] : [words.onceADay(number(counts.inSummaries))]),
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
	const options = source.limits.join(' ');
	if (shown.length === 0) return options === '' ? words.noCases : words.noneOfOptions(options);
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
	const total = refused.reduce((sum, { times }) => sum + times, 0);
	const reasons = refused.map(
		({ code, times }) => html`<li>${words.refusals[code]}: <b>${times}</b></li>`,
	);
	const examples = refused.flatMap((one) => examplesOf(one, words));
	return html`<section class="alarm"><h2>⚠️ ${words.refusedTitle(String(total))}</h2>
<p>${judged === null ? words.nothingRead : words.refusedMeans}</p><ul>${reasons}</ul>
<details><summary>${words.refusedExamples}</summary><ul>${examples}</ul></details></section>`;
}

/** Where to look, and what helps, for the first of each reason. */
function examplesOf({ times, named }: UnreadableReason, words: PageWords): readonly Html[] {
	const lines = named.map(({ file, detail }) => `${file}: ${detail}`);
	const rest = times > lines.length ? [words.more(times - lines.length)] : [];
	return [...lines, ...rest].map((line) => html`<li>${line}</li>`);
}
