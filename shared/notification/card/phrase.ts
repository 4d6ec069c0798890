import { cleanValue, codeSpan } from './event-text.ts';

/**
 * A value from an event or the configuration. It is never read as markup. `max`: characters shown.
 */
interface EventValue {
	readonly raw: string | null;
	readonly max?: number;
}

/** A link of ours. A `URL` never contains `<`, `>` or a space. */
interface Link {
	readonly label: string;
	readonly url: URL;
}

/** A string is our own words. */
type Piece = string | EventValue | Link;

/** A sentence or value that is rendered safely for Slack and for a terminal. */
export type Phrase = readonly Piece[];

type Part = string | number | null | EventValue | Link | Phrase;

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

function isPhrase(part: EventValue | Link | Phrase): part is Phrase {
	return Array.isArray(part);
}

/** Our own words, in the language of the messages. */
export function own(words: string): Phrase {
	return [words];
}

export function joined(phrases: readonly Phrase[], separator: string): Phrase {
	return phrases.flatMap((phrase, at) => (at === 0 ? phrase : [separator, ...phrase]));
}

/** A phrase as Slack's mrkdwn. https://docs.slack.dev/messaging/formatting-message-text */
export function toMrkdwn(phrase: Phrase): string {
	return phrase.map(pieceToMrkdwn).join('');
}

function pieceToMrkdwn(piece: Piece): string {
	if (typeof piece === 'string') return piece;
	if ('raw' in piece) return codeSpan(piece.raw, piece.max);
	return `<${hrefOf(piece.url)}|${piece.label}>`;
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
	return 'raw' in piece ? cleanValue(piece.raw, piece.max) : `${piece.label}: ${piece.url.href}`;
}
