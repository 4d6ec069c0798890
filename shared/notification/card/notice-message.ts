import { BREAKER_REASONS, type BreakerReason } from '../../containment/breaker.ts';
import type { UrgentNotice } from '../../outbox/notices.ts';
import type { BlocksMessage, ChannelMessage } from '../slack/channel-message.ts';
import type { Words } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';
import { blocksMessage, footOf, listsOf, numberedOf, paragraphOf } from './blocks.ts';
import type { Fact, MessageSettings } from './card-source.ts';
import { codeOf } from './commands.ts';
import { dateTime } from './date-time.ts';
import { joined, own, type Phrase, phrase, toMrkdwn } from './phrase.ts';
import { plainMessage } from './plain-message.ts';

const MOST_FACT = 120;

interface NoticeCard {
	readonly header: string;
	/** The first line is our own words. */
	readonly lines: readonly Phrase[];
	/** The first step in a few words. */
	readonly first: string;
	readonly steps: readonly string[];
	readonly commands: readonly Phrase[];
}

/**
 * A notice as a Slack message, in blocks and as text. Its facts are shown as values, never read as
 * markup. There are no details that could be folded.
 */
export function noticeForms(
	notice: UrgentNotice,
	settings: MessageSettings,
): readonly [BlocksMessage, ChannelMessage] {
	const words = wordsOf(settings);
	const { header, lines, first, steps, commands } = cardOfNotice(notice, words);
	const toDo: Fact = { label: words.due.critical, lines: steps.map(own) };
	const foot = footLines(notice, settings, words);
	return [
		blocksMessage({ text: own(`${header} · ${first}`), header }, [
			paragraphOf(lines),
			numberedOf(toDo),
			...listsOf([{ label: words.commandsLabel, lines: commands }], ''),
			footOf(foot),
		]),
		plainMessage([
			header,
			...lines.map(toMrkdwn),
			...steps,
			...[...commands, joined(foot, ' | ')].map(toMrkdwn),
		]),
	];
}

function cardOfNotice({ kind, facts }: UrgentNotice, words: Words): NoticeCard {
	const { notices } = words;
	switch (kind) {
		case 'breaker-opened':
			return {
				header: `🚨 ${notices.breakerTitle}`,
				lines: [own(`⚠️ ${notices.breakerMeans}`), breakerReason(facts.why ?? null, words)],
				...stepsOfBreaker(facts.why === 'unreadable', notices),
				commands: [
					phrase`${own(notices.resume)} ${codeOf('resume --reason "…"')}`,
					phrase`${own(words.commands.status)} ${codeOf('status')}`,
				],
			};
		case 'tampering':
			return {
				header: `🚨 ${notices.tamperingTitle}`,
				lines: [own(`⚠️ ${notices.beingRepaired}`), tampered(facts, words)],
				first: notices.tamperingFirst,
				steps: notices.tamperingSteps,
				commands: [phrase`${own(words.commands.status)} ${codeOf('status')}`],
			};
	}
}

function stepsOfBreaker(isUnreadable: boolean, notices: Words['notices']) {
	return isUnreadable
		? { first: notices.unreadableFirst, steps: notices.unreadableSteps }
		: { first: notices.breakerFirst, steps: notices.breakerSteps };
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
		own(words.title),
		phrase`${own(words.poweredBy)} : ${poweredBy}`,
	];
}
