import type { Locale } from '../../shared/configuration/configuration.ts';
import type { ContainmentRequest } from '../../shared/containment/containment.ts';
import type { MessageSettings } from '../../shared/notification/card/card-source.ts';
import { caseMessage } from '../../shared/notification/card/case-message.ts';
import { type ByHand, handForms } from '../../shared/notification/card/hand-message.ts';
import { noticeForms } from '../../shared/notification/card/notice-message.ts';
import type { Standing } from '../../shared/notification/card/standing.ts';
import { summaryForms } from '../../shared/notification/card/summary-message.ts';
import type { ChannelMessage } from '../../shared/notification/slack/channel-message.ts';
import { wordsOf } from '../../shared/notification/words/words-of.ts';
import type { UrgentNotice } from '../../shared/outbox/notices.ts';
import { messageSettings } from '../../test/support/a-case.ts';
import { stolenKeyPlan } from '../../test/support/a-case-plan.ts';
import {
	CONTAINED_AT,
	contained,
	NOT_REFERENCED,
	phishedStanding,
	RELEASED,
	standingOf,
	stolenKeyStanding,
	usedKeyStanding,
} from '../../test/support/a-standing.ts';
import { RESPONDER } from '../../test/support/a-submitted-request.ts';
import { aTellingDay } from '../../test/support/a-telling-day.ts';
import { EXPOSED_KEY, healthEvent } from '../../test/support/an-alarm.ts';
import { followAlarm } from '../../test/support/follow-alarm.ts';
import {
	guessingCase,
	phishedCase,
	rootCase,
	stolenKeyCase,
} from '../../test/support/telling-cases.ts';
import { carriedSessionCase, keyOfJobCase, usedKeyCase } from '../../test/support/telling-uses.ts';
import { messageHtml, pageHtml, type Screen, screenHtml } from './slack-html.ts';
import { takePicture } from './take-picture.ts';

/** The width of Slack on a desk and on a phone. */
const DESKTOP = 640;
const PHONE = 390;
/** Until there a phone shows a message without scrolling. */
const FIRST_SCREEN = 650;

const BREAKER: UrgentNotice = {
	id: 'breaker-1',
	kind: 'breaker-opened',
	at: CONTAINED_AT,
	facts: { number: '1', why: 'moved' },
};
/** The root user, whom an SCP would deny for a week. */
const ROOT: ContainmentRequest = {
	person: 'root',
	selector: { key: 'aws:PrincipalArn', value: 'arn:aws:iam::111122223333:root' },
	denyScope: 'untrusted-networks',
	policies: [{ policy: 'scp', account: '111122223333', attachment: null }],
	until: CONTAINED_AT + 7 * 24 * 3_600_000,
	reason: 'untrusted-sign-in',
};

/** Draws the cards of one language: one for the README, and all kinds on a desk and on a phone. */
export async function drawCards(locale: Locale): Promise<void> {
	const settings = messageSettings({
		locale,
		poweredBy: locale === 'ko' ? 'devops팀' : 'devops team',
	});
	const kinds = await kindsOf(settings);
	const screen = (messages: readonly ChannelMessage[], width: number, columns: number) =>
		screenHtml(
			messages.map((message) => messageHtml(message, locale === 'ko' ? '오후 1:35' : '1:35 PM')),
			{ width, columns },
		);
	const first = [screen(kinds.slice(0, 1), DESKTOP, 1), screen(kinds.slice(0, 1), PHONE, 1)];
	await draw(`message-${locale}`, locale, first);
	await draw(`cards-${locale}`, locale, [screen(kinds, DESKTOP, 3)]);
	await draw(`cards-${locale}-phone`, locale, [screen(kinds, PHONE, 5)]);
}

async function draw(name: string, locale: Locale, screens: readonly Screen[]): Promise<void> {
	const { due } = wordsOf({ locale });
	const width = screens.reduce((sum, screen) => sum + screen.width, 0);
	const html = pageHtml(locale, screens, due.high);
	const seenAt = Number(await takePicture(name, width, html));
	if (seenAt > 0) console.log(`  on a phone the first steps end at ${seenAt} px`);
	if (seenAt > FIRST_SCREEN)
		throw new Error(
			`${name}: the first steps end at ${seenAt} px, after the first screen of a phone`,
		);
}

/** Every kind of message about a case, the most telling first. */
async function kindsOf(
	settings: MessageSettings,
): Promise<readonly [ChannelMessage, ...ChannelMessage[]]> {
	const used = (standing: Standing) => caseMessage(usedKeyCase(), settings, standing);
	const stolen = (standing: Standing) => caseMessage(stolenKeyCase(), settings, standing);
	const alarm = await followAlarm(exposedKey(), settings.locale);
	const phished = (standing: Standing) => caseMessage(phishedCase(), settings, standing);
	return [
		used(usedKeyStanding({ state: 'effective' })),
		phished(phishedStanding({ state: 'failed', problem: NOT_REFERENCED })),
		caseMessage(rootCase(), settings, observed([ROOT])),
		stolen(stolenKeyStanding({ state: 'asked' })),
		noticeForms(BREAKER, settings)[0],
		handForms(byHand(), settings)[0],
		phished(phishedStanding({ state: 'ended', ending: RELEASED })),
		caseMessage(guessingCase(), settings, observed([])),
		caseMessage(keyOfJobCase(), settings, OF_JOB),
		caseMessage(carriedSessionCase(), settings, CARRIED),
		caseMessage(alarm.theCase, settings, standingOf(alarm.plan, { state: 'effective' })),
		summaryForms(aTellingDay(), settings)[0],
	];
}

/** What rules leave alone in every mode. */
const OF_JOB: Standing = {
	plan: { requests: [], notContained: ['usual-network'] },
	containments: [],
	isKeyAsked: false,
};

/** A session that was carried off, blocked. */
const CARRIED = standingOf(
	{
		requests: [
			{
				...ROOT,
				person: 'minji.kim',
				selector: { key: 'aws:userid', value: 'AROAEXAMPLEPRODADMIN1:minji.kim' },
				until: CONTAINED_AT + 12 * 3_600_000,
				reason: 'untrusted-use',
			},
		],
		notContained: [],
	},
	{ state: 'effective' },
);

/** AWS has found a key on a public site. */
function exposedKey(): object {
	return healthEvent('AWS_RISK_CREDENTIALS_EXPOSED', [EXPOSED_KEY]);
}

/** Deployed, in mode `observe`. */
function observed(requests: readonly ContainmentRequest[]): Standing {
	return {
		plan: { requests, notContained: ['mode-observe'] },
		containments: [],
		isKeyAsked: false,
	};
}

function byHand(): ByHand {
	const [request] = stolenKeyPlan().requests;
	if (request === undefined) throw new Error('the plan has no request');
	const containment = contained(request, { state: 'effective' });
	const given = { id: '0123456789abcdef0123456789abcdef', caseId: null, by: RESPONDER };
	return {
		containment: { ...containment, ...given, note: 'stolen laptop' },
		name: 'taeho.lim@corp.example',
	};
}
