import { cleanValue, codeSpan } from './event-text.ts';

/** A value from an event or the configuration: shown as a value, never read as markup. `max`: characters shown. */
interface EventValue {
	readonly raw: string | null;
	readonly max?: number;
}

/** A link that we write. A `URL` holds no `<`, `>` or space, whatever it was made from. */
interface Link {
	readonly label: string;
	readonly url: URL;
}

/** Strings are our own words. */
type Piece = string | EventValue | Link;

/** A sentence or value that every surface (Slack, terminal) renders in its own safe way. */
export type Phrase = readonly Piece[];

type Part = string | number | null | EventValue | Link | Phrase;

/**
 * Template tag for phrases: what is written is ours, and every string that is filled in is an outside value, so that
 * forgetting about safety is safe. Put our own words in with `own`.
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

/** Our own words, from the table of a locale. */
export function own(words: string): Phrase {
	return [words];
}

export function joined(phrases: readonly Phrase[], separator: string): Phrase {
	return phrases.flatMap((phrase, at) => (at === 0 ? phrase : [separator, ...phrase]));
}

/** For Slack's mrkdwn. https://docs.slack.dev/messaging/formatting-message-text */
export function toMrkdwn(phrase: Phrase): string {
	return phrase.map(pieceToMrkdwn).join('');
}

function pieceToMrkdwn(piece: Piece): string {
	if (typeof piece === 'string') return piece;
	if ('raw' in piece) return codeSpan(piece.raw, piece.max);
	return `<${hrefOf(piece.url)}|${piece.label}>`;
}

/** `|` would end the address and a backtick would open a code span; a `URL` may hold both in its query. */
function hrefOf(url: URL): string {
	return url.href.replaceAll('|', '%7C').replaceAll('`', '%60').replaceAll('&', '&amp;');
}

/** For Slack's plain_text, which reads no markup, and for the terminal. */
export function toPlain(phrase: Phrase): string {
	return phrase.map(pieceToPlain).join('');
}

function pieceToPlain(piece: Piece): string {
	if (typeof piece === 'string') return piece;
	return 'raw' in piece ? cleanValue(piece.raw, piece.max) : `${piece.label}: ${piece.url.href}`;
}
