import { BASE_STYLE } from '../../../shared/notification/html/base-style.ts';

/** Amber and blue of the dark theme need dark letters, as amber always does. */
const COLOURS = `
:root { --critical: #d32f2f; --high: #e65100; --medium: #f9b825; --low: #1976d2; --info: #388e3c;
--on-medium: #1d1c1d; --on-mark: #fff;
--accent: #6d3fd1; --untrusted: #3b4252; --unknown: #9aa3af; --trusted: #0d9488;
--not-judged: #d0d5db; --lane: #f7f8fa; }
@media (prefers-color-scheme: dark) { :root { --critical: #ef5350; --high: #ff8a3c;
--medium: #fdd663; --low: #64b5f6; --info: #81c995;
--on-mark: #17181a; --accent: #b69cff; --untrusted: #e8eaed; --unknown: #8b939d;
--trusted: #4db6ac; --not-judged: #4a4f55; --lane: #1f2124; } }
`;

const HEAD = `
body { max-width: 1440px; }
main > section { margin-top: 20px; }
h2 { margin: 0 0 8px; }
small, .hint { color: var(--soft); font-size: 12px; font-weight: 400; }
.period { font-size: 15px; font-variant-numeric: tabular-nums; }
.answer { font-size: 17px; font-weight: 600; margin: 8px 0; }
.answer .soft { font-weight: 400; }
button, select, input { background: var(--paper); border: 1px solid var(--line);
border-radius: 6px; color: inherit; font: inherit;
min-height: 32px; padding: 3px 10px; }
button { cursor: pointer; }
button:disabled { cursor: default; opacity: .4; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
details summary { color: var(--soft); cursor: pointer; font-size: 12px; padding: 4px 0; }
.alarm details { font-size: 12px; }
.hidden { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute;
white-space: nowrap; width: 1px; }
.filters { align-items: center; background: var(--paper); border-bottom: 1px solid var(--line);
display: flex; flex-wrap: wrap; gap: 8px;
margin-top: 4px; padding: 8px 0; position: sticky; top: 0; z-index: 2; }
.filters label { color: var(--soft); font-size: 12px; }
.search { flex: 1 1 180px; max-width: 320px; } .search input { width: 100%; }
.chips { display: flex; margin-top: 10px; flex-wrap: wrap; gap: 6px; }
.chip { align-items: center; border-radius: 18px; color: var(--ink); display: inline-flex;
gap: 6px; min-height: 34px; padding: 2px 12px 2px 8px; }
.chip[aria-pressed=true] { background: var(--tint); border-color: var(--accent);
box-shadow: inset 0 0 0 1px var(--accent); }
.shape { align-items: center; background: var(--shade); border: 2px solid var(--shade);
border-radius: 3px; color: var(--on-mark);
display: inline-flex; flex: none; font-size: 10px; font-style: normal; height: 17px;
justify-content: center; line-height: 1; vertical-align: -3px; width: 17px; }
.shape.critical { height: 15px; margin: 0 3px; rotate: 45deg; width: 15px; }
.shape.critical b { display: block; rotate: -45deg; }
.shape.medium, .shape.low, .shape.info { border-radius: 50%; }
.shape.low, .shape.info { background: none; color: var(--shade); }
.shape.medium { color: var(--on-medium); }
.critical { --shade: var(--critical); } .high { --shade: var(--high); }
.medium { --shade: var(--medium); } .low { --shade: var(--low); }
.info { --shade: var(--info); }
`;

