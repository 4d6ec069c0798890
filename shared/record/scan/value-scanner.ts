import { EVENT_SOURCES, type KeyPrefix } from '../event-sources.ts';
import { NOTIFIER } from '../unwrap-record.ts';
import { SCAN_VALUE_WASM } from './scan-value-wasm.ts';

/** Holds a part of a text, and looks fast at the values in it. */
export interface ValueScanner {
	/** The caller fills it. */
	readonly window: Buffer;
	/**
	 * Finds the end of the object or list that begins at `start` in the window, without parsing it.
	 * - `0`: it is not complete before `end`
	 * - `-e`: it ends before `e`, and is certainly a record of a service in which nobody signs in,
	 *   and of no call with an access key that is looked for
	 * - `e`: it ends before `e`, and must be parsed to know what it is
	 *
	 * An object is ruled out only if all of this holds: it has an `eventSource` and an `eventName` of
	 * its own, all of them plain text; none of its sources is in EVENT_SOURCES or is that of a
	 * notification; and no escape but `\"` and `\\` stands in its own texts or close to them, because
	 * a key may be written with escapes. Nor does a text inside its `userIdentity` begin like an
	 * access key that is looked for, or have such escapes. So text inside a nested value or a string
	 * can neither look like a record nor hide one. Text that is not JSON is not ruled out where a
	 * bracket or a quote is missing, so that a damaged record does not hide the records beside it.
	 */
	scan(start: number, end: number): number;
	/** Looks from now on for the access keys that begin like these; for none if the list is empty. */
	lookFor(keys: readonly KeyPrefix[]): void;
	/**
	 * True if the last scan gave `e` only because of an access key: it is a record of another service.
	 */
	isByKey(): boolean;
}

/** Declares the part of WebAssembly that is used; Node's types leave it to the browser's types. */
declare const WebAssembly: {
	readonly Module: new (bytes: Uint8Array) => object;
	readonly Instance: new (
		module: object,
	) => {
		readonly exports: {
			readonly memory: { readonly buffer: ArrayBuffer };
			/** The address of the list of event sources, which lies behind the window. */
			readonly sources: { readonly value: number };
			/** Two beginnings of access keys as numbers, which may be the same; 0 for none. */
			readonly keyA: { value: number };
			readonly keyB: { value: number };
			readonly byKey: { readonly value: number };
			scan(start: number, end: number): number;
		};
	};
};

let compiled: object | undefined;

export function createValueScanner(): ValueScanner {
	compiled ??= new WebAssembly.Module(Buffer.from(SCAN_VALUE_WASM, 'base64'));
	const { memory, sources, keyA, keyB, byKey, scan } = new WebAssembly.Instance(compiled).exports;
	const bytes = Buffer.from(memory.buffer);
	let at = sources.value;
	// What is compared is the beginning of a value with its opening quote.
	for (const text of [...EVENT_SOURCES.map((source) => `"${source}"`), `"${NOTIFIER}`]) {
		bytes.writeUInt8(text.length, at);
		at += 1 + bytes.write(text, at + 1);
	}
	return {
		window: bytes.subarray(0, sources.value),
		scan,
		lookFor([first, second = first]) {
			keyA.value = asNumber(first);
			keyB.value = asNumber(second);
		},
		isByKey: () => byKey.value === 1,
	};
}

function asNumber(prefix: KeyPrefix | undefined): number {
	return prefix === undefined ? 0 : Buffer.from(prefix).readUInt32LE();
}
