import { BASE_STYLE } from '../html/base-style.ts';

/** The look of the HTML report: a table on a desk, a card for each row on a phone, A4 in print. */
export const REPORT_STYLE = `${BASE_STYLE}
.headline { font-size: 16px; font-weight: 600; }
svg { display: block; height: auto; max-width: 420px; width: 100%; }
svg text { fill: var(--ink); font-size: 12px; }
.bar { fill: var(--bar); }
.before { fill: var(--before); }
table { border-collapse: collapse; width: 100%; }
caption { padding: 16px 0 6px; text-align: left; }
.swatch { border-radius: 2px; display: inline-block; height: 10px; margin: 0 4px 0 0; width: 10px; }
.swatch.bar { background: var(--bar); } .swatch.before { background: var(--before); margin-left: 12px; }
th, td { border-bottom: 1px solid var(--line); padding: 6px 8px; text-align: left; vertical-align: top; }
th { background: var(--tint); font-size: 12px; white-space: nowrap; }
th button { background: none; border: 0; color: inherit; cursor: pointer; font: inherit; font-weight: 600; padding: 0; }
th[aria-sort=ascending] button::after { content: " ▲"; }
th[aria-sort=descending] button::after { content: " ▼"; }
td > div { min-width: 5em; }
td:first-child > div { min-width: 15em; }
td:nth-child(8) > div { min-width: 11em; }
.day { white-space: nowrap; }
td.number:not(:first-child) { font-variant-numeric: tabular-nums; white-space: nowrap; }
html:not(.sortable) .hint { display: none; }
ul.plain { list-style: none; margin: 0; padding: 0; }
@media screen and (max-width: 900px) {
body { padding: 12px; }
dl { grid-template-columns: 1fr; }
dt { margin-top: 6px; }
html:not(.sortable) thead { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px; }
table, thead, tbody, caption, tr, td { display: block; }
thead tr { display: flex; flex-wrap: wrap; gap: 6px; margin: 0 0 12px; }
thead th { background: none; border: 0; padding: 0; }
th button { border: 1px solid var(--line); border-radius: 16px; min-height: 34px; padding: 4px 12px; }
td > div, td:first-child > div, td:nth-child(8) > div { min-width: 0; }
tbody tr { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 12px; padding: 4px 10px; }
td { border: 0; display: grid; gap: 8px; grid-template-columns: 84px minmax(0, 1fr); padding: 3px 0; }
td::before { color: var(--soft); content: attr(data-label); font-size: 12px; }
}
@media print {
@page { margin: 12mm 10mm; size: A4 landscape; }
:root { color-scheme: light; --ink: #000; --soft: #444; --line: #999; --paper: #fff; --tint: #eee; --critical: #000; --high: #000;
--medium: #000; --low: #000; --info: #000; --bar: #444; --before: #bbb; }
body { font-size: 9pt; max-width: none; padding: 0; }
.screen, .hint, th button.screen { display: none; }
.print { display: block; }
.blank { border-bottom: 1px solid var(--line); width: 60mm; }
code, td .soft { font-size: inherit; }
td > div { min-width: 4em; }
td:first-child > div { min-width: 11em; }
td:nth-child(8) > div { min-width: 8em; }
.mark { font-size: 7pt; }
h2 { break-after: avoid; }
td.print, th.print { display: table-cell; min-width: 18mm; }
tr, .alarm { break-inside: avoid; }
th, td { border: 1px solid var(--line); font-size: 7.5pt; padding: 2px 4px; }
thead { display: table-header-group; }
svg { break-inside: avoid; max-width: 75mm; }
.approval { float: right; margin: 0 0 4mm 6mm; width: auto; }
.approval td { height: 14mm; width: 20mm; }
}
`;

/**
 * Makes buttons of the headings that sort the table. Without a script the rows stand in the order
 * of their severity, and there is nothing to click. Browsers leave buttons out of the headings that
 * they repeat on every printed page, so each heading stays as a text beside its button.
 */
export const REPORT_SCRIPT = `
const table = document.querySelector('.findings');
const headings = [...(table?.tHead.rows[0].cells ?? [])].filter((th) => !th.classList.contains('print'));
const keyOf = (row, at) => row.cells[at].dataset.key;
const sortBy = (th) => {
const at = th.cellIndex, body = table.tBodies[0];
const isNumber = body.rows[0].cells[at].classList.contains('number');
const compare = (a, b) => isNumber ? keyOf(a, at) - keyOf(b, at) : keyOf(a, at).localeCompare(keyOf(b, at));
const before = th.getAttribute('aria-sort');
const down = before === null ? isNumber : before === 'ascending';
for (const other of headings) other.removeAttribute('aria-sort');
th.setAttribute('aria-sort', down ? 'descending' : 'ascending');
body.append(...[...body.rows].sort((a, b) => (down ? -1 : 1) * compare(a, b)));
};
for (const th of headings) {
const printed = document.createElement('span'), button = document.createElement('button');
printed.className = 'print';
printed.textContent = button.textContent = th.textContent;
button.type = 'button';
button.className = 'screen';
button.addEventListener('click', () => sortBy(th));
th.replaceChildren(printed, button);
}
document.documentElement.classList.add('sortable');
`;
