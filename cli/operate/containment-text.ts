import { plainName } from '../../shared/case/case-name.ts';
import { type DenyScope, REQUEST_REASONS } from '../../shared/containment/containment.ts';
import {
	type ContainmentState,
	isApprovable,
	isReleasable,
	stateOf,
} from '../../shared/containment/ledger/containment-state.ts';
import type {
	Actor,
	Containment,
	PolicyProgress,
	Problem,
	Step,
} from '../../shared/containment/ledger/ledger.ts';
import { commandLine } from '../../shared/notification/card/commands.ts';
import { dateTime } from '../../shared/notification/card/date-time.ts';
import { printable } from '../terminal.ts';
import { roleText, sessionsText } from './role-text.ts';

const MOST = 200;
/** A sentence that says how to fix something is longer, because it may contain ARNs. */
const MOST_REMEDIATION = 500;

const STATES: Readonly<Record<ContainmentState, string>> = {
	failed: 'FAILED, not known to be denied',
	refused: 'REFUSED, not denied until a human decides',
	held: 'HELD by the breaker, not denied',
	asked: 'ASKED, not denied until a human decides',
	'under-way': 'under way, not known to be denied yet',
	effective: 'effective, denied',
	ending: 'ended, but the text may still deny',
	outside: 'NOT DENIED, acts outside of the pilot',
	expired: 'ended by the clock',
	released: 'ended by a human',
};

const SCOPES: Readonly<Record<DenyScope, string>> = {
	'untrusted-networks': 'from untrusted networks only',
	'aws-mcp': "through AWS's MCP servers, from every network",
	everything: 'everything',
};

/** Says the state of a containment in a few words. */
export function stateText(containment: Parameters<typeof stateOf>[0]): string {
	return STATES[stateOf(containment)];
}

/** Makes one line of a text that comes from an event or a person. */
export function oneLine(text: string, most = MOST): string {
	return printable(text, most);
}

/** Gives the name that the case knows, else what the ledger knows of the person. */
export function nameOf(containment: Containment, caseName: string | null): string {
	const { person, selector } = containment;
	const role = roleText(containment);
	if (role !== null) return role;
	const name = caseName === null ? null : plainName(caseName);
	return oneLine(name ?? (person === '' ? selector.value : person));
}

/** Says what is denied. */
export function scopeText(denyScope: DenyScope): string {
	return SCOPES[denyScope];
}

/** Says who is contained and in which state, on one line. */
export function summaryOf(containment: Containment, caseName: string | null): string {
	const { key, value } = containment.selector;
	return `${nameOf(containment, caseName)}, ${key} = ${oneLine(value)}, ${stateText(containment)}`;
}

/** Makes the lines that `eyes status` shows of a containment, with the commands that make sense. */
export function containmentLines(
	containment: Containment,
	caseName: string | null,
	timeZone: string,
): string[] {
	const { selector, denyScope, until, id, caseId, policies, ending, by, note, reason } =
		containment;
	return [
		`${nameOf(containment, caseName)}${sessionsText(containment, timeZone)}: ${stateText(containment)}; ${scopeText(denyScope)}, until ${dateTime(until, timeZone)}`,
		`  ${selector.key} = ${oneLine(selector.value)}`,
		`  containment ${id}${caseId === null ? '' : `, case ${caseId}`}`,
		`  ${REQUEST_REASONS[reason]}; requested by ${actorText(by)}${whyText(note)}`,
		...(ending === null ? [] : [`  ended by ${actorText(ending.by)}${whyText(ending.why)}`]),
		...policies.map((policy) => `  ${policyText(policy, timeZone)}`),
		...nextCommands(containment).map((line) => `  $ ${line}`),
	];
}

function policyText(
	{ policy, state, since, problem, attachment }: PolicyProgress,
	timeZone: string,
): string {
	const to =
		attachment === null ? '' : `, attached to ${attachment.kind} ${oneLine(attachment.name)}`;
	const why = problem === null ? '' : `: ${whyProblem(problem)}`;
	return `${policy}${to}: ${state} since ${dateTime(since, timeZone)}${why}`;
}

/** Says why a policy does not deny, and what to do; empty if it has no problem. */
export function problemText({ policy, problem }: PolicyProgress): string[] {
	return problem === null ? [] : [`${policy}: ${whyProblem(problem)}`];
}

function whyProblem({ reason, remediation }: Problem): string {
	return `${oneLine(reason)}. ${oneLine(remediation, MOST_REMEDIATION)}`;
}

/** Gives the commands that make sense in its present state. */
function nextCommands(containment: Containment): string[] {
	if (!isReleasable(containment)) return [];
	return [
		...(isApprovable(containment) ? [commandLine(`contain ${containment.id} --reason "…"`)] : []),
		commandLine(`release ${containment.id} --reason "…"`),
	];
}

/** Says who did what and when. */
export function stepLine(one: Step, timeZone: string): string {
	const { at, kind, by, moves, until, issuedBefore, why } = one;
	const moved = moves.map(({ policy, to, problem }) => {
		return `${policy} ${to}${problem === null ? '' : ` (${oneLine(problem.reason)})`}`;
	});
	const end = until === null ? [] : [`until ${dateTime(until, timeZone)}`];
	const cut =
		issuedBefore === undefined ? [] : [`sessions before ${dateTime(issuedBefore, timeZone)}`];
	const what = [...moved, ...cut, ...end].join(', ');
	return `${dateTime(at, timeZone)}  ${kind} by ${actorText(by)}${what === '' ? '' : `: ${what}`}${whyText(why)}`;
}

/** Says who acted, in a few words. */
export function actorText(actor: Actor): string {
	switch (actor.kind) {
		case 'person':
			return oneLine(actor.arn);
		case 'rule':
			return `rule ${oneLine(actor.name)}`;
		case 'publisher':
			return 'the publisher';
		case 'clock':
			return 'the clock';
	}
}

function whyText(why: string | null): string {
	return why === null ? '' : ` – ${oneLine(why, MOST_REMEDIATION)}`;
}
