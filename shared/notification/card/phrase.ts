/**
 * A value from an event or the configuration. It is never read as markup. `max`: characters shown.
 * `isQuoted`: it stands in quotes if it has signs that names of AWS do not have.
 */
interface EventValue {
	readonly raw: string | null;
	readonly max?: number;
	readonly isQuoted?: true;
}

/** A link of ours. A `URL` never contains `<`, `>` or a space. */
interface Link {
	readonly label: string;
	readonly url: URL;
}

/** A time that Slack shows in the zone of each reader, in brackets behind our own. */
interface ReadersTime {
	/** Seconds since 1970, UTC. */
	readonly seconds: number;
	readonly label: string;
	/** Shown by clients that cannot show the reader's time. */
	readonly fallback: string;
	/** Shown instead where there is no Slack. */
	readonly plain: string;
}

/** A string is our own words. */
type Piece = string | EventValue | Link | ReadersTime;

/** A sentence or value that is rendered safely for Slack and for a terminal. */
export type Phrase = readonly Piece[];

type Part = string | number | null | EventValue | Link | ReadersTime | Phrase;

/**
 * Template tag for phrases. The template is our own words, and every string that is filled in
 * counts as a value from an event, so a forgotten check does no harm. Put our own words in with
 * `own`.
 */
export function phrase(texts: TemplateStringsArray, ...parts: readonly Part[]): Phrase {
	return texts.flatMap((text, at) => [
		text,
		...(at < parts.length ? piecesOf(parts[at] ?? null) : []),
	]);
}

function piecesOf(part: Part): Phrase {
	if (typeof part === 'number') return [String(part)];
	if (part === null || typeof part === 'string') return [{ raw: part }];
	return isPhrase(part) ? part : [part];
}

function isPhrase(part: EventValue | Link | ReadersTime | Phrase): part is Phrase {
	return Array.isArray(part);
}

/**
 * The same phrase for a place where a value stands among our own words: no part of it looks like
 * one of them, such as the state of a card or the emoji of its severity.
 */
export function quoted(phrase: Phrase): Phrase {
	return phrase.map((piece) =>
		typeof piece !== 'string' && 'raw' in piece ? { ...piece, isQuoted: true } : piece,
	);
}

/** Our own words, in the language of the messages. */
export function own(words: string): Phrase {
	return [words];
}

export function joined(phrases: readonly Phrase[], separator: string): Phrase {
	return phrases.flatMap((phrase, at) => (at === 0 ? phrase : [separator, ...phrase]));
}

/** How many actions a sentence names, and how many characters of each. */
const MOST_ACTIONS = 5;
const MOST_ACTION = 48;

/** The first actions of a list, such as `iam:CreateUser, iam:CreateAccessKey, …`. */
export function actionList(actions: readonly string[]): Phrase {
	const named = actions.slice(0, MOST_ACTIONS).map((raw) => phrase`${{ raw, max: MOST_ACTION }}`);
	return joined(actions.length > MOST_ACTIONS ? [...named, own('…')] : named, ', ');
}

/** A phrase as Slack's mrkdwn. https://docs.slack.dev/messaging/formatting-message-text */
export function toMrkdwn(phrase: Phrase): string {
	return phrase.map(pieceToMrkdwn).join('');
}

function pieceToMrkdwn(piece: Piece): string {
	if (typeof piece === 'string') return piece;
	if ('raw' in piece) return `\`${shownValue(piece, escapedValue)}\``;
	if ('seconds' in piece) return readersTime(piece);
	return `<${hrefOf(piece.url)}|${piece.label}>`;
}

/** https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
function readersTime({ seconds, label, fallback }: ReadersTime): string {
	return ` (${label} <!date^${seconds}^{date_num} {time_secs}|${fallback}>)`;
}

/**
 * `|` would end the address and a backtick would open a code span. A `URL` may contain both in its
 * query.
 */
function hrefOf(url: URL): string {
	return url.href.replaceAll('|', '%7C').replaceAll('`', '%60').replaceAll('&', '&amp;');
}

/** A phrase for Slack's plain_text, which reads no markup, and for a terminal. */
export function toPlain(phrase: Phrase): string {
	return phrase.map(pieceToPlain).join('');
}

function pieceToPlain(piece: Piece): string {
	if (typeof piece === 'string') return piece;
	if ('raw' in piece) return shownValue(piece, cleanValue);
	return 'seconds' in piece ? piece.plain : `${piece.label}: ${piece.url.href}`;
}

/** How many characters of a value a message shows, unless a phrase asks for more. */
const MAX_VALUE = 120;

const DASH = '–';
const SPACE = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;
/**
 * Characters that are invisible or change the order of the text: zero-width, bidi, fillers, tags,
 * private use.
 */
const INVISIBLE = /[\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Slack wants these three characters escaped and no others.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * The only way in which a value from an event becomes text of ours: a single visible line without
 * backticks or terminal control sequences, of at most `max` characters. If nothing is left, it is a
 * dash.
 */
export function cleanValue(value: string | null, max = MAX_VALUE): string {
	return cut(visibleCharacters(value, max), max) || DASH;
}

/**
 * The same as inline code for Slack's mrkdwn, in which Slack reads no markup, link or mention.
 * `max` counts the escaped text, so that a value made of `&` cannot fill a message.
 */
export function codeSpan(value: string | null, max = MAX_VALUE): string {
	return `\`${escapedValue(value, max)}\``;
}

function escapedValue(value: string | null, max: number): string {
	const characters = visibleCharacters(value, max).map(
		(character) => ESCAPES[character] ?? character,
	);
	return cut(characters, max) || DASH;
}

/** What names of AWS and of most people consist of. */
const USUAL = /^[\w+=,.@:/…–가-힣-]*$/;
const LIKE_OURS = /[·“”„‟]/g;
/** Letters that would pull the number of an account behind them to their left. They are isolated. */
const RIGHT_TO_LEFT =
	/[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

function shownValue(
	{ raw, max = MAX_VALUE, isQuoted }: EventValue,
	shown: (value: string | null, max: number) => string,
): string {
	const value = shown(raw, max);
	const marks = RIGHT_TO_LEFT.test(value) ? ['“\u2068', '\u2069”'] : ['“', '”'];
	const room = max - marks.join('').length;
	if (isQuoted === undefined || room < 1 || USUAL.test(value)) return value;
	return marks.join(shown(raw?.replaceAll(LIKE_OURS, ' ') ?? null, room));
}

function visibleCharacters(value: string | null, max: number): readonly string[] {
	// This is far more than is shown and far less than an event can hold.
	const text = (value ?? '').slice(0, max * 20).toWellFormed();
	const line = text.replaceAll(SPACE, ' ').replaceAll(INVISIBLE, '').replaceAll('`', "'");
	return Array.from(line.replaceAll(/ +/g, ' ').trim());
}

function cut(characters: readonly string[], max: number): string {
	const text = characters.join('');
	if (text.length <= max) return text;
	let kept = '';
	for (const character of characters) {
		if (kept.length + character.length >= max) break;
		kept += character;
	}
	return `${kept}…`;
}
