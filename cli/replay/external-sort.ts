import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { NotWritten } from '../not-written.ts';
import { type Compare, mergeSorted } from './merge-sorted.ts';
import { itemsOf, writeItems } from './run-file.ts';
import { TemporaryFiles } from './temporary-files.ts';

/**
 * Sorts any number of items in little memory. Items are plain data that can be written as JSON;
 * equal items stay in their order.
 */
export interface ExternalSort<Item> {
	/** How many items were added. */
	readonly size: number;
	add(item: Item): void;
	/**
	 * Gives all items in order, once; nothing can be added after that. It closes itself at the end,
	 * or if the loop is left early.
	 */
	sorted(): Generator<Item>;
	/** Removes the files on disk. It may be called at any time, also twice. */
	close(): void;
}

export interface ExternalSortOptions<Item> {
	/** How many items are kept in memory. */
	readonly held?: number;
	/** How many items a smaller one counts as; one if it is left out. */
	readonly sizeOf?: (item: Item) => number;
	/** Where the private folder is created; it is needed only if there are more items. */
	readonly folder?: string;
}

/**
 * A sign-in takes about 1 KB as an object, so this is about 10 MB; the sign-ins of half a million
 * records fit.
 */
const HELD = 10_000;
/**
 * As soon as there are so many sorted files, they are merged into one, so that only a few are open
 * at a time.
 */
const FAN_IN = 32;

export function externalSort<Item>(
	compare: Compare<Item>,
	{ held = HELD, sizeOf = () => 1, folder = tmpdir() }: ExternalSortOptions<Item> = {},
): ExternalSort<Item> {
	let items: Item[] = [];
	let filled = 0;
	const files = new TemporaryFiles(folder);
	let added = 0;
	/** The sorted files, oldest items first. Each level holds merges of the level before it. */
	const levels: string[][] = [];

	function close(): void {
		files.remove();
		items = [];
	}

	function writeRun(sorted: Iterable<Item>): string {
		try {
			const file = files.next();
			writeItems(file, sorted);
			return file;
		} catch (error) {
			throw isSystemError(error) ? notWritten(folder, error) : error;
		}
	}

	function spill(): void {
		let run = writeRun(items.sort(compare));
		items = [];
		filled = 0;
		for (let level = 0; ; level++) {
			const runs = levels[level] ?? [];
			levels[level] = runs;
			runs.push(run);
			if (runs.length < FAN_IN) return;
			run = writeRun(mergeSorted(runs.map(itemsOf<Item>), compare));
			for (const merged of runs.splice(0)) rmSync(merged);
		}
	}

	function* sorted(): Generator<Item> {
		const rest = items.sort(compare);
		try {
			const runs = levels
				.reverse()
				.flat()
				.map(itemsOf<Item>);
			yield* runs.length === 0 ? rest : mergeSorted([...runs, rest], compare);
		} finally {
			close();
		}
	}

	return {
		get size() {
			return added;
		},
		add(item) {
			added++;
			items.push(item);
			filled += sizeOf(item);
			if (filled >= held) spill();
		},
		sorted,
		close,
	};
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
	return error instanceof Error && 'syscall' in error;
}

function notWritten(folder: string, cause: NodeJS.ErrnoException): NotWritten {
	return new NotWritten(
		`the temporary files that sorting needs cannot be written in ${folder}: ${cause.message}. Make ` +
			'space there, or choose another folder: TMPDIR=/other/folder before the command',
		{ cause },
	);
}
