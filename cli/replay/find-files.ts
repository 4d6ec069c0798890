import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * The files to read, sorted by path and named as the user would name them; `skipped` counts the
 * other files in the folders.
 */
export interface FoundFiles {
	readonly kind: 'found';
	readonly files: readonly string[];
	readonly skipped: number;
}

export interface MissingPath {
	readonly kind: 'missing';
	readonly path: string;
}

const LOG_NAME = /\.(json|jsonl|ndjson|log)(\.gz)?$/i;

/** What a user is told whose folders hold no log: an export to S3 has other names, for example. */
export const SEARCHED =
	'in folders only .json, .jsonl, .ndjson and .log files are read, also with .gz; name other files one by one';

/**
 * A trail also writes these folders beside its log files: lists of the log files, and statistics.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
const OTHER_FOLDERS = new Set(['CloudTrail-Digest', 'CloudTrail-Insight']);

/**
 * Finds the log files under the paths. A file that is named is read whatever its name is; a folder
 * is searched. `-` is standard input. A file that is found twice, through links or overlapping
 * paths, is listed once.
 */
export function findFiles(paths: readonly string[]): FoundFiles | MissingPath {
	const search: Search = { files: new Map(), folders: new Set(), skipped: 0 };
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
	skipped: number;
}

function addPath(search: Search, path: string): boolean {
	const real = realPath(path);
	if (real === null) return false;
	if (!statSync(real).isDirectory()) addFile(search, real, path);
	else
		addFolder(search, {
			real,
			shown: path,
			isOther: real.split(sep).some((name) => OTHER_FOLDERS.has(name)),
		});
	return true;
}

interface Folder {
	readonly real: string;
	readonly shown: string;
	/** True inside a folder without logs: its files are only counted. */
	readonly isOther: boolean;
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
	if (isFolder && real !== null) {
		addFolder(search, { real, shown, isOther: folder.isOther || OTHER_FOLDERS.has(entry.name) });
	} else if (folder.isOther || !LOG_NAME.test(entry.name) || !isPlainFile(entry, real)) {
		search.skipped++;
	} else {
		addFile(search, real ?? shown, shown);
	}
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
