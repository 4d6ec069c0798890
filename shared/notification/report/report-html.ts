import { FINDING_SEVERITIES } from '../../report/finding-codes.ts';
import type { CredentialReport, FailedAccount } from '../../report/report.ts';
import { notesOf } from '../../report/report-summary.ts';
import { dateTime, period } from '../card/date-time.ts';
import { cleanValue, toPlain } from '../card/phrase.ts';
import { contentPolicy } from '../html/content-policy.ts';
import { type Html, html, trusted } from '../html/html.ts';
import type { ReportWords } from '../words/report-words.ts';
import { ageSvg } from './age-svg.ts';
import { headlineOf, nothingLine } from './report-headline.ts';
import { htmlRow, type RowSettings } from './report-html-row.ts';
import { accountName, type ReportFileSettings, reportWordsOf } from './report-settings.ts';
import { REPORT_SCRIPT, REPORT_STYLE } from './report-style.ts';

/** A browser shows so many rows without delay; the CSV has all. */
const MOST_ROWS = 5_000;
/** The reason says what helps, so it is long enough for any error of AWS. */
const MOST_WHY = 1000;

/**
 * The report as one HTML file, which loads nothing from elsewhere. On a phone each row is a card. In
 * print it is the evidence that ISMS-P 2.5.6 asks for: scope, limits, findings with the numbers of
 * the standards, and empty fields for who reviewed what and when.
 */
export function reportHtml(report: CredentialReport, settings: ReportFileSettings): string {
	const words = reportWordsOf(settings);
	const shown = { words, settings };
	const title = words.title(report.week);
	const page = html`<!doctype html>
<html lang="${settings.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(REPORT_STYLE, REPORT_SCRIPT)}">
<title>${title}</title>
<style>${trusted(REPORT_STYLE)}</style>
</head>
<body>
<main>
${approval(words)}
<h1>${title}</h1>
<p class="print">${words.page.purpose}</p>
<p class="headline">${toPlain(headlineOf(report, words, settings))}</p>
${notRead(words.notReadTitle, report.failed, settings)}
${notRead(words.notesTitle, notesOf(report), settings)}
${about(report, shown)}
${ageSvg(report, words)}
${findings(report, shown)}
</main>
<script>${trusted(REPORT_SCRIPT)}</script>
</body>
</html>
`;
	return page.html;
}

/** Where people sign, in print. */
function approval({ page }: ReportWords): Html {
	return html`<table class="print approval" aria-hidden="true"><tr>${page.approval.map(
		(role) => html`<th class="print">${role}</th>`,
	)}</tr><tr>${page.approval.map(() => html`<td class="print"></td>`)}</tr></table>`;
}

function notRead(
	title: string,
	accounts: readonly FailedAccount[],
	settings: ReportFileSettings,
): Html {
	if (accounts.length === 0) return html``;
	return html`<section class="alarm"><h2>⚠️ ${title}</h2><ul>${accounts.map(
		({ account, why }) =>
			html`<li><b>${namesOf([{ account }], settings)}</b>: ${cleanValue(why, MOST_WHY)}</li>`,
	)}</ul></section>`;
}

function namesOf(accounts: readonly { readonly account: string }[], settings: ReportFileSettings) {
	return accounts.map(({ account }) => cleanValue(accountName(account, settings))).join(', ');
}

/** What an auditor asks first: what was looked at, when, by which limits, and with what. */
function about(report: CredentialReport, { words, settings }: RowSettings): Html {
	const { page } = words;
	const { accounts, failed, at, counts } = report;
	const lost = `${words.notReadTitle} ${failed.length} (${namesOf(failed, settings)})`;
	return html`<dl>
<dt class="print">${page.company}</dt><dd class="print blank"></dd>
<dt>${page.scope}</dt><dd>${page.scopeRead} ${accounts.length} (${namesOf(accounts, settings) || '–'})${
		failed.length === 0 ? '' : html` · <b>${lost}</b>`
	}</dd>
<dt>${page.dataAt}</dt><dd>${timesOfData(report, settings)}</dd>
<dt>${page.generated}</dt><dd>${dateTime(at, settings.timeZone)}</dd>
<dt>${page.basis}</dt><dd>${page.basisText(settings.report.limits)}</dd>
<dt>${page.tool}</dt><dd>eyes-system · ${words.poweredBy} ${settings.poweredBy}</dd>
</dl>
<p class="soft">${words.looked(counts)}</p>`;
}

/** AWS keeps a credential report for four hours, so the data of an account may be older than ours. */
function timesOfData({ accounts }: CredentialReport, { timeZone }: ReportFileSettings): string {
	const times = accounts.map(({ at }) => at);
	const [first, last] = [Math.min(...times), Math.max(...times)];
	if (times.length === 0) return '–';
	return first === last ? dateTime(first, timeZone) : period([first, last], timeZone);
}

function findings(report: CredentialReport, shown: RowSettings): Html {
	const { words } = shown;
	const nothing = nothingLine({ ...report, notes: notesOf(report) }, words);
	if (report.credentials.length === 0) return html`<p>${nothing ?? ''}</p>`;
	const rows = report.credentials.slice(0, MOST_ROWS);
	const left = report.credentials.length - rows.length;
	const { columns, page } = words;
	const heading = (text: string) => html`<th scope="col">${text}</th>`;
	const empty = (text: string) => html`<th scope="col" class="print">${text}</th>`;
	return html`${nothing === null ? '' : html`<p>${nothing}</p>`}
<table class="findings">
<caption>${page.found} ${report.credentials.length}<span class="hint"> · ${page.sortHint}</span></caption>
<thead><tr><th scope="col" aria-sort="descending">${columns.findings}</th>${[columns.user, columns.account, columns.credential, page.age, columns.lastUsed, columns.use, columns.owner].map(heading)}${[page.standards, page.reviewer, page.reviewed, page.action].map(empty)}</tr></thead>
<tbody>
${rows.map((credential) => htmlRow(credential, shown))}
</tbody>
</table>
${left === 0 ? '' : html`<p><b>${words.more(left)}</b></p>`}
<p class="soft screen">${FINDING_SEVERITIES.toReversed()
		.map((severity) => words.severities[severity])
		.join(' > ')}</p>`;
}
