import type { CasePlan } from '../containment/case-plan.ts';
import type { Wish } from '../containment/containment.ts';
import type { CardSource } from './card-source.ts';
import { dateTime } from './date-time.ts';
import { own, type Phrase, say } from './phrase.ts';

/** A card has to stay within what Slack takes of a message, whatever is in it. */
const MOST_WISHES = 3;
const MOST_REASONS = 2;
const MOST_SELECTOR = 80;

/** Who would be denied, how far, until when and by which policy; then why nothing is done. */
export function planLines({ words, settings, plan }: CardSource): readonly Phrase[] {
	const rest = plan.wishes.length - MOST_WISHES;
	return [
		...plan.wishes
			.slice(0, MOST_WISHES)
			.map((wish) => wishLine(wish, words.planned(wish.reach, dateTime(wish.until, settings.timeZone)))),
		...(rest > 0 ? [own(words.more(rest))] : []),
		...whyNot(plan).map((reason) => own(words.notContained[reason])),
	];
}

/** That nothing is blocked in this mode already stands above. */
function whyNot({ notContained }: CasePlan): CasePlan['notContained'] {
	return notContained.filter((reason) => reason !== 'mode-observe').slice(0, MOST_REASONS);
}

function wishLine({ selector, targets }: Wish, planned: string): Phrase {
	const where = targets.map(({ target }) => target).join(' + ');
	const whom = { outside: `${selector.key} = ${selector.value}`, max: MOST_SELECTOR };
	return say`${whom} · ${own(planned)} · ${where}`;
}
