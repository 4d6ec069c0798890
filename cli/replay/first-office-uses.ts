import type { JsonObject } from '../../shared/record/json-object.ts';
import { objectAt, textAt } from '../../shared/sign-in/fields.ts';
import { plainTexts } from './plain-texts.ts';

const KEY = Buffer.from('"accessKeyId"');
const TIME = Buffer.from('"eventTime"');

/**
 * Finds the first use of each long-term key from a trusted network. It shows that the key is known
 * from there, and thus that an untrusted network is new to it. All later ones need not be read. Times
 * are compared as they are written: CloudTrail writes all of them in one form.
 */
export class FirstOfficeUses {
	readonly #firstAt = new Map<string, string>();

	/** False if the text of a record certainly holds no earlier use than those that are known. */
	mayBeFirst(text: Buffer): boolean {
		const [keys, times] = [plainTexts(text, KEY), plainTexts(text, TIME)];
		if (keys === null || times === null) return true;
		return keys.some((key) => times.some((time) => this.#isFirst(key, time)));
	}

	/** True for a call that is earlier than all that are known, which it then becomes. */
	take(record: JsonObject): boolean {
		const key = textAt(objectAt(record, 'userIdentity'), 'accessKeyId');
		const time = textAt(record, 'eventTime');
		if (key === null || time === null || !this.#isFirst(key, time)) return false;
		this.#firstAt.set(key, time);
		return true;
	}

	#isFirst(key: string, time: string): boolean {
		if (!key.startsWith('AKIA')) return false;
		const known = this.#firstAt.get(key);
		return known === undefined || time <= known;
	}
}
