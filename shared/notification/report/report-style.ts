/** The look of the HTML report: a table on a desk, a card for each row on a phone, A4 in print. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --ink: #1d1c1d; --soft: #5f6368; --line: #d5d8dc; --paper: #fff; --tint: #f5f6f8;
--critical: #b71c1c; --high: #d32f2f; --medium: #b26a00; --low: #1565c0; --info: #5f6368; --bar: #1565c0; --before: #b0bec5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #9aa0a6; --line: #3c4043; --paper: #17181a; --tint: #202124;
--critical: #ff8a80; --high: #ff8a80; --medium: #ffb74d; --low: #90caf9; --bar: #90caf9; --before: #5f6b73; } }
* { box-sizing: border-box; }
body { background: var(--paper); color: var(--ink); font: 14px/1.5 "Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo",
"Malgun Gothic", system-ui, sans-serif; margin: 0 auto; max-width: 1360px; padding: 20px; overflow-wrap: anywhere; }
h1 { font-size: 22px; line-height: 1.3; margin: 0 0 4px; }
h2 { font-size: 16px; margin: 24px 0 8px; }
p { margin: 4px 0; }
.headline { font-size: 16px; font-weight: 600; }
.soft, caption { color: var(--soft); font-size: 12px; }
.alarm { border: 2px solid var(--high); border-radius: 6px; margin: 12px 0; padding: 8px 12px; }
.alarm h2 { color: var(--high); margin: 0 0 4px; }
.alarm ul { margin: 0; padding-left: 20px; }
dl { display: grid; gap: 2px 16px; grid-template-columns: max-content 1fr; margin: 8px 0; }
dt { color: var(--soft); }
dd { margin: 0; }
svg { display: block; height: auto; max-width: 560px; width: 100%; }
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
td.number:not(:first-child) { font-variant-numeric: tabular-nums; white-space: nowrap; }
.mark { border-radius: 3px; border: 1px solid currentColor; font-size: 11px; font-weight: 600; padding: 0 4px; white-space: nowrap; }
.critical { color: var(--critical); } .high { color: var(--high); } .medium { color: var(--medium); } .low { color: var(--low); }
.info { color: var(--info); }
code { font: 12px/1.5 "DejaVu Sans Mono", Menlo, Consolas, monospace; }
ul.plain { list-style: none; margin: 0; padding: 0; }
.print { display: none; }
@media screen and (max-width: 720px) {
body { padding: 12px; }
dl { grid-template-columns: 1fr; }
dt { margin-top: 6px; }
thead { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px; }
table, tbody, caption, tr, td { display: block; }
tr { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 12px; padding: 4px 10px; }
td { border: 0; display: grid; gap: 8px; grid-template-columns: 84px minmax(0, 1fr); padding: 3px 0; }
td::before { color: var(--soft); content: attr(data-label); font-size: 12px; }
}
@media print {
@page { margin: 12mm 10mm; size: A4 landscape; }
:root { color-scheme: light; --ink: #000; --soft: #444; --line: #999; --paper: #fff; --tint: #eee; --critical: #000; --high: #000;
--medium: #000; --low: #000; --info: #000; --bar: #444; --before: #bbb; }
body { font-size: 9pt; max-width: none; padding: 0; }
.screen { display: none; }
.print { display: block; }
td.print, th.print { display: table-cell; min-width: 18mm; }
tr, .alarm { break-inside: avoid; }
th, td { border: 1px solid var(--line); font-size: 7.5pt; padding: 2px 4px; }
thead { display: table-header-group; }
svg { max-width: 110mm; }
.approval { float: right; margin: 0 0 4mm 6mm; width: auto; }
.approval td { height: 14mm; width: 20mm; }
}
`;

/**
 * Sorts the table by the column whose heading was clicked. Without a script the rows stand in the
 * order of their severity.
 */
export const REPORT_SCRIPT = `
for (const button of document.querySelectorAll('th button')) button.addEventListener('click', () => {
const th = button.closest('th'), body = th.closest('table').tBodies[0];
const down = th.getAttribute('aria-sort') === 'ascending';
for (const other of th.parentElement.children) other.removeAttribute('aria-sort');
th.setAttribute('aria-sort', down ? 'descending' : 'ascending');
const keyOf = (row) => row.cells[th.cellIndex].dataset.key;
const compare = (a, b) => { const x = keyOf(a), y = keyOf(b), n = x - y;
return Number.isNaN(n) ? x.localeCompare(y) : n; };
const rows = [...body.rows].sort((a, b) => (down ? -1 : 1) * compare(a, b));
body.append(...rows);
});
`;
