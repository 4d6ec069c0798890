import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The modules in the order of the flow: each may import itself and those before it. */
const MODULES = [
	'record',
	'sign-in',
	'network',
	'credential',
	'history',
	'verdict',
	'outbox',
	'summary',
	'containment',
	'case',
	'decision',
	'report',
	'stack-sets',
	'notification',
];
/** These serve all modules and import none. */
const SERVING = ['configuration', 'runtime'];

const root = resolve(import.meta.dirname, '..');

function filesUnder(folder: string): string[] {
	return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => join(folder, name));
}

function importsOf(file: string): string[] {
	const text = readFileSync(join(root, file), 'utf8');
	return [...text.matchAll(/(?:from|import)\s*\(?'([^']+)'/g)].map(([, name = '']) => name);
}

/** The file that a relative import leads to, from the project's root. */
function target(file: string, name: string): string {
	return relative(root, resolve(root, dirname(file), name));
}

function moduleOf(path: string): string {
	return path.split(sep)[1] ?? '';
}

function breaksDirection(from: string, to: string): boolean {
	if (from === to) return false;
	if (SERVING.includes(from)) return true;
	if (SERVING.includes(to)) return false;
	return MODULES.indexOf(to) < 0 || MODULES.indexOf(to) > MODULES.indexOf(from);
}

describe('imports', () => {
	it('go one way through the modules of shared/', () => {
		const wrong = filesUnder('shared').flatMap((file) =>
			importsOf(file)
				.filter((name) => name.startsWith('.'))
				.map((name) => target(file, name))
				.filter(
					(to) => !to.startsWith(`shared${sep}`) || breaksDirection(moduleOf(file), moduleOf(to)),
				)
				.map((to) => `${file} imports ${to}`),
		);
		expect(wrong).toEqual([]);
	});

	it('bring the AWS and Slack clients only into adapters, and the clock nowhere into shared/', () => {
		const wrong = filesUnder('shared').filter((file) => {
			const isAdapter =
				/\/(cloudformation|dynamodb|iam|organizations|s3|slack|sqs|sts|eventbridge|cloudtrail|powertools)-[^/]+\.ts$/.test(
					file,
				);
			const usesClient = importsOf(file).some((name) => /^@(aws-sdk\/|slack\/web-api)/.test(name));
			const readsClock = /new Date\(\)|Date\.now\(\)|process\.env/.test(
				readFileSync(join(root, file), 'utf8'),
			);
			return readsClock || (usesClient && !isAdapter);
		});
		expect(wrong).toEqual([]);
	});

	it('know every module', () => {
		const modules = new Set(filesUnder('shared').map(moduleOf));
		expect([...modules].filter((module) => ![...MODULES, ...SERVING].includes(module))).toEqual([]);
	});
});
