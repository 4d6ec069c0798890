import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const { dependencies, optionalDependencies, devDependencies } = JSON.parse(
	readFileSync(join(root, 'package.json'), 'utf8'),
) as Readonly<Record<string, Readonly<Record<string, string>>>>;
const wanted = { ...dependencies, ...optionalDependencies, ...devDependencies };

function versionsOf(pattern: RegExp): string[] {
	const names = Object.keys(wanted).filter((name) => pattern.test(name));
	return names.map((name) => wanted[name] ?? '');
}

/** The clients of Identity Center, which only the command line uses, do not have every version. */
const IN_FUNCTIONS = /^@aws-sdk\/(client-(?!(sts|identitystore|sso-admin)$)|lib-)/;

describe('package.json', () => {
	it.each([
		['the AWS SDK in the functions, but for STS', IN_FUNCTIONS, 10],
		['Powertools', /^@aws-lambda-powertools\//, 4],
		['vitest', /^(vitest|@vitest\/.*)$/, 2],
	])('has all parts of %s in one version, so that they share code', (_, pattern, parts) => {
		const versions = versionsOf(pattern);
		expect(versions.length).toBeGreaterThanOrEqual(parts);
		expect([...new Set(versions)]).toHaveLength(1);
	});

	// AWS publishes only the clients that changed, so no version is the newest of all. The calls of
	// STS are compared with our lists, so that client is the newest. It shares code all the same.
	it('has each part that the clients of the AWS SDK share only once', () => {
		const locked = Object.keys(
			JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages,
		);
		const parts = locked.filter((folder) =>
			/\/(@aws-sdk\/(core|types)|@smithy\/[^/]+)$/.test(folder),
		);
		expect(parts.length).toBeGreaterThan(5);
		expect(parts.filter((folder) => folder.split('node_modules/').length > 2)).toEqual([]);
	});

	it('names exact versions, so that only a commit changes what runs', () => {
		const loose = Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
		expect(loose).toEqual([]);
	});
});
