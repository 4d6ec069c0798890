import type { Configuration } from '../../shared/configuration/configuration.ts';
import { dateTime } from '../../shared/notification/card/date-time.ts';
import { withMaskedKeys } from '../../shared/sign-in/mask-key.ts';
import { reachLines } from '../deploy/reach.ts';
import { oneLine } from '../operate/containment-text.ts';
import { type Finding, MARKS, type Mark } from './look.ts';
import type { Place } from './place.ts';
import type { Looked } from './verify.ts';
import type { VerifyDeps } from './verify-deps.ts';

/** Everything of a report but its looks. */
export interface Heading {
	readonly version: string;
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	readonly account: string;
	readonly place: Place;
	readonly caller: string;
	/** Where the effects reach, and what rules do. */
	readonly reach: readonly string[];
}

const PAGE = 'docs/first-deployment.md';
const PLACES: Readonly<Record<Place, string>> = {
	'single-account': 'the account',
	management: 'the management account',
	hub: 'the hub',
	member: 'a member account',
};

export function headingOf(
	{ configuration, caller, place }: Pick<VerifyDeps, 'configuration' | 'caller' | 'place'>,
	{ version, at }: Pick<Heading, 'version' | 'at'>,
): Heading {
	return {
		...{ version, at, place },
		account: caller.account,
		caller: oneLine(caller.arn),
		reach: reachLines(configuration),
	};
}

/** Counts the findings by their mark. */
export function counted(looked: readonly Looked[]): Readonly<Record<Mark, number>> {
	const marks = looked.flatMap(({ findings }) => findings).map(({ mark }) => mark);
	const count = (mark: Mark) => marks.filter((one) => one === mark).length;
	return {
		...{ ok: count('ok'), differs: count('differs'), doubt: count('doubt') },
		'not checked': count('not checked'),
	};
}

/** The result in one sentence. */
export function resultText(looked: readonly Looked[]): string {
	const { ok, differs, doubt, 'not checked': open } = counted(looked);
	return `answers: ${ok} as expected, ${differs} different, ${open} not checked, ${doubt} in doubt`;
}

/** The report as Markdown. Texts of AWS stand in blocks of code, where nothing is markup. */
export function markdownOf(
	{ version, at, account, place, caller, reach }: Heading,
	looked: readonly Looked[],
	{ timeZone }: Pick<Configuration, 'timeZone'>,
): string {
	const lines = [
		'# First deployment: what eyes verify found',
		'',
		...block([
			`${dateTime(at, timeZone)}, eyes-system ${version}`,
			`account ${account}: ${PLACES[place]}, asked as ${caller}`,
			...reach,
		]),
		'',
		`${resultText(looked)}.`,
		...looked.flatMap((one) => lookLines(one, timeZone)),
		'',
		'## What is left for a person',
		'',
		`${PAGE} says how, and what to expect. Write what you saw below each line.`,
		'',
		...looked.flatMap(humanLines),
	];
	return withMaskedKeys(`${lines.join('\n')}\n`);
}

/** The report as JSON, for programs. */
export function jsonOf(heading: Heading, looked: readonly Looked[]): string {
	const value = { ...heading, counts: counted(looked), looks: looked };
	return withMaskedKeys(`${JSON.stringify(value, null, '\t')}\n`);
}

function lookLines(looked: Looked, timeZone: string): string[] {
	const { number, title, at, findings, elsewhere } = looked;
	const places = elsewhere.map((one) => PLACES[one]).join(' and in ');
	return [
		...['', `## ${number}. ${title}: ${stateOf(looked)}`],
		...(findings.length === 0
			? []
			: ['', ...block([dateTime(at, timeZone), ...findings.flatMap(lines)])]),
		...(elsewhere.length === 0
			? []
			: ['', `To be asked in ${places}${findings.length === 0 ? '' : ' too'}.`]),
	];
}

/** The worst mark, because one answer that differs must be seen. */
function stateOf({ findings, elsewhere, human }: Looked): string {
	const worst = MARKS.find((mark) => findings.some((one) => one.mark === mark));
	if (worst !== undefined) return worst;
	if (elsewhere.length > 0) return 'not in this account';
	return human === null ? 'nothing to ask' : 'by hand';
}

function lines({ mark, says, help }: Finding): string[] {
	const shown = mark === 'differs' ? 'DIFFERS' : mark;
	return [`${shown}: ${says}`, ...help.map((one) => `  > ${one}`)];
}

function humanLines({ number, title, human }: Looked): string[] {
	return human === null ? [] : [`- ${number}. ${title}: ${human}`];
}

/** No line of a block begins as its fence, because each begins with our own words. */
function block(text: readonly string[]): string[] {
	return ['```text', ...text, '```'];
}
