import { cardOf } from '../../../shared/notification/card/card.ts';
import { placedHeadline } from '../../../shared/notification/card/card-header.ts';
import type { MessageSettings } from '../../../shared/notification/card/card-source.ts';
import { dateTime } from '../../../shared/notification/card/date-time.ts';
import { namePhrase } from '../../../shared/notification/card/facts.ts';
import { cleanValue, toPlain } from '../../../shared/notification/card/phrase.ts';
import { accountPhrase } from '../../../shared/notification/card/short-names.ts';
import { onlyPlanned } from '../../../shared/notification/card/standing.ts';
import { wordsOf } from '../../../shared/notification/words/words-of.ts';
import { localTime } from '../../../shared/runtime/local-time.ts';
import type { CaseData } from './browser/page-data.ts';
import { cardData, type SharedRows } from './card-data.ts';
import { fateOf } from './fate.ts';
import type { PlannedCase } from './kept-cases.ts';

/** A full IPv6 address, or the name of an AWS service. */
const MOST_ADDRESS = 60;

/** What the cases of one page have in common. */
export interface CasesContext {
	readonly settings: MessageSettings;
	readonly rows: SharedRows;
	/** The number of each lane. */
	readonly lanes: Map<string, number>;
}

/** Gives what the page shows of a case. Texts are one visible line each, not escaped for HTML. */
export function pageCase(planned: PlannedCase, context: CasesContext): CaseData {
	const { theCase, plan } = planned;
	const { settings, rows } = context;
	const words = wordsOf(settings);
	const { signIn, verdict } = theCase.lead;
	const until = Math.max(0, ...plan.requests.map((request) => request.until)) || null;
	const card = cardOf({ theCase, standing: onlyPlanned(plan), settings });
	return {
		id: theCase.id,
		severity: theCase.severity,
		network: verdict.network.classification,
		from: theCase.openedAt,
		to: theCase.lastAt,
		at: localTime(theCase.openedAt, settings.timeZone),
		lane: laneOf(planned, context),
		who: toPlain(namePhrase(theCase, words)),
		kind: words.principals[theCase.principal.kind],
		what: placedHeadline({ theCase, words }),
		account: toPlain(accountPhrase(signIn.account, settings, words)),
		address: cleanValue(verdict.origin.address, MOST_ADDRESS),
		fate: fateOf(plan),
		until,
		untilText: until === null ? null : dateTime(until, settings.timeZone),
		card: cardData(card, rows),
	};
}

/**
 * A person has one lane, under whatever names. An address that tries many names is nobody's. Names
 * of users are unique in their account only, names of the directory everywhere.
 */
function laneOf({ theCase, actor }: PlannedCase, { lanes }: CasesContext): number {
	const { subject, name, principal } = theCase;
	const owner =
		principal.kind === 'root' || principal.kind === 'iam-user' ? principal.account : null;
	const key =
		subject === 'address' || actor === null ? JSON.stringify([subject, name, owner]) : actor;
	const lane = lanes.get(key) ?? lanes.size;
	lanes.set(key, lane);
	return lane;
}
