import type { Block, DataTableBlock, KnownBlock, TableBlock, TextObject } from '@slack/types';
import type { DataVisualizationBlock } from '../../shared/notification/report/age-chart.ts';
import type { ChannelMessage } from '../../shared/notification/slack/channel-message.ts';
import { localTime } from '../../shared/runtime/local-time.ts';

/** Renders one message nearly as Slack's desktop client shows it, well enough to judge a card. */
export function messageHtml(message: ChannelMessage, time: string): string {
	const attachments = (message.attachments ?? []).map(
		({ color, blocks }) =>
			`<div class="attachment"><i style="background:${color}"></i><div>${blocks.map(blockHtml).join('')}</div></div>`,
	);
	return `<article>
<div class="icon">👀</div>
<div class="body">
<div class="sender"><b>eyes-system</b><span class="badge">APP</span><time>${time}</time></div>
${(message.blocks ?? []).map(blockHtml).join('')}${attachments.join('')}
</div>
</article>`;
}

function blockHtml(given: KnownBlock | Block): string {
	if (isChart(given)) return chartHtml(given);
	const block = given as KnownBlock;
	switch (block.type) {
		case 'header':
			return `<h2>${textHtml(block.text)}</h2>`;
		case 'section': {
			const text =
				block.text === undefined ? '' : `<div class="text">${textHtml(block.text)}</div>`;
			const fields = (block.fields ?? []).map((field) => `<div>${textHtml(field)}</div>`);
			return `<section>${text}${fields.length === 0 ? '' : `<div class="fields">${fields.join('')}</div>`}</section>`;
		}
		case 'context':
			return `<div class="context">${block.elements.map((element) => (element.type === 'image' ? '' : textHtml(element))).join('&ensp;')}</div>`;
		case 'data_table':
			return tableHtml(block.rows, block.caption);
		case 'table':
			return tableHtml(block.rows, '');
		default:
			throw new Error(
				`no picture of a ${block.type} block yet; add it to docs/pictures/slack-html.ts`,
			);
	}
}

function isChart(block: KnownBlock | Block): block is DataVisualizationBlock {
	return block.type === 'data_visualization';
}

/** Bars beside each other for each category, with their values above. */
function chartHtml({ title, chart: { series, axis_config } }: DataVisualizationBlock): string {
	const most = Math.max(1, ...series.flatMap(({ data }) => data.map(({ value }) => value)));
	const groups = axis_config.categories.map((label, at) => {
		const bars = series.map(({ data }, kind) => {
			const value = data[at]?.value ?? 0;
			return `<i class="kind-${kind}" style="height:${(100 * value) / most}px"><b>${value}</b></i>`;
		});
		return `<div><div class="bars">${bars.join('')}</div>${escaped(label)}</div>`;
	});
	const legend = series.map(
		({ name }, kind) => `<span><i class="kind-${kind}"></i>${escaped(name)}</span>`,
	);
	return `<figure><figcaption>${escaped(title)}</figcaption><div class="chart">${groups.join('')}</div><p>${legend.join('')}</p></figure>`;
}

/**
 * Slack scrolls a table that is too wide. A picture cannot, so the last columns are broken into lines.
 */
function tableHtml(rows: (DataTableBlock | TableBlock)['rows'], caption: string): string {
	const cells = (row: (typeof rows)[number], tag: string) =>
		row.map((cell) => `<${tag}>${'text' in cell ? escaped(cell.text) : ''}</${tag}>`).join('');
	const [head = [], ...body] = rows;
	return `<div class="table"><table><caption>${escaped(caption)}</caption><tr>${cells(head, 'th')}</tr>${body.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('')}</table></div>`;
}

function textHtml({ type, text }: TextObject): string {
	return type === 'mrkdwn' ? mrkdwnHtml(text) : escaped(text).replaceAll('\n', '<br>');
}

