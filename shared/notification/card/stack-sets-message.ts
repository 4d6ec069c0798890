import type { StoredNotice } from '../../outbox/notices.ts';
import { type KeptInstance, type KeptLook, readLookText } from '../../stack-sets/kept-look.ts';
import { type Places, placesOf } from '../../stack-sets/places.ts';
import { CAUSES, type Cause } from '../../stack-sets/stack-instance.ts';
import type { BlocksMessage, ChannelMessage } from '../slack/channel-message.ts';
import { type StackSetWords, stackSetWordsOf } from '../words/stack-set-words.ts';
import type { Words } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';
import { blocksMessage, footOf, listsOf, numberedOf, paragraphOf } from './blocks.ts';
import type { Fact, MessageSettings } from './card-source.ts';
import { codeOf } from './commands.ts';
import { dateTime } from './date-time.ts';
import { joined, own, type Phrase, phrase, toMrkdwn } from './phrase.ts';
import { plainFact, plainMessage } from './plain-message.ts';
import { nameOfAccount } from './short-names.ts';

/** Slack accepts 3,000 characters in a section and about 13,000 in a message. */
const MOST_CAUSES = 4;
const MOST_PLACES = 4;
const MOST_ACCOUNTS = 6;
const MOST_REGIONS = 8;
const MOST_NAME = 30;
const MOST_REASON = 160;

interface Source {
	readonly look: KeptLook;
	readonly settings: MessageSettings;
	readonly words: Words;
	readonly ofStackSets: StackSetWords;
}

/** Tells which instances of the StackSets are not current, or that all are again. */
export function stackSetForms(
	{ facts }: Pick<StoredNotice, 'facts'>,
	settings: MessageSettings,
): readonly [BlocksMessage, ChannelMessage] {
	const look = readLookText(facts.look ?? '');
	const source = {
		look,
		settings,
		words: wordsOf(settings),
		ofStackSets: stackSetWordsOf(settings),
	};
	return look.behind === 0 ? allAgain(source) : notCurrent(source);
}

function allAgain(source: Source): readonly [BlocksMessage, ChannelMessage] {
	const { look, ofStackSets: words } = source;
	const header = `✅ ${words.titleAgain}`;
	const line = own(words.again(look));
	const foot = footLines(source);
	return [
		blocksMessage({ text: own(header), header }, [paragraphOf([[], line]), footOf(foot)]),
		plainMessage([header, words.again(look), toMrkdwn(joined(foot, ' | '))]),
	];
}

function notCurrent(source: Source): readonly [BlocksMessage, ChannelMessage] {
	const { look, words, ofStackSets } = source;
	const header = `⚠️ ${ofStackSets.title}`;
	const lines = [own(ofStackSets.means), own(ofStackSets.counts(look))];
	const causes = causeFacts(source);
	const toDo: Fact = { label: words.due.medium, lines: [own(ofStackSets.step)] };
	const command = phrase`${own(ofStackSets.command)} ${codeOf('deploy')}`;
	const commands: Fact = { label: words.commandsLabel, lines: [command] };
	const foot = footLines(source);
	return [
		blocksMessage({ text: own(`${header} · ${ofStackSets.means}`), header }, [
			paragraphOf(lines),
			...listsOf(causes),
			numberedOf(toDo),
			...listsOf([commands], ''),
			footOf(foot),
		]),
		plainMessage([
			header,
			...lines.map(toMrkdwn),
			...causes.map(plainFact),
			...[plainFact(toDo), toMrkdwn(command), toMrkdwn(joined(foot, ' | '))],
		]),
	];
}

/** A list for each cause, and how many instances are in none of them. */
function causeFacts(source: Source): Fact[] {
	const { look, ofStackSets: words } = source;
	const groups = Map.groupBy(look.shown, ({ cause }) => cause);
	const shown = CAUSES.flatMap((cause) => {
		const those = groups.get(cause);
		return those === undefined ? [] : [{ cause, those }];
	}).slice(0, MOST_CAUSES);
	const count = shown.reduce((sum, { those }) => sum + those.length, 0);
	const facts = shown.map(({ cause, those }) => causeFact(cause, those, source));
	if (count >= look.behind) return facts;
	return [...facts, { label: words.notShown(look.behind - count), lines: [own('…')] }];
}

function causeFact(cause: Cause, those: readonly KeptInstance[], source: Source): Fact {
	const { settings, ofStackSets: words } = source;
	const places = placesOf(those);
	const since = Math.min(...those.map((one) => one.since));
	const reason = those.find((one) => one.reason !== '')?.reason;
	const others = places.length - MOST_PLACES;
	return {
		label: words.causes[cause],
		lines: [
			...places.slice(0, MOST_PLACES).map((one) => placesPhrase(one, source)),
			...(others > 0 ? [own(`…${words.more(others)}`)] : []),
			own(words.since(dateTime(since, settings.timeZone))),
			...(reason === undefined
				? []
				: [phrase`${own(words.aws)} ${{ raw: reason, max: MOST_REASON }}`]),
			own(`→ ${words.helps[cause]}`),
		],
	};
}

function placesPhrase({ stackSet, regions, accounts }: Places, source: Source): Phrase {
	const names = accounts.map((id) => nameOfAccount(id, source.settings) ?? id);
	const shownNames = firstOf(names, MOST_ACCOUNTS, source);
	return phrase`${stackSet} · ${firstOf(regions, MOST_REGIONS, source)} · ${shownNames}`;
}

function firstOf(values: readonly string[], most: number, { ofStackSets: words }: Source): Phrase {
	const named = values.slice(0, most).map((raw) => phrase`${{ raw, max: MOST_NAME }}`);
	const others = values.length - most;
	return [...joined(named, ', '), ...(others > 0 ? own(words.more(others)) : [])];
}

function footLines({ look, settings, words, ofStackSets }: Source): readonly Phrase[] {
	const { timeZone, poweredBy } = settings;
	return [
		own(`${ofStackSets.lookedAt} : ${dateTime(look.at, timeZone)}`),
		own(words.title),
		phrase`${own(words.poweredBy)} : ${poweredBy}`,
	];
}
