import { EVENT_SOURCES } from '../event-sources.ts';
import { SCAN_VALUE_WASM } from './scan-value-wasm.ts';

/** A window onto a text, and a fast look at the values in it. */
export interface ValueScanner {
	/** The caller's to fill. */
	readonly window: Buffer;
	/**
	 * Finds the end of the object or list that begins at `start` in the window, without parsing it.
	 * - `0`: it is not complete before `end`
	 * - `-e`: it ends before `e`, and is certainly a record of a service in which nobody signs in
	 * - `e`: it ends before `e`, and must be parsed to know what it is
	 *
	 * An object is ruled out only if it has an `eventSource` and an `eventName` of its own, all of them plain text, none
	 * of its sources is one of EVENT_SOURCES, and no escape but `\"` and `\\`, with which a key may be spelled, stands
	 * in its own texts or close to them. So nothing that stands inside a nested value or a text can make a record appear
	 * or hide one. Text that is no JSON is not ruled out where a bracket or a quote is missing, so that a damaged record
	 * does not swallow its neighbours unseen.
	 */
	scan(start: number, end: number): number;
}

/** The part of the platform's WebAssembly that is used; Node's types leave it to the browser's. */
declare const WebAssembly: {
	readonly Module: new (bytes: Uint8Array) => object;
	readonly Instance: new (
		module: object,
	) => {
		readonly exports: {
			readonly memory: { readonly buffer: ArrayBuffer };
			/** The address of the list of event sources, behind the window. */
			readonly sources: { readonly value: number };
			scan(start: number, end: number): number;
		};
	};
};

let compiled: object | undefined;

export function createValueScanner(): ValueScanner {
	compiled ??= new WebAssembly.Module(Buffer.from(SCAN_VALUE_WASM, 'base64'));
	const { memory, sources, scan } = new WebAssembly.Instance(compiled).exports;
	const bytes = Buffer.from(memory.buffer);
	let at = sources.value;
	for (const source of EVENT_SOURCES) {
		const text = `"${source}"`;
		bytes.writeUInt8(text.length, at);
		at += 1 + bytes.write(text, at + 1);
	}
	return { window: bytes.subarray(0, sources.value), scan };
}