/** Splits off code spans first, because nothing in them is markup. */
function mrkdwnHtml(text: string): string {
	const parts = text.split(/`([^`\n]+)`/);
	return parts
		.map((part, at) => (at % 2 === 1 ? `<code>${part}</code>` : markupHtml(part)))
		.join('');
}

function markupHtml(text: string): string {
	return text
		.replaceAll(/<(https?:[^|>]+)\|([^>]+)>/g, '<a href="$1">$2</a>')
		.replaceAll(/<!date\^(-?\d+)\^[^|]+\|[^>]+>/g, (_, seconds) => readersTime(Number(seconds)))
		.replaceAll(/(^|\s)\*([^*\n]+)\*(?=\s|$)/g, '$1<b>$2</b>')
		.replaceAll('\n', '<br>');
}

/** As Slack shows a date to a reader in Berlin. */
function readersTime(seconds: number): string {
	return localTime(seconds * 1000, 'Europe/Berlin');
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Messages as a screen shows them; the widths of screens are added to that of the page. */
export interface Screen {
	readonly html: string;
	readonly width: number;
}

/** Phones show fields one below the other. */
const WIDEST_PHONE = 500;

/** Puts messages on a screen of this width, or on as many screens beside each other. */
export function screenHtml(
	messages: readonly string[],
	{ width, columns = 1 }: { readonly width: number; readonly columns?: number },
): Screen {
	const kind = width <= WIDEST_PHONE ? 'phone' : 'desk';
	const whole = width * columns;
	return {
		width: whole,
		html: `<div class="screen ${kind}" style="columns:${columns};width:${whole}px">${messages.join('\n')}</div>`,
	};
}

/**
 * Makes a page of screens. `data-seen-at` holds where the section with the label `due` ends on a
 * phone.
 */
export function pageHtml(lang: string, screens: readonly Screen[], due = ''): string {
	return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>eyes-system</title><style>${STYLE}</style></head>
<body><main>${screens.map(({ html }) => html).join('')}</main>
<script>
const ends = [...document.querySelectorAll('.phone section')]
	.filter((section) => section.querySelector('b')?.textContent === ${JSON.stringify(due)})
	.map((section) => section.getBoundingClientRect().bottom - section.closest('article').getBoundingClientRect().top);
document.documentElement.dataset.seenAt = Math.ceil(Math.max(0, ...ends));
</script>
</body></html>`;
}

const STYLE = `
* { box-sizing: border-box; margin: 0; padding: 0; }
body { background: #fff; color: #1d1c1d; font: 15px/1.46668 "Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo",
	"Malgun Gothic", "Noto Color Emoji", sans-serif; }
main { align-items: start; display: flex; }
.screen { column-gap: 0; padding: 8px 0; }
article { break-inside: avoid; display: flex; gap: 8px; padding: 10px 20px; }
.phone article { padding: 10px 16px 14px; }
.phone .fields { grid-template-columns: 1fr; }
.icon { width: 36px; height: 36px; border-radius: 8px; background: #1a1d21; font-size: 20px; line-height: 36px; text-align: center; }
.body { flex: 1; min-width: 0; }
.sender b { font-weight: 900; }
.badge { background: #1d1c1d21; border-radius: 2px; color: #616061; font-size: 10px; font-weight: 700; margin: 0 6px 0 5px; padding: 1px 3px; vertical-align: 2px; }
time { color: #616061; font-size: 12px; }
h2 { font-size: 18px; font-weight: 900; line-height: 1.33334; margin: 4px 0; overflow-wrap: anywhere; }
.attachment { display: flex; margin: 4px 0; }
.attachment > i { border-radius: 8px; flex: none; margin-right: 12px; width: 4px; }
.attachment > div { flex: 1; min-width: 0; }
section { margin: 0 0 8px; overflow-wrap: anywhere; }
.text { max-width: 600px; }
.fields { display: grid; gap: 8px 16px; grid-template-columns: 1fr 1fr; max-width: 600px; }
.context { color: #616061; font-size: 12px; line-height: 1.5; margin: 0 0 4px; overflow-wrap: anywhere; }
b { font-weight: 700; }
figure { border: 1px solid #1d1c1d21; border-radius: 8px; margin: 0 0 8px; max-width: 620px; padding: 10px 14px; }
figcaption { font-weight: 700; }
.chart { align-items: end; display: flex; font-size: 12px; gap: 12px; text-align: center; }
.chart > div { flex: 1; }
.bars { align-items: end; border-bottom: 1px solid #1d1c1d42; display: flex; gap: 4px; height: 126px; justify-content: center; }
.bars i { border-radius: 3px 3px 0 0; position: relative; width: 22px; }
.bars b { font: 11px/1 sans-serif; left: 0; position: absolute; right: 0; top: -14px; }
.kind-0 { background: #1264a3; } .kind-1 { background: #e8912d; }
figure p { display: flex; font-size: 12px; gap: 16px; }
figure p i { border-radius: 2px; display: inline-block; height: 10px; margin-right: 5px; width: 10px; }
.table { border: 1px solid #1d1c1d21; border-radius: 8px; margin: 0 0 8px; overflow: hidden; }
table { border-collapse: collapse; font-size: 13px; white-space: nowrap; width: 100%; }
caption { padding: 6px 10px; text-align: left; font-weight: 700; }
th, td { border-top: 1px solid #1d1c1d21; border-right: 1px solid #1d1c1d21; padding: 4px 10px; text-align: left; }
th { background: #1d1c1d0a; }
td { vertical-align: top; }
td:nth-last-child(-n + 3) { white-space: normal; word-break: keep-all; }
a { color: #1264a3; text-decoration: none; }
code { background: #1d1c1d0a; border: 1px solid #1d1c1d21; border-radius: 3px; color: #c01343; font: 12px/1.50001 "DejaVu Sans Mono", Menlo, Consolas, monospace; padding: 1px 3px 0; }
.context code { font-size: 11px; }
`;