const CHART = `
#time-line { position: relative; }
.zoom { display: flex; gap: 4px; margin-bottom: 6px; position: absolute; right: 0; top: -6px; }
#chart { --labels: 220px; border: 1px solid var(--line); border-radius: 8px; overflow: hidden;
user-select: none; }
.line { align-items: stretch; border-top: 1px solid var(--line); display: grid;
grid-template-columns: var(--labels) minmax(0, 1fr); }
.line.axis { border-top: 0; color: var(--soft); font-size: 12px; }
.line.band + .line.lane { border-top: 2px solid var(--line); }
.lane { content-visibility: auto; contain-intrinsic-size: auto 43px; }
.label { align-items: center; background: var(--lane); border-right: 1px solid var(--line);
display: flex; gap: 6px; min-width: 0; padding: 2px 10px; }
.band .label { color: var(--soft); font-size: 12px; } .band .label b { color: var(--ink); }
.lane .label { align-items: flex-start; flex-direction: column; gap: 0; justify-content: center;
line-height: 1.3; }
.lane button { background: none; border: 0; font-weight: 600; max-width: 100%; min-height: 20px;
overflow: hidden; padding: 0;
text-align: left; text-overflow: ellipsis; white-space: nowrap; }
.lane span { align-items: baseline; display: flex; gap: 6px; max-width: 100%; min-width: 0; }
.lane span small { flex: none; }
.lane .label > small { max-width: 100%; overflow: hidden; text-overflow: ellipsis;
white-space: nowrap; }
svg { display: block; height: auto; max-width: 100%; }
svg text { fill: var(--ink); font-size: 11px; }
svg line { stroke: var(--line); } svg line.hour { stroke-dasharray: 2 4; }
.axis text.hour { fill: var(--soft); } .axis text.day { font-weight: 700; }
.fill, .form { fill: var(--shade); }
.mark { cursor: pointer; outline: 0; }
.mark .hit { fill: transparent; }
.mark .form { stroke: var(--paper); stroke-width: 1.5; }
.mark.low .form, .mark.info .form { fill: var(--paper); stroke: var(--shade); stroke-width: 2; }
.mark .letter { fill: var(--on-mark); font-size: 10px; font-weight: 700; text-anchor: middle; }
.mark.medium .letter { fill: var(--on-medium); } .mark.low .letter,
.mark.info .letter { fill: var(--shade); }
.mark .count { font-size: 11px; font-weight: 700; paint-order: stroke; stroke: var(--paper);
stroke-width: 3; }
.mark:hover .hit, .mark:focus-visible .hit { fill: none; stroke: var(--accent); stroke-width: 2; }
.denial { fill: var(--accent); } .denial.observed, .denial.asked, .denial.held { opacity: .45; }
.untrusted { --net: var(--untrusted); } .unknown { --net: var(--unknown); }
.trusted { --net: var(--trusted); } .not-judged { --net: var(--not-judged); }
rect.network { fill: var(--net); }
.swatch { background: var(--net); border-radius: 2px; display: inline-block; height: 8px;
width: 14px; }
.swatch.unknown { background: repeating-linear-gradient(135deg, var(--net) 0 2px,
transparent 2px 4px); outline: 1px solid var(--net); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-top: 6px; }
.swatch.denied { background: var(--accent); height: 4px; vertical-align: 2px; width: 22px; }
.more { border: 0; border-radius: 0; border-top: 1px solid var(--line); width: 100%; }
#tip { background: var(--ink); border-radius: 6px; color: var(--paper); font-size: 12px;
line-height: 1.5; max-width: min(420px, calc(100vw - 16px));
padding: 6px 10px; pointer-events: none; position: fixed; z-index: 3; }
#tip div:first-child { font-weight: 700; }
#tip[hidden] { display: none; }
`;

const TABLES = `
table { border-collapse: collapse; width: 100%; }
th, td { padding: 6px 8px; text-align: left; vertical-align: top; }
th { background: var(--tint); font-size: 12px; white-space: nowrap; }
th button { background: none; border: 0; font-weight: 600; min-height: 24px; padding: 0; }
th[aria-sort=ascending] button::after { content: " ▲" / ""; }
th[aria-sort=descending] button::after { content: " ▼" / ""; }
td small { display: block; }
.denials td, .denials th { border-bottom: 1px solid var(--line); }
ul.plain { list-style: none; margin: 0; padding: 0; }
.nowrap, .time { font-variant-numeric: tabular-nums; white-space: nowrap; }
.why { margin: 0; padding-left: 20px; } .why b { margin-right: 4px; }
.open { background: none; border: 0; color: inherit; font-weight: 600; min-height: 24px;
padding: 0; text-align: left; text-decoration: underline;
text-decoration-color: var(--line); text-underline-offset: 3px; }
.cases { display: block; }
.cases thead, .cases tbody { display: block; }
.cases tr { border-bottom: 1px solid var(--line); display: grid;
grid-template-columns: 84px 152px minmax(0, 2.1fr) minmax(0, 1.5fr) minmax(0, 1fr) minmax(0,
1.2fr) minmax(0, 1.4fr); }
.cases tbody tr { content-visibility: auto; contain-intrinsic-size: auto 54px; }
.ready .cases tbody tr { cursor: pointer; }
.ready .cases tbody tr:hover { background: var(--tint); }
.cases tr[hidden] { display: none; }
.cases td { min-width: 0; }
.fate.denied, .fate.partly { font-weight: 600; } .fate.denied::before, .fate.partly::before,
.fate.observed::before, .fate.asked::before, .fate.held::before { background: var(--accent);
border-radius: 2px;
content: ""; display: inline-block; height: 4px; margin-right: 6px; vertical-align: 3px;
width: 14px; }
.fate.observed::before, .fate.asked::before, .fate.held::before { opacity: .45; }
.denials .fate { white-space: nowrap; }
.fate.none { color: var(--soft); }
html:not(.ready) .hint, html:not(.ready) .filters, html:not(.ready) #time-line { display: none; }
dialog[class] { color: var(--ink); }
dialog { background: var(--paper); border: 0; border-left: 6px solid var(--shade, var(--line));
box-shadow: 0 0 40px rgb(0 0 0 / .35); height: 100dvh; margin: 0 0 0 auto;
max-height: none; max-width: none; overflow-y: auto; padding: 12px 20px 24px; width: min(640px,
100vw); }
dialog::backdrop { background: rgb(0 0 0 / .35); }
dialog h2 { font-size: 18px; line-height: 1.4; margin: 10px 0; }
dialog dl { gap: 8px 16px; } dialog dt { font-size: 13px; } dialog ol { margin: 0;
padding-left: 20px; }
dialog dd.value { display: flex; flex-wrap: wrap; gap: 0 6px; }
dialog dd.value div:not(:last-child)::after { color: var(--soft); content: " ·"; }
.dialog-bar { align-items: center; background: var(--paper); display: flex; gap: 8px;
position: sticky; top: -12px; margin-top: -12px; padding: 12px 0 6px; }
.dialog-bar .close { margin-left: auto; }
.list { list-style: none; margin: 0; padding: 0; }
.row { align-items: center; border: 0; border-bottom: 1px solid var(--line); border-radius: 0;
display: flex; flex-wrap: wrap; gap: 4px 10px; min-height: 44px; text-align: left; width: 100%; }
code, bdi { unicode-bidi: isolate; }
`;

