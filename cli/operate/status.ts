import type { StoredCase } from '../../shared/case/case-store.ts';
import { BREAKER_REASONS } from '../../shared/containment/breaker.ts';
import type { Containment, Step } from '../../shared/containment/ledger/ledger.ts';
import type { BreakerOpening } from '../../shared/containment/ledger/ledger-breaker.ts';
import { NOT_CONTAINED } from '../../shared/containment/not-contained.ts';
import { findSubject } from '../../shared/decision/find-subject.ts';
import { commandLine } from '../../shared/notification/card/commands.ts';
import { cutCommand, rolesToCut } from '../../shared/notification/card/cut-lines.ts';
import { dateTime } from '../../shared/notification/card/date-time.ts';
import { onlyPlanned } from '../../shared/notification/card/standing.ts';
import { ALL_READ } from '../exit-codes.ts';
import { visibleJson } from '../terminal.ts';
import { actorText, containmentLines, oneLine, scopeText, stepLine } from './containment-text.ts';
import { usageErrorOf } from './decision-text.ts';
import type { OperateDeps } from './deps.ts';
import type { StatusOptions } from './options.ts';
import {
	type Fullness,
	type NamedContainment,
	type Overview,
	overview,
	withNames,
} from './overview.ts';
import { inTextText } from './role-text.ts';
import { stackSetLines } from './stack-set-text.ts';
import { publishedText, publishedTexts } from './texts.ts';
import { watch } from './watch.ts';

/**
 * Runs `eyes status`: shows everything that is open, or one case or containment with its history,
 * or the published texts, once or again and again. Gives the exit code.
 */
export async function status(options: StatusOptions, deps: OperateDeps): Promise<number> {
	const once = async () => {
		if (options.texts?.kind === 'one')
			await deps.tell(await publishedText(options.texts.which, deps));
		else await show(await shownFor(options, deps), options.format, deps);
	};
	if (options.watch !== null) return watch(once, options.watch, deps);
	await once();
	return ALL_READ;
}

interface Shown {
	readonly data: unknown;
	readonly lines: readonly string[];
}

function shownFor({ id, texts }: StatusOptions, deps: OperateDeps): Promise<Shown> {
	if (texts?.kind === 'list') return publishedTexts(texts.policy, deps);
	return id === null ? everything(deps) : one(id, deps);
}

async function show(
	{ data, lines }: Shown,
	format: StatusOptions['format'],
	{ tell }: OperateDeps,
): Promise<void> {
	if (format === 'json') await tell(visibleJson(JSON.stringify(data, null, '\t')));
	else for (const line of lines) await tell(line);
}

async function everything(deps: OperateDeps): Promise<Shown> {
	const data = await overview(deps);
	return { data, lines: overviewLines(data, deps.settings.configuration.timeZone) };
}

function overviewLines(
	{ open, breaker, notPosted, summary, directoryNotWatched, pilot, stackSets, documents }: Overview,
	timeZone: string,
): string[] {
	const count =
		open.length === 1 ? '1 containment is open' : `${open.length} containments are open`;
	return [
		...breakerLines(breaker, timeZone),
		'',
		open.length === 0 ? 'No containment is open.' : `${count}:`,
		...open.flatMap(({ containment, caseName }) => [
			'',
			...containmentLines(containment, caseName, timeZone),
		]),
		'',
		...unpostedLines(notPosted),
		summaryLine(summary),
		...directoryLines(directoryNotWatched),
		...pilotLines(pilot),
		...stackSetLines(stackSets, timeZone),
		...documents.map(fullnessLine),
	];
}

/** Says whether the breaker is open, and with which command to close it. */
export function breakerLines(breaker: BreakerOpening | null, timeZone: string): string[] {
	if (breaker === null) return ['Breaker: closed; it has never been open.'];
	const { since, why, resumed } = breaker;
	const cause = `since ${dateTime(since, timeZone)} (${BREAKER_REASONS[why]})`;
	if (resumed === null) {
		return [
			`Breaker: OPEN ${cause}. Rules contain nobody and their requests are held; a human's requests are carried out.`,
			`  $ ${commandLine('resume --reason "…"')}`,
		];
	}
	const when = dateTime(resumed.at, timeZone);
	return [
		`Breaker: closed by ${actorText(resumed.by)} on ${when} – ${oneLine(resumed.why)}; it was open ${cause}`,
	];
}

function unpostedLines({ cases, notices }: Overview['notPosted']): string[] {
	const due = [
		...cases.map(({ id, severity }) => `case ${id} (${severity})`),
		...notices.map(({ id, kind }) => `notice ${id} (${kind})`),
	];
	return [
		due.length === 0
			? 'All messages are posted to Slack.'
			: `Messages not posted to Slack yet: ${due.join(', ')}`,
	];
}

