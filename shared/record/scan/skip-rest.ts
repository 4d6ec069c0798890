import {
	BACKSLASH,
	CLOSE_BRACE,
	CLOSE_BRACKET,
	OPEN_BRACE,
	OPEN_BRACKET,
	QUOTE,
} from './json-bytes.ts';
import { cutShort, type Reading, type Step } from './reading.ts';

/** Skips one value of any size from its first byte on, and then continues with `then`. */
export function skipRest(then: Step): Step {
	let depth = 0;
	let inString = false;
	let escaped = false;

	/** True if the value ends with this byte. */
	function ends(byte: number | undefined): boolean {
		if (escaped) escaped = false;
		else if (byte === BACKSLASH) escaped = inString;
		else if (byte === QUOTE) inString = !inString;
		else if (!inString && (byte === OPEN_BRACE || byte === OPEN_BRACKET)) depth++;
		else if (!inString && (byte === CLOSE_BRACE || byte === CLOSE_BRACKET)) depth--;
		return depth === 0 && !inString && !escaped;
	}

	return function skip(reading: Reading): Step | null {
		while (reading.at < reading.filled) {
			if (ends(reading.scanner.window[reading.at++])) return then;
		}
		return reading.ended ? cutShort(reading, 'inside a value that is skipped') : null;
	};
}
