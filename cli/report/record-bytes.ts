import { readInstant } from '../../shared/sign-in/instant.ts';

/**
 * A record about a long-term access key has its id, and the calls that make keys and users have their
 * names. Any letter of `AKIA` may also be written as an escape that begins like the last text.
 */
const SIGNS = ['AKIA', '"CreateAccessKey"', '"CreateUser"', '\\u004'].map((sign) =>
	Buffer.from(sign),
);

/** False if the text of a record certainly tells nothing of a key. */
export function mayTellOfKeys(text: Buffer): boolean {
	return SIGNS.some((sign) => text.includes(sign));
}

const TIME = Buffer.from('"eventTime":"');
/** The form that CloudTrail writes: `2026-03-03T01:35:21Z`. Such texts sort like their times. */
const WRITTEN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const LENGTH = 20;

/** The time from the first to the last record of a trail. */
export class TrailPeriod {
	#from = Number.POSITIVE_INFINITY;
	#to = Number.NEGATIVE_INFINITY;
	#first = '';
	#last = '';

	/** Adds the time of a record, milliseconds since 1970. */
	include(time: number): void {
		this.#from = Math.min(this.#from, time);
		this.#to = Math.max(this.#to, time);
	}

	/**
	 * Adds the time of a record that is not parsed. False if the text must be parsed to know the
	 * time.
	 */
	includeTimeIn(text: Buffer): boolean {
		const at = text.indexOf(TIME);
		if (at < 0) return false;
		const written = text.toString('latin1', at + TIME.length, at + TIME.length + LENGTH);
		if (!WRITTEN.test(written)) return false;
		if (this.#first !== '' && written >= this.#first && written <= this.#last) return true;
		const time = readInstant(written);
		if (time === null) return false;
		this.include(time);
		if (this.#first === '' || written < this.#first) this.#first = written;
		if (written > this.#last) this.#last = written;
		return true;
	}

	/** Null if no record has told a time. */
	covered(): { readonly from: number; readonly to: number } | null {
		return this.#to < this.#from ? null : { from: this.#from, to: this.#to };
	}
}
