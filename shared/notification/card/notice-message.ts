import { BREAKER_REASONS, type BreakerReason } from '../../containment/breaker.ts';
import type { UrgentNotice } from '../../outbox/notices.ts';
import type { ChannelMessage, SlackMessage } from '../slack/channel-message.ts';
import type { Words } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';
import { cardMessage, footOf, listOf, numberedOf, paragraphOf } from './blocks.ts';
import type { Fact, MessageSettings } from './card-source.ts';
import { codeOf } from './commands.ts';
import { dateTime } from './date-time.ts';
import { joined, own, type Phrase, phrase, toMrkdwn } from './phrase.ts';
import { plainMessage } from './plain-message.ts';

/** The colour of a failed containment: until a human acts, less is blocked than people think. */
const COLOUR = '#B71C1C';
const MOST_FACT = 120;

interface NoticeCard {
	readonly header: string;
	/** The first line is our own words. */
	readonly lines: readonly Phrase[];
	readonly steps: readonly string[];
	readonly commands: readonly Phrase[];
}

/** A notice as a Slack message. Its facts are shown as values, never read as markup. */
export function noticeMessage(notice: UrgentNotice, settings: MessageSettings): SlackMessage {
	const words = wordsOf(settings);
	const { header, lines, steps, commands } = cardOfNotice(notice, words);
	const [first = [], second = []] = lines;
	const toDo: Fact = { label: words.due.critical, lines: steps.map(own) };
	return cardMessage(
		{
			text: joined([own(header), second.length === 0 ? first : second], ' · '),
			header,
			colour: COLOUR,
		},
		[
			paragraphOf(lines),
			numberedOf(toDo),
			...(commands.length === 0
				? []
				: [listOf({ label: words.commandsLabel, lines: commands }, () => '')]),
			footOf(footLines(notice, settings, words)),
		],
	);
}

/** The same as plain text, in case Slack refuses the blocks. */
export function plainNoticeMessage(
	notice: UrgentNotice,
	settings: MessageSettings,
): ChannelMessage {
	const words = wordsOf(settings);
	const { header, lines, steps, commands } = cardOfNotice(notice, words);
	const foot = joined(footLines(notice, settings, words), ' | ');
	return plainMessage([
		header,
		...lines.map(toMrkdwn),
		...steps,
		...[...commands, foot].map(toMrkdwn),
	]);
}

function cardOfNotice({ kind, facts }: UrgentNotice, words: Words): NoticeCard {
	const { notices, title } = words;
	switch (kind) {
		case 'breaker-opened':
			return {
				header: `${title} · 🚨 ${notices.breakerTitle}`,
				lines: [own(`⚠️ ${notices.breakerMeans}`), breakerReason(facts.why ?? null, words)],
				steps: facts.why === 'unreadable' ? notices.unreadableSteps : notices.breakerSteps,
				commands: [
					phrase`${own(notices.resume)} ${codeOf('resume --reason "…"')}`,
					phrase`${own(words.commands.status)} ${codeOf('status')}`,
				],
			};
		case 'tampering':
			return {
				header: `${title} · 🚨 ${notices.tamperingTitle}`,
				lines: [own(`⚠️ ${notices.beingRepaired}`), tampered(facts, words)],
				steps: notices.tamperingSteps,
				commands: [phrase`${own(words.commands.status)} ${codeOf('status')}`],
			};
	}
}

function tampered({ policy, what, ...facts }: UrgentNotice['facts'], { notices }: Words): Phrase {
	const where = phrase`${policy ?? null}`;
	const principal = phrase`${{ raw: facts.principal ?? null, max: MOST_FACT }}`;
	if (what === 'attachment') return notices.policyDetached(where, principal);
	if (what !== 'name') return notices.textChanged(where);
	const now = phrase`${{ raw: facts.now ?? null, max: MOST_FACT }}`;
	return notices.principalRenamed(where, principal, now);
}

/** A reason without words of ours is shown as it is. */
function breakerReason(why: string | null, { notices }: Words): Phrase {
	return isBreakerReason(why) ? own(notices.breakerReasons[why]) : phrase`${why}`;
}

function isBreakerReason(why: string | null): why is BreakerReason {
	return why !== null && Object.hasOwn(BREAKER_REASONS, why);
}

function footLines(
	{ at }: UrgentNotice,
	{ timeZone, poweredBy }: MessageSettings,
	words: Words,
): readonly Phrase[] {
	return [
		own(`${words.notices.openedAt} : ${dateTime(at, timeZone)}`),
		phrase`${own(words.poweredBy)} : ${poweredBy}`,
	];
}
