import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundledFiles, entryOf, FUNCTIONS } from '../../infra/bundle.ts';

const root = resolve(import.meta.dirname, '../..');

/** They ask for no more than a notice. Whatever is not named here must not run in an account. */
const ALLOWED = [
	'0BSD',
	'Apache-2.0',
	'BlueOak-1.0.0',
	'BSD-2-Clause',
	'BSD-3-Clause',
	'ISC',
	'MIT',
	'MIT-0',
];

/** True for an SPDX expression of which one alternative consists of allowed licenses. */
function isAllowed(license: string): boolean {
	const alternatives = license.replaceAll(/[()]/g, '').split(' OR ');
	return alternatives.some((terms) => terms.split(' AND ').every((one) => ALLOWED.includes(one)));
}

/** The folders of the packages from which a bundle has files. */
function packagesIn(entry: string): string[] {
	const folders = bundledFiles(entry).map(
		(file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1],
	);
	return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

function licenseOf(folder: string): string {
	const { license } = JSON.parse(readFileSync(resolve(root, folder, 'package.json'), 'utf8'));
	return typeof license === 'string' ? license : 'unknown';
}

/** Of these packages those that must not ship, each with its license. */
function refused(packages: readonly string[]): string[] {
	const all = packages.map((folder) => ({ folder, license: licenseOf(folder) }));
	return all
		.filter(({ license }) => !isAllowed(license))
		.map(({ folder, license }) => `${folder}: ${license}`);
}

const folder = mkdtempSync(join(tmpdir(), 'eyes-licenses-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a bundle', () => {
	it.each(FUNCTIONS)('of %s has only packages whose license asks for a notice at most', (name) => {
		const packages = packagesIn(entryOf(name));
		expect(packages).toContain('node_modules/valibot');
		expect(refused(packages)).toEqual([]);
	});

	it('with the IAM engine that the tests use is refused, for its license is the AGPL', () => {
		symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
		const entry = join(folder, 'entry.js');
		writeFileSync(entry, `export * from '@cloud-copilot/iam-simulate';`);
		expect(refused(packagesIn(entry))).toContain(
			'node_modules/@cloud-copilot/iam-simulate: AGPL-3.0-or-later',
		);
	});
});

describe('a license', () => {
	it.each(['MIT', '(MIT OR GPL-3.0-or-later)', 'MIT AND ISC'])('%s is allowed', (license) => {
		expect(isAllowed(license)).toBe(true);
	});

	it.each(['GPL-3.0-only', 'SSPL-1.0', 'MIT AND AGPL-3.0-only', 'unknown', 'SEE LICENSE IN x', ''])(
		'"%s" is not allowed',
		(license) => {
			expect(isAllowed(license)).toBe(false);
		},
	);
});
