import { cutShort, type Reading, type Step } from './reading.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Skips one value of any size, from its first byte on, and goes on with `then`. */
export function skipRest(then: Step): Step {
	let depth = 0;
	let inString = false;
	let escaped = false;

	/** True where the value ends with this byte. */
	function ends(byte: number | undefined): boolean {
		if (escaped) escaped = false;
		else if (byte === BACKSLASH) escaped = inString;
		else if (byte === QUOTE) inString = !inString;
		else if (!inString && (byte === 0x7b || byte === 0x5b)) depth++;
		else if (!inString && (byte === 0x7d || byte === 0x5d)) depth--;
		return depth === 0 && !inString && !escaped;
	}

	return function skip(reading: Reading): Step | null {
		while (reading.at < reading.filled) {
			if (ends(reading.window[reading.at++])) return then;
		}
		return reading.ended ? cutShort(reading, 'inside a record of more than 8 MB') : null;
	};
}
