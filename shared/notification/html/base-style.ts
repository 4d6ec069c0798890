/** What every page of ours looks like: colours (also in the dark and in print), letters, marks. */
export const BASE_STYLE = `
:root { color-scheme: light dark; --ink: #1d1c1d; --soft: #5f6368; --line: #d5d8dc;
--paper: #fff; --tint: #f5f6f8;
--critical: #b71c1c; --high: #d32f2f; --medium: #b26a00; --low: #1565c0; --info: #5f6368;
--bar: #1565c0; --before: #b0bec5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #9aa0a6; --line: #3c4043;
--paper: #17181a; --tint: #202124;
--critical: #ff8a80; --high: #ff8a80; --medium: #ffb74d; --low: #90caf9; --bar: #90caf9;
--before: #5f6b73; } }
* { box-sizing: border-box; }
body { background: var(--paper); color: var(--ink); font: 14px/1.5 "Noto Sans CJK KR",
"Noto Sans KR", "Apple SD Gothic Neo",
"Malgun Gothic", system-ui, sans-serif; margin: 0 auto; max-width: 1360px; padding: 20px;
overflow-wrap: anywhere; word-break: keep-all; }
h1 { font-size: 22px; line-height: 1.3; margin: 0 0 4px; }
h2 { font-size: 16px; margin: 24px 0 8px; }
p { margin: 4px 0; }
.soft, caption { color: var(--soft); font-size: 12px; }
.alarm { border: 2px solid var(--high); border-radius: 6px; margin: 12px 0; padding: 8px 12px; }
.alarm h2 { color: var(--high); margin: 0 0 4px; }
.alarm ul { margin: 0; padding-left: 20px; }
dl { display: grid; gap: 2px 16px; grid-template-columns: max-content 1fr; margin: 8px 0; }
dt { color: var(--soft); }
dd { margin: 0; }
.mark { border-radius: 3px; border: 1px solid currentColor; font-size: 11px; font-weight: 600;
padding: 0 4px; white-space: nowrap; }
.critical { color: var(--critical); } .high { color: var(--high); }
.medium { color: var(--medium); } .low { color: var(--low); }
.info { color: var(--info); }
code { font: 12px/1.5 "DejaVu Sans Mono", Menlo, Consolas, monospace; }
.print { display: none; }
`;
