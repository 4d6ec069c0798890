import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

interface LockedPackage {
	readonly version?: string;
	readonly resolved?: string;
	readonly optionalDependencies?: Readonly<Record<string, string>>;
}
type Packages = Readonly<Record<string, LockedPackage>>;

/**
 * Optional dependencies that may be missing from the lock file, each with the reason. `npm ci` of
 * npm 11 refuses a lock file that lacks one, so this list should stay empty: pin the package that
 * asks for it to a version that does not, as package.json pins vite.
 */
const EXCEPTIONS: Readonly<Record<string, string>> = {};

function locked(): Packages {
	return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
}

/** The folders in which Node looks for a package that is imported from this folder. */
function places(folder: string, name: string): string[] {
	const owners = `/${folder}`.split('/node_modules/').slice(1);
	return [...owners, name].map((_, depth) =>
		[...owners.slice(0, depth), name].map((part) => `node_modules/${part}`).join('/'),
	);
}

/** Optional dependencies of locked packages that the lock file itself does not hold. */
function notLocked(packages: Packages): string[] {
	return Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
		Object.keys(optionalDependencies)
			.filter((name) => places(folder, name).every((place) => !(place in packages)))
			.map((name) => `${folder} needs ${name}`),
	);
}

describe('the lock file', () => {
	it('holds the binaries of every platform, for npm ci on any of them', () => {
		const missing = notLocked(locked()).filter((line) => !(line in EXCEPTIONS));
		expect(missing).toEqual([]);
	});

	it('names no exception that is none any more', () => {
		const missing = notLocked(locked());
		expect(Object.keys(EXCEPTIONS).filter((line) => !missing.includes(line))).toEqual([]);
	});

	it('names no registry, so that any registry serves it', () => {
		const withAddress = Object.entries(locked()).filter(([, { resolved }]) => resolved);
		expect(withAddress).toEqual([]);
		const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
		expect(text).not.toMatch(/https?:[^"]*(\.tgz|registry)/);
	});
});

describe('the search for a missing binary', () => {
	const tool = { optionalDependencies: { 'tool-mac': '1.0.0' } };

	it('finds one that is nowhere', () => {
		expect(notLocked({ 'node_modules/tool': tool })).toEqual(['node_modules/tool needs tool-mac']);
	});

	it.each([
		['at the top', 'node_modules/tool-mac'],
		['within the package', 'node_modules/a/node_modules/tool/node_modules/tool-mac'],
		['beside the package', 'node_modules/a/node_modules/tool-mac'],
	])('is content with one %s', (_, place) => {
		expect(notLocked({ 'node_modules/a/node_modules/tool': tool, [place]: {} })).toEqual([]);
	});

	it('is not content with one that Node would not find', () => {
		const elsewhere = 'node_modules/b/node_modules/tool-mac';
		expect(notLocked({ 'node_modules/tool': tool, [elsewhere]: {} })).toHaveLength(1);
	});
});
