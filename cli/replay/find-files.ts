import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { OtherCounts, OtherKind } from '../../shared/record/record.ts';
import { count } from './tally.ts';

/**
 * The files to look at, sorted by path and named as the user would name them; `skipped` counts what
 * else is in the folders.
 */
export interface FoundFiles {
	readonly kind: 'found';
	readonly files: readonly string[];
	readonly skipped: OtherCounts;
}

export interface MissingPath {
	readonly kind: 'missing';
	readonly path: string;
}

/**
 * A trail also writes these folders beside its log files: lists of the log files, and statistics.
 * Their files would be recognised as well, but there are as many of them as log files.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
const OTHER_FOLDERS: ReadonlyMap<string, OtherKind> = new Map([
	['CloudTrail-Digest', 'digest'],
	['CloudTrail-Insight', 'insight'],
	['CloudTrail-Aggregated', 'aggregated'],
]);

/**
 * Finds the files under the paths. What a file holds is told when it is read, not by its name; only
 * what is hidden is left out of a folder. `-` is standard input. A file that is found twice, through
 * links or overlapping paths, is listed once.
 */
export function findFiles(paths: readonly string[]): FoundFiles | MissingPath {
	const search: Search = { files: new Map(), folders: new Set(), skipped: new Map() };
	for (const path of paths) {
		if (path === '-') search.files.set('-', '-');
		else if (!addPath(search, path)) return { kind: 'missing', path };
	}
	const files = [...search.files.values()].sort(byCodeUnit);
	return { kind: 'found', files, skipped: search.skipped };
}

/** Files by their real path, with the name that is shown; and folders by their real path. */
interface Search {
	readonly files: Map<string, string>;
	readonly folders: Set<string>;
	readonly skipped: OtherCounts;
}

function addPath(search: Search, path: string): boolean {
	const real = realPath(path);
	if (real === null) return false;
	// The real path of a pipe, as of `<(zcat …)`, is a name that cannot be opened.
	if (!statSync(path).isDirectory()) addFile(search, real, path);
	else addFolder(search, { real, shown: path, other: otherFolderIn(real) });
	return true;
}

interface Folder {
	readonly real: string;
	readonly shown: string;
	/** Set inside a folder without logs, whose files are only counted. */
	readonly other: OtherKind | null;
}

function otherFolderIn(path: string): OtherKind | null {
	const name = path.split(sep).find((part) => OTHER_FOLDERS.has(part));
	return name === undefined ? null : (OTHER_FOLDERS.get(name) ?? null);
}

function addFolder(search: Search, folder: Folder): void {
	if (search.folders.has(folder.real)) return;
	search.folders.add(folder.real);
	for (const entry of entriesOf(search, folder)) addEntry(search, folder, entry);
}

function addEntry(search: Search, folder: Folder, entry: Dirent): void {
	const shown = join(folder.shown, entry.name);
	const real = entry.isSymbolicLink() ? realPath(shown) : join(folder.real, entry.name);
	const isFolder =
		entry.isDirectory() ||
		(entry.isSymbolicLink() && real !== null && statSync(real).isDirectory());
	const other = folder.other ?? OTHER_FOLDERS.get(entry.name) ?? null;
	if (entry.name.startsWith('.')) count(search.skipped, 'hidden');
	else if (isFolder && real !== null) addFolder(search, { real, shown, other });
	else if (!isPlainFile(entry, real)) count(search.skipped, 'no-file');
	else if (folder.other !== null) count(search.skipped, folder.other);
	else addFile(search, real ?? shown, shown);
}

/** Excludes named pipes, because reading one would wait forever. */
function isPlainFile(entry: Dirent, real: string | null): boolean {
	return entry.isFile() || (entry.isSymbolicLink() && (real === null || statSync(real).isFile()));
}

function addFile(search: Search, real: string, shown: string): void {
	if (!search.files.has(real)) search.files.set(real, shown);
}

/**
 * If a folder cannot be listed, it is put into the list itself: reading it then reports the error,
 * so nothing is skipped without a message.
 */
function entriesOf(search: Search, folder: Folder): Dirent[] {
	try {
		return readdirSync(folder.real, { withFileTypes: true }).sort((a, b) =>
			byCodeUnit(a.name, b.name),
		);
	} catch {
		addFile(search, folder.real, folder.shown);
		return [];
	}
}

/** Gives the real path; null if nothing exists there, or if a link leads to itself. */
function realPath(path: string): string | null {
	try {
		return realpathSync(path);
	} catch {
		return null;
	}
}

function byCodeUnit(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
