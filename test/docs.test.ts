import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorOf } from '../infra/runbook.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = ['bench', 'cli', 'docs', 'functions', 'infra', 'shared', 'test'];
const FILES = [
	...readdirSync(ROOT),
	...FOLDERS.flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
			join(folder, name),
		),
	),
];
const PAGES = FILES.filter((name) => name.endsWith('.md'));
/** `design, section 4.2` or `design, sections 4.2 to 4.5`, also across two lines of a comment. */
const CITED = /design,[\s*/]+sections?[\s*/]+(\d+(?:\.\d+)?)(?: (?:to|and) (\d+(?:\.\d+)?))?/g;
const CODE = FILES.filter((name) => /\.(ts|mjs|cjs)$/.test(name) && !name.startsWith('test'));

function read(name: string): string {
	return readFileSync(join(ROOT, name), 'utf8');
}

/** Removes code blocks, because their lines are commands and output. */
function proseOf(page: string): string {
	return read(page).replace(/^ *```.*?^ *```$/gms, '');
}

/** True if the file exists, by its path from the page or the root, or by the end of its path. */
function isFile(path: string, page: string): boolean {
	return (
		existsSync(join(ROOT, dirname(page), path)) ||
		existsSync(join(ROOT, path)) ||
		FILES.some((name) => name.endsWith(`/${path}`))
	);
}

/** The anchors of a page, made from its headings. */
function anchorsOf(page: string): string[] {
	return [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

function isLink(link: string, page: string): boolean {
	const [path = '', anchor] = link.split('#');
	const target = path === '' ? page : join(dirname(page), path);
	if (!existsSync(join(ROOT, target))) return false;
	return anchor === undefined || anchorsOf(target).includes(anchor);
}

describe.each(PAGES)('%s', (page) => {
	it('links to files and headings that exist', () => {
		const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
		const wrong = links.filter((link) => !link.startsWith('https:') && !isLink(link, page));
		expect(wrong).toEqual([]);
	});

	it('names source files that exist', () => {
		const spans = [...proseOf(page).matchAll(/`([\w-][\w./-]*\.(?:ts|mjs|cjs|json))`/g)];
		const wrong = spans.map(([, path = '']) => path).filter((path) => !isFile(path, page));
		expect(wrong).toEqual([]);
	});

	it('is wrapped at 100 columns, except for tables', () => {
		const lines = proseOf(page).split('\n');
		expect(lines.filter((line) => line.length > 100 && !line.startsWith('|'))).toEqual([]);
	});
});

describe('the code', () => {
	it('cites sections of docs/design.md that exist', () => {
		const sections = sectionsOf(read('docs/design.md'));
		const cited = CODE.flatMap((file) =>
			[...read(file).matchAll(CITED)]
				.flatMap(([, first, last]) => [first, last])
				.filter((section) => section !== undefined),
		);
		expect(cited.length).toBeGreaterThan(5);
		expect(cited.filter((section) => !sections.includes(section))).toEqual([]);
	});

	it('cites pages that exist', () => {
		const wrong = CODE.flatMap((file) =>
			[...read(file).matchAll(/[\w./-]+\.md\b/g)]
				.filter(([page]) => !existsSync(join(ROOT, page)))
				.map(([page]) => `${file} cites ${page}`),
		);
		expect(wrong).toEqual([]);
	});
});

/** `4` for a heading `## 4. …`, `4.2` for the item `2.` below it. */
function sectionsOf(text: string): string[] {
	const chapters = text.split(/^## (?=\d+\. )/m).slice(1);
	return chapters.flatMap((chapter) => {
		const number = chapter.split('.', 1)[0] ?? '';
		const items = [...chapter.matchAll(/^(\d+)\. /gm)].map(([, item]) => `${number}.${item}`);
		return [number, ...items];
	});
}
