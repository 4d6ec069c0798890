/** Characters of an outside value that a message shows, unless a phrase asks for more. */
const MAX_VALUE = 120;

const DASH = '–';
const SPACE = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Shown as nothing, or changing the order of what is shown: zero-width, bidi, fillers, tags, private use. */
const INVISIBLE = /[\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;

/** https://docs.slack.dev/messaging/formatting-message-text#escaping: these three and no others. */
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * The one way in which a value from outside becomes text of ours: a single visible line without backticks or
 * terminal control sequences, at most `max` characters, a dash where nothing is left.
 */
export function cleanValue(value: string | null, max = MAX_VALUE): string {
	return cut(visibleCharacters(value, max), max) || DASH;
}

/**
 * The same as inline code for Slack's mrkdwn, where no markup, link or mention is read. `max` counts after escaping,
 * so that a value made of `&` cannot fill a message.
 */
export function codeSpan(value: string | null, max = MAX_VALUE): string {
	const characters = visibleCharacters(value, max).map(
		(character) => ESCAPES[character] ?? character,
	);
	return `\`${cut(characters, max) || DASH}\``;
}

function visibleCharacters(value: string | null, max: number): readonly string[] {
	// Far more than is shown, far less than an event can hold.
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
