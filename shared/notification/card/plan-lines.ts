import type { ContainmentRequest } from '../../containment/containment.ts';
import type { NotContained } from '../../containment/not-contained.ts';
import type { CardSource } from './card-source.ts';
import { dateTime } from './date-time.ts';
import { own, type Phrase, phrase } from './phrase.ts';
import { caseStateOf } from './standing.ts';

/** These limits keep every card within Slack's limits for a message. */
const MOST_REQUESTS = 3;
const MOST_REASONS = 2;
const MOST_SELECTOR = 80;

/** Who would be denied, how far, until when and by which policy. */
export function planLines({ words, settings, standing: { plan } }: CardSource): readonly Phrase[] {
	const rest = plan.requests.length - MOST_REQUESTS;
	return [
		...plan.requests
			.slice(0, MOST_REQUESTS)
			.map((request) =>
				requestLine(
					request,
					words.planned(request.denyScope, dateTime(request.until, settings.timeZone)),
				),
			),
		...(rest > 0 ? [own(words.more(rest))] : []),
	];
}

/** Why nothing is contained, or what a human must do in addition. */
export function whyNotLines(source: CardSource): readonly Phrase[] {
	return whyNot(source).map((reason) => own(source.words.notContained[reason]));
}

/**
 * Leaves out what the card says elsewhere: that this mode blocks nothing, and the state of a
 * containment.
 */
function whyNot({ standing }: CardSource): readonly NotContained[] {
	const isShown = (reason: NotContained) =>
		reason === 'mode-observe' ||
		(caseStateOf(standing) !== null && (reason === 'mode-ask' || reason === 'breaker-open'));
	return standing.plan.notContained.filter((reason) => !isShown(reason)).slice(0, MOST_REASONS);
}

function requestLine({ selector, policies }: ContainmentRequest, planned: string): Phrase {
	const where = policies.map(({ policy }) => policy).join(' + ');
	const whom = { raw: `${selector.key} = ${selector.value}`, max: MOST_SELECTOR };
	return phrase`${whom} · ${own(planned)} · ${where}`;
}