function summaryLine({ day, lines, signIns }: Overview['summary']): string {
	return signIns === 0
		? `Daily summary of ${day}: nothing to tell so far`
		: `Daily summary of ${day}: ${signIns} sign-ins in ${lines} lines so far`;
}

function directoryLines(missing: Overview['directoryNotWatched']): string[] {
	if (missing === null) return [];
	const day = new Date(missing.day).toISOString().slice(0, 10);
	return [
		`Identity Center is not watched: sessions were obtained through its portal (last on ${day} in account ${oneLine(missing.account)}), but no record of the portal arrives. Watch the account and the Region that own Identity Center.`,
	];
}

function pilotLines(pilot: Overview['pilot']): string[] {
	if (pilot === null) return [];
	return [
		`Pilot: the SCP denies only in ${pilot.join(', ')} (deployment.targets). Directory users who are denied keep their sessions in other accounts.`,
	];
}

function fullnessLine(one: Fullness): string {
	const { policy, size, limit, fullness, refused } = one;
	const left = refused === 0 ? '' : `; ${refused} NOT in it`;
	const full = `${Math.round(fullness * 100)} % full when ends are rounded most`;
	return `Deny document of ${policy}: ${inTextText(one)}, ${size} of ${limit} characters, ${full}${left}`;
}

async function one(id: string, deps: OperateDeps): Promise<Shown> {
	const subject = await findSubject(id, deps);
	if (subject.kind === 'refused') throw usageErrorOf(subject);
	const { stored, containments } = subject;
	const withHistory = await Promise.all(
		(await withNames(containments, deps)).map(async ({ containment, caseName }) => ({
			...{ containment, caseName },
			history: await deps.ledger.history(containment.id),
		})),
	);
	const { timeZone } = deps.settings.configuration;
	return {
		data: { case: stored === null ? null : caseData(stored), containments: withHistory },
		lines: [
			...(stored === null
				? ['The containment belongs to no case.']
				: caseLines(stored, containments, timeZone)),
			...withHistory.flatMap((entry) => ['', ...historyLines(entry, timeZone)]),
		],
	};
}

function caseData({
	case: theCase,
	plan,
	answer,
	postedMessage,
	postedRevision,
	revision,
}: StoredCase) {
	const { id, name, severity, openedAt, lastAt, successes, failures, accounts } = theCase;
	const counted = { successes, failures, accounts };
	return {
		id,
		name,
		severity,
		openedAt,
		lastAt,
		...counted,
		plan,
		answer,
		isPosted: postedMessage !== null && postedRevision >= revision,
	};
}

function caseLines(
	stored: StoredCase,
	containments: readonly Containment[],
	timeZone: string,
): string[] {
	const { case: theCase, answer, plan } = stored;
	const { id, name, severity, openedAt, lastAt, successes, failures, accounts, lead } = theCase;
	const times = `${dateTime(openedAt, timeZone)} to ${dateTime(lastAt, timeZone)}`;
	return [
		`Case ${id}: ${oneLine(name)}, ${severity}, from ${oneLine(lead.verdict.network.key)}`,
		`  ${times}; ${successes} signed in, ${failures} failed; accounts ${accounts.map((one) => oneLine(one)).join(', ')}`,
		answer === null
			? '  not answered yet'
			: `  answered by ${oneLine(answer.by)} on ${dateTime(answer.at, timeZone)}`,
		...plan.notContained.map((reason) => `  ${NOT_CONTAINED[reason]}`),
		...rolesToCut({ theCase, standing: onlyPlanned(plan) }).map(
			(role) => `  $ ${commandLine(cutCommand(role))}`,
		),
		...(containments.length === 0 ? plannedLines(stored) : []),
	];
}

function plannedLines({ case: { id }, plan }: StoredCase): string[] {
	if (plan.requests.length === 0) return ['  Nobody is contained because of this case.'];
	return [
		'  Nobody is contained because of this case. This would be denied:',
		...plan.requests.map(({ selector: { key, value }, denyScope, policies }) => {
			const where = policies.map(({ policy }) => policy).join(' and ');
			return `    ${key} = ${oneLine(value)}, ${scopeText(denyScope)}, by ${where}`;
		}),
		`  $ ${commandLine(`contain ${id} --reason "…"`)}`,
	];
}

function historyLines(
	{ containment, caseName, history }: NamedContainment & { history: readonly Step[] },
	timeZone: string,
): string[] {
	return [
		...containmentLines(containment, caseName, timeZone),
		...history.map((step) => `    ${stepLine(step, timeZone)}`),
	];
}