const PHONE = `
@media screen and (max-width: 900px) {
body { padding: 12px; }
h1 { font-size: 19px; } .answer { font-size: 16px; }
main { display: flex; flex-direction: column; } main > * { order: 2; } main > header, #counts,
#time-line { order: 1; }
#time-line .hint { display: none; }
.filters { border: 0; position: static; }
.search { flex-basis: 100%; max-width: none; }
.filters label:not(.search) { flex: 1 1 40%; } .filters select { display: block; width: 100%; }
.chip, .zoom button { min-height: 40px; } .zoom { position: static; }
.zoom button { flex: 1 0 auto; padding: 3px 8px; }
.denials, .denials thead, .denials tbody, .denials tr, .denials td { display: block; }
.denials thead { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute;
width: 1px; }
.denials tr, .cases tbody tr { border: 1px solid var(--line); border-radius: 8px;
margin: 0 0 10px; padding: 6px 10px; }
.denials td { border: 0; display: grid; gap: 8px; grid-template-columns: 76px minmax(0, 1fr);
padding: 2px 0; }
.denials td::before { color: var(--soft); content: attr(data-label); font-size: 12px; }
.cases thead tr { border: 0; display: flex; flex-wrap: wrap; gap: 6px; margin: 0 0 10px; }
.cases th { background: none; padding: 0; }
.cases th button { border: 1px solid var(--line); border-radius: 16px; min-height: 36px;
padding: 4px 12px; }
.cases tbody tr { contain-intrinsic-size: auto 132px; gap: 2px 10px;
grid-template-areas: "severity time" "who who" "what what" "account address" "fate fate";
grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
.cases td { padding: 0; } .cases td small { display: inline; }
td.severity { grid-area: severity; } td.time { grid-area: time; text-align: right; }
td.who { grid-area: who; } td.what { grid-area: what; }
td.account { grid-area: account; } td.address { grid-area: address; text-align: right; }
td.fate { grid-area: fate; }
.open { min-height: 32px; }
dialog { border-left: 0; border-top: 6px solid var(--shade, var(--line));
padding: 12px 14px 24px; width: 100vw; }
}
@media screen and (max-width: 680px) {
#chart { --labels: 0px; }
.line { grid-template-columns: minmax(0, 1fr); }
.label { border-right: 0; } .lane .label { flex-direction: row; justify-content: flex-start;
padding: 3px 8px; align-items: baseline; gap: 8px; }
.lane { contain-intrinsic-size: auto 70px; } .lane button { min-height: 28px; }
.lane .label > span { flex: none; max-width: 78%; } .lane .label > small { flex: 1;
text-align: right; }
.axis .label { display: none; }
}
`;

const PRINT = `
@media print {
@page { margin: 12mm 10mm; size: A4 landscape; }
:root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --paper: #fff;
--tint: #eee; --lane: #fff; --on-mark: #fff; --on-medium: #000;
--critical: #c62828; --high: #e65100; --medium: #f9b825; --low: #1565c0; --info: #2e7d32;
--accent: #6d3fd1; --untrusted: #333; --unknown: #999; --trusted: #0d9488; }
* { print-color-adjust: exact; }
body { font-size: 9pt; max-width: none; padding: 0; }
.screen, .hint, #tip, dialog { display: none; }
.print { display: inline; }
h2 { break-after: avoid; }
.line, .alarm, tr, li { break-inside: avoid; }
.lane, .cases tbody tr { content-visibility: visible; }
.cases { display: table; font-size: 8pt; } .cases thead { display: table-header-group; }
.cases tbody { display: table-row-group; }
.cases tr, .cases tr[hidden] { display: table-row; }
th, td { border-bottom: 1px solid var(--line); padding: 2px 5px; }
th[aria-sort] button::after { content: ""; }
.open { text-decoration: none; }
small { font-size: 7pt; }
details:not([open])::details-content { content-visibility: visible; height: auto; }
}
`;

/** The look of the page: time line, table and cards on a desk, on a phone, in the dark, in print. */
export const PAGE_STYLE = BASE_STYLE + COLOURS + HEAD + CHART + TABLES + PHONE + PRINT;
