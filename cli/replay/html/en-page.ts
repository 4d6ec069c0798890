import { REFUSALS } from '../../../shared/record/record.ts';
import { WHY_NOT } from '../denials.ts';
import { counted, number } from '../tally.ts';
import type { PageWords } from './page-words.ts';

/** The words of the page in English. */
export const enPage: PageWords = {
	title: 'AWS Login · what the logs show',
	read: ({ files, skippedFiles, records, signIns, uses }) => {
		const skipped = skippedFiles === 0 ? '' : ` (${number(skippedFiles)} skipped)`;
		const calls = counted(uses.calls, 'call');
		const more = uses.calls === 0 ? '' : ` and ${calls} with credentials from untrusted networks`;
		const read = `${counted(signIns, 'record')} of the sign-in services${more}`;
		return `Read ${read}, of ${counted(records, 'record')} in ${counted(files, 'file')}${skipped}.`;
	},
	nothingRead:
		'No sign-in record was judged. This does not mean that all is well. ' +
		'Check the path of the logs and the period (--since, --until).',
	refusedTitle: (count) => `Records that could not be read: ${count}`,
	refusedMeans:
		'These records were not judged. That they are not on this page does not mean that all is well.',
	refusedExamples: 'Files and details',
	refusals: REFUSALS,
	noCases: 'No case to tell in the records that were read.',
	noneOfOptions: (options) =>
		`No case fits these options: ${options}. Other cases, if there are any, are not on this page.`,
	onceADay: (signIns) =>
		`Records that are told once a day, in a summary, are not among the cases below: ${signIns}.`,
	limits: (options) => `Only the cases that these options leave: ${options}.`,
	leftOut: (count) =>
		`There are too many cases: ${count} of the least severe are not on this page. ` +
		'Narrow it down with --severity or --since.',
	mode: (mode) =>
		({
			observe: 'Mode observe: nobody is blocked, there are only alerts.',
			ask: 'Mode ask: a responder decides before anybody is blocked.',
			contain: 'Mode contain: people are blocked automatically.',
		})[mode],
	otherModes: (modes) => `Modes of accounts: ${modes}.`,
	fateSentences: {
		denied: (people) => `${counted(people, 'person', 'people')} would have been blocked.`,
		partly: (people) =>
			`${counted(people, 'person', 'people')} would have been blocked only in part.`,
		asked: (people) =>
			`Blocking ${counted(people, 'person', 'people')} would have waited for a responder.`,
		held: (people) =>
			`The circuit breaker would have stopped blocking ${counted(people, 'person', 'people')}.`,
		observed: (people) =>
			`In mode contain ${counted(people, 'person', 'people')} would have been blocked.`,
	},
	impossible: (cases, why) => `${counted(cases, 'case')} cannot be blocked in any mode (${why}).`,
	nobodyDenied: 'There is nobody to block.',
	letters: { info: 'i', low: 'L', medium: 'M', high: 'H', critical: 'C' },
	networks: {
		untrusted: 'Untrusted',
		unknown: 'Unknown place',
		trusted: 'Trusted',
		'not-judged': 'Inside AWS',
	},
	whyNot: WHY_NOT,
	fates: {
		denied: 'Blocked (dry run)',
		partly: 'Partly blocked (dry run)',
		asked: 'Needs approval (dry run)',
		held: 'On hold (dry run)',
		observed: 'Alert only (could be blocked)',
		impossible: 'Cannot be blocked',
		none: 'Not to be blocked',
	},
	filters: {
		title: 'Filter the cases',
		severity: 'Severity',
		search: 'Search user, account, IP',
		network: 'Network',
		fate: 'Block',
		all: 'All',
		reset: 'Clear filters',
	},
	timeLine: 'Time line',
	timeLineHint: 'press a mark to open its card',
	legend: {
		denial: 'bar above: blocked (dry run)',
		network: 'strip below: networks of all sign-ins',
	},
	zoom: {
		in: 'Zoom in',
		out: 'Zoom out',
		earlier: 'Earlier',
		later: 'Later',
		all: 'Whole period',
	},
	denials: 'Who would be blocked, and when (dry run)',
	notDenied: 'What cannot be blocked, and why',
	columns: {
		severity: 'Severity',
		time: 'Time',
		who: 'User',
		what: 'What',
		account: 'AWS account',
		address: 'IP address',
		fate: 'Block',
		selector: 'Until when, selector, policy',
	},
	cases: 'Cases',
	sortHint: 'press a heading to sort',
	until: (time) => `~ ${time}`,
	casesCount: (count) => counted(count, 'case'),
	more: (count) => `and ${number(count)} more`,
	noScript:
		'Scripts are switched off, so there is no time line, filter or card. ' +
		'The table below has all cases.',
	browser: {
		shown: '{shown} of {all} cases',
		noneShown: 'No case matches. Clear the filters.',
		moreLanes: 'and {count} more',
		notDrawn: '{count} more are in the table.',
		onlyThis: 'show only the cases with this name',
		casesHere: '{count} cases',
		until: 'until {time}',
		close: 'Close',
		before: 'Previous case',
		next: 'Next case',
	},
};
