import type { ContainmentRequest } from '../../containment/containment.ts';
import { isOnlyShown, type NotContained } from '../../containment/not-contained.ts';
import type { CardSource } from './card-source.ts';
import { rolesToCut } from './cut-lines.ts';
import { dateTime, readersTime } from './date-time.ts';
import { actionKeyOf } from './headline.ts';
import { own, type Phrase, phrase } from './phrase.ts';
import { leavesSomebody, stateOnCard } from './standing.ts';

/** These limits keep every card within Slack's limits for a message. */
const MOST_REQUESTS = 3;
/**
 * Beside commands for whole roles, which take much of a message, one principal and one reason are
 * enough.
 */
const MOST_BESIDE_ROLES = 1;
const MOST_REASONS = 2;
const MOST_SELECTOR = 80;

/** Who would be denied, how far, until when and by which policy. */
export function planLines(source: CardSource): readonly Phrase[] {
	const { words, standing } = source;
	const { plan } = standing;
	const most = mostListed(source);
	const rest = plan.requests.length - most;
	return [
		...plan.requests.slice(0, most).map((request) => requestLine(request, source)),
		...(rest > 0 ? [own(words.more(rest))] : []),
	];
}

/** How many principals a card lists one by one. */
export function mostListed(source: CardSource): number {
	return rolesToCut(source).length > 0 ? MOST_BESIDE_ROLES : MOST_REQUESTS;
}

/** Why nothing is contained, or what a human must do in addition. */
export function whyNotLines(source: CardSource): readonly Phrase[] {
	return whyNot(source).map((reason) => own(source.words.notContained[reason]));
}

/**
 * Leaves out what the card says elsewhere: that this mode blocks nothing, that roles must be cut,
 * the state of a containment, and why this sign-in is an exception.
 */
function whyNot(source: CardSource): readonly NotContained[] {
	const { theCase, standing } = source;
	const isCut = rolesToCut(source).length > 0;
	const hasState = stateOnCard(standing) !== null;
	const said = actionKeyOf(theCase);
	const isShown = (reason: NotContained) =>
		(isOnlyShown(reason) && !(hasState && leavesSomebody(standing))) ||
		(isCut && reason === 'too-many-sessions') ||
		(hasState
			? reason === 'mode-ask' || reason === 'breaker-open'
			: reason === (said === 'unknown' ? 'unknown-origin' : said));
	return standing.plan.notContained
		.filter((reason) => !isShown(reason))
		.slice(0, isCut ? MOST_BESIDE_ROLES : MOST_REASONS);
}

function requestLine(request: ContainmentRequest, source: CardSource): Phrase {
	const { selector, policies } = request;
	const where = policies.map(({ policy }) => policy).join(' + ');
	const whom = { raw: `${selector.key} = ${selector.value}`, max: MOST_SELECTOR };
	return phrase`${whom} · ${plannedPhrase(request, source)} · ${where}`;
}

/** How far and until when somebody is or would be denied. */
export function plannedPhrase(
	{ denyScope, until }: Pick<ContainmentRequest, 'denyScope' | 'until'>,
	{ settings, words }: Pick<CardSource, 'settings' | 'words'>,
): Phrase {
	const planned = words.planned(denyScope, dateTime(until, settings.timeZone));
	return [planned, ...readersTime(until, words)];
}
