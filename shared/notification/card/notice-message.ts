import { BREAKER_REASONS, type BreakerReason } from '../../containment/breaker.ts';
import type { Notice } from '../../outbox/notices.ts';
import type { ChannelMessage, SlackMessage } from '../slack/channel-message.ts';
import type { Words } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';
import { cardMessage, footOf, listOf, numberedOf, paragraphOf } from './blocks.ts';
import type { Fact, MessageSettings } from './card-source.ts';
import { codeOf } from './commands.ts';
import { dateTime } from './date-time.ts';
import { joined, own, type Phrase, phrase, toMrkdwn } from './phrase.ts';
import { plainMessage } from './plain-message.ts';

/** As urgent as a containment that failed: until a human acts, less is blocked than people think. */
const COLOUR = '#B71C1C';
const MOST_FACT = 120;

interface NoticeCard {
	readonly header: string;
	/** The first line is ours. */
	readonly says: readonly Phrase[];
	readonly steps: readonly string[];
	readonly commands: readonly Phrase[];
}

/** What the channel is told beside the cases. Facts are outside values. */
export function noticeMessage(notice: Notice, settings: MessageSettings): SlackMessage {
	const words = wordsOf(settings);
	const { header, says, steps, commands } = cardOfNotice(notice, words);
	const [first = [], second = []] = says;
	const toDo: Fact = { label: words.due.critical, lines: steps.map(own) };
	return cardMessage(
		{
			text: joined([own(header), second.length === 0 ? first : second], ' · '),
			header,
			colour: COLOUR,
		},
		[
			paragraphOf(says),
			numberedOf(toDo),
			...(commands.length === 0
				? []
				: [listOf({ label: words.commandsLabel, lines: commands }, () => '')]),
			footOf(footLines(notice, settings, words)),
		],
	);
}

/** The same as lines of text, for when Slack does not take the other. */
export function plainNoticeMessage(notice: Notice, settings: MessageSettings): ChannelMessage {
	const words = wordsOf(settings);
	const { header, says, steps, commands } = cardOfNotice(notice, words);
	const foot = joined(footLines(notice, settings, words), ' | ');
	return plainMessage([
		header,
		...says.map(toMrkdwn),
		...steps,
		...[...commands, foot].map(toMrkdwn),
	]);
}

function cardOfNotice({ kind, facts }: Notice, words: Words): NoticeCard {
	const { notices, title } = words;
	switch (kind) {
		case 'breaker-opened':
			return {
				header: `${title} · 🚨 ${notices.breakerTitle}`,
				says: [own(`⚠️ ${notices.breakerMeans}`), breakerReason(facts.why ?? null, words)],
				steps: notices.breakerSteps,
				commands: [
					phrase`${own(notices.resume)} ${codeOf('resume --reason "…"')}`,
					phrase`${own(words.commands.status)} ${codeOf('status')}`,
				],
			};
		case 'tampering':
			return {
				header: `${title} · 🚨 ${notices.tamperingTitle}`,
				says: [own(`⚠️ ${notices.beingRepaired}`), tampered(facts, words)],
				steps: notices.tamperingSteps,
				commands: [phrase`${own(words.commands.status)} ${codeOf('status')}`],
			};
	}
}

function tampered({ policy, what, principal }: Notice['facts'], { notices }: Words): Phrase {
	const where = phrase`${policy ?? null}`;
	return what === 'attachment'
		? notices.policyDetached(where, phrase`${{ raw: principal ?? null, max: MOST_FACT }}`)
		: notices.textChanged(where);
}

/** A reason for which we have no words is shown as it stands. */
function breakerReason(why: string | null, { notices }: Words): Phrase {
	return isBreakerReason(why) ? own(notices.breakerReasons[why]) : phrase`${why}`;
}

function isBreakerReason(why: string | null): why is BreakerReason {
	return why !== null && Object.hasOwn(BREAKER_REASONS, why);
}

function footLines(
	{ at }: Notice,
	{ timeZone, poweredBy }: MessageSettings,
	words: Words,
): readonly Phrase[] {
	return [
		own(`${words.notices.openedAt} : ${dateTime(at, timeZone)}`),
		phrase`${own(words.poweredBy)} : ${poweredBy}`,
	];
}
