import type { Finding } from '../../report/account-report.ts';
import { FINDING_CODES, severityRank } from '../../report/finding-codes.ts';
import { maskKeyId } from '../../report/mask-key-id.ts';
import type { ReportedCredential } from '../../report/report.ts';
import { localDay } from '../../runtime/local-time.ts';
import { cleanValue, toPlain } from '../card/phrase.ts';
import { type Html, html } from '../html/html.ts';
import type { ReportWords } from '../words/report-words.ts';
import { credentialName } from './credential-name.ts';
import { dueWords, findingLine, ownerLine } from './finding-line.ts';
import { accountName, type ReportFileSettings } from './report-settings.ts';
import { useLine } from './use-line.ts';

export interface RowSettings {
	readonly words: ReportWords;
	readonly settings: ReportFileSettings;
}

/** A row of the table. `data-key` is what it is sorted by, `data-label` the heading on a phone. */
export function htmlRow(credential: ReportedCredential, { words, settings }: RowSettings): Html {
	const { account, user, ageDays, createdAt, lastUsedAt, findings, owner, use } = credential;
	const { columns, page } = words;
	const severity = findings[0]?.severity ?? 'info';
	const rank = severityRank(severity);
	const id = settings.report.fullKeyIds ? credential.credential : maskKeyId(credential.credential);
	const idName = cleanValue(credentialName(id, words));
	const marks = [
		...(credential.isNew ? [words.isNew] : []),
		...(credential.isGone ? [words.gone] : []),
	];
	const day = (time: number | null) => (time === null ? '–' : localDay(time, settings.timeZone));
	const age =
		ageDays === null
			? '–'
			: html`${words.days(ageDays)}<br><span class="soft">${day(createdAt)}</span>`;
	const cell = (label: string, key: string | number, content: Html | string) =>
		html`<td data-label="${label}" data-key="${key}" class="${typeof key}"><div>${content}</div></td>`;
	const name = cleanValue(accountName(account, settings));
	const userName = cleanValue(user);
	const ownerText = toPlain(ownerLine(owner, words));
	const useText = toPlain(useLine(use, credential.at, words));
	return html`<tr>${[
		cell(
			columns.findings,
			rank,
			html`<span class="mark ${severity}">${words.severities[severity]}</span> ${marks.map(
				(mark) => html`<span class="mark">${mark}</span> `,
			)}<ul class="plain">${findings.map(
				(finding) => html`<li>${findingHtml(finding, { words, settings })}</li>`,
			)}</ul>`,
		),
		cell(columns.user, userName, userName),
		cell(columns.account, name, name),
		cell(columns.credential, idName, html`<code>${idName}</code>`),
		cell(page.age, ageDays ?? -1, age),
		cell(columns.lastUsed, lastUsedAt ?? 0, day(lastUsedAt)),
		cell(columns.use, useText, useText),
		cell(columns.owner, ownerText, ownerText),
	]}<td class="print">${standardsOf(credential)}</td>${[
		page.reviewer,
		page.reviewed,
		page.action,
	].map(() => html`<td class="print"></td>`)}</tr>
`;
}

/** The day of the limit stays on one line. */
function findingHtml(finding: Finding, { words, settings }: RowSettings): Html {
	const line = toPlain(findingLine({ ...finding, dueAt: null }, words, settings));
	const { code, dueAt } = finding;
	if (dueAt === null) return html`${line}`;
	const limit = dueWords({ code, dueAt }, words, settings.timeZone);
	return html`${line} · <span class="day">${limit}</span>`;
}

/** `ISMS-P 2.5.6, 2.7.2 · IAM.3`. The numbers of CIS stand beside the names of the rules. */
function standardsOf({ findings }: ReportedCredential): string {
	const all = findings.map(({ code }) => FINDING_CODES[code]);
	const ismsP = new Set(all.flatMap((one) => one.ismsP));
	const hub = new Set(all.flatMap((one) => one.securityHub));
	return [
		...(ismsP.size === 0 ? [] : [`ISMS-P ${[...ismsP].join(', ')}`]),
		...(hub.size === 0 ? [] : [`Security Hub ${[...hub].join(', ')}`]),
	].join(' · ');
}
