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
	const characters = visibleCharacters(value, max).map(
		(character) => ESCAPES[character] ?? character,
	);
	return `\`${cut(characters, max) || DASH}\``;
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
