import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userFolder } from '../../cli/folders.ts';
import { usualFile } from '../../cli/load-configuration.ts';
import { consoleLogin } from '../support/a-record.ts';
import { eyes, HERE, root, SAMPLE_DAY } from '../support/run-eyes.ts';

const COMMANDS = [
	...['replay', 'sample-day', 'containment render', 'status', 'release', 'resume', 'contain'],
	...['deploy', 'destroy', 'slack-app', 'verify'],
];

let folder = '';
beforeAll(() => {
	folder = realpathSync(mkdtempSync(join(tmpdir(), 'eyes-command-line-')));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the help', () => {
	it.each([['--help'], ['help'], ['-h']])('lists every command: %s', async (arg) => {
		const { code, stdout, stderr } = await eyes([arg]);
		expect([code, stderr]).toEqual([0, '']);
		const words = COMMANDS.map((command) => command.split(' ')[0] ?? '');
		for (const word of words) expect(stdout).toMatch(new RegExp(`^ {2}${word}\\b`, 'm'));
	});

	it.each(COMMANDS)(
		'of %s shows only that command, with an example, in 80 columns',
		async (command) => {
			const { code, stdout, stderr } = await eyes([...command.split(' '), '--help']);
			expect([code, stderr]).toEqual([0, '']);
			expect(stdout).toMatch(new RegExp(`^Usage: eyes ${command} `));
			expect(stdout.match(/Usage:/g)).toHaveLength(1);
			expect(stdout).toMatch(new RegExp(`\nExample:\n {2}npm run eyes -- ${command}\\b`));
			expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
		},
	);

	it('says in which time zone a time is read', async () => {
		const { stdout } = await eyes(['help', 'replay']);
		expect(stdout.replace(/\s+/g, ' ')).toContain('2026-03-03T09:00 in the configured time zone');
	});

	it('has the version of the package', async () => {
		const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
		expect(await eyes(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
	});
});

describe('a wrong command line', () => {
	it.each([
		['no command', [], 'Usage: eyes [options] [command]'],
		['half a command', ['containment'], 'Usage: eyes containment [options] [command]'],
		['a command with a slip', ['reply'], "unknown command 'reply' (Did you mean replay?)\n"],
		['an unknown command', ['everything'], "unknown command 'everything'\n"],
		[
			'an option with a slip',
			['contain', 'x', '--reson', 'y'],
			"unknown option '--reson' (Did you mean --reason?)\n",
		],
		[
			'an option of another command',
			['status', '--since', '2026-03-03'],
			"unknown option '--since'\n",
		],
		[
			'an option without its value',
			['replay', '--only'],
			"option '--only <list>' argument missing",
		],
		['an option that npm took', ['deploy', 'arn'], 'write -- before it: npm run deploy -- --bus'],
		['an unknown word', ['replay', 'x', '--mode', 'block'], 'Allowed choices are observe, ask'],
	])('ends with 2 and a sentence on stderr: %s', async (_, args, sentence) => {
		const { code, stdout, stderr } = await eyes(args);
		expect([code, stdout]).toEqual([2, '']);
		expect(stderr).toContain(sentence);
		expect(stderr).not.toMatch(/^\s+at /m);
	});

	it('names the line of a syntax error in the configuration', async () => {
		const file = join(folder, 'comma.config.ts');
		writeFileSync(file, "export default {\n\tnetworks: []\n\tlocale: 'ko',\n};\n");
		const { code, stderr } = await eyes(['replay', SAMPLE_DAY[0] ?? '', '--config', file]);
		expect(code).toBe(2);
		expect(stderr).toMatch(/cannot be loaded: Expected .+ \(line 3\)\n$/);
	});
});

describe('the folder in which the user types the command', () => {
	const project = { npm_package_json: join(root, 'package.json'), INIT_CWD: '/home/sora' };

	it.each([
		['npm runs our script there', root, project, '/home/sora'],
		['no npm runs', root, {}, root],
		['our script has gone elsewhere', '/tmp', project, '/tmp'],
		[
			"another package's script runs us",
			root,
			{ ...project, npm_package_json: '/home/sora/package.json' },
			root,
		],
	])('is found where %s', (_, cwd, env, expected) => {
		expect(userFolder(cwd, env)).toBe(expected);
	});

	/** Runs the sample day from the folder that holds it and a configuration. */
	const args = ['replay', 'AWSLogs', '--format', 'jsonl', '--only', 'alert'];
	const cwd = join(root, 'cli/sample-day');

	it.each([
		['npm', ['npm', 'run', '--silent', 'eyes', '--']],
		['Node', [process.execPath, join(root, 'cli/eyes.mjs')]],
	])(
		'holds the paths and the configuration when %s runs us',
		async (_, [command = '', ...rest]) => {
			const expected = await eyes([args[0] ?? '', ...SAMPLE_DAY, ...args.slice(2)]);
			const run = spawnSync(command, [...rest, ...args], { cwd, encoding: 'utf8', env: HERE });
			expect([run.status, expected.code]).toEqual([3, 3]);
			expect(run.stdout.split('\n').length).toBeGreaterThan(5);
			expect(run.stdout).toBe(expected.stdout.replaceAll('"cli/sample-day/', '"'));
		},
	);

	it('is where a file named by --config is looked for', async () => {
		writeFileSync(join(folder, 'log.json'), JSON.stringify({ Records: [consoleLogin()] }));
		writeFileSync(
			join(folder, 'own.config.mjs'),
			`export default { networks: [{ name: 'mine', cidrs: ['203.0.113.0/24'] }] };`,
		);
		const line = ['replay', 'log.json', '--config', 'own.config.mjs', '--format', 'jsonl'];
		const run = spawnSync(process.execPath, [join(root, 'cli/eyes.ts'), ...line], {
			...{ cwd: folder, encoding: 'utf8', env: HERE },
		});
		expect(JSON.parse(run.stdout)).toMatchObject({
			source: { file: 'log.json' },
			network: { name: 'mine' },
		});
	});

	it("comes before the project's folder if no configuration is named", () => {
		const [other, none] = [join(root, 'cli/sample-day'), join(root, 'docs')];
		expect(usualFile([other, folder])).toBe(join(other, 'eyes.config.ts'));
		expect(usualFile([folder, other])).toBe(join(other, 'eyes.config.ts'));
		expect(usualFile([folder, none])).toBeNull();
	});
});

describe('a time without zone', () => {
	/** 2026-03-04 05:00 in Seoul, 2026-03-03 15:00 in New York. */
	const login = consoleLogin({ eventTime: '2026-03-03T20:00:00Z', sourceIPAddress: '192.0.2.1' });
	const network = `{ name: 'office', cidrs: ['203.0.113.0/24'] }`;

	async function seen(timeZone: string, since: string, until: string): Promise<boolean> {
		const day = timeZone === 'Asia/Seoul' ? '2026-03-04' : '2026-03-03';
		const config = join(folder, `${timeZone.replace('/', '-')}.config.mjs`);
		writeFileSync(config, `export default { networks: [${network}], timeZone: '${timeZone}' };`);
		const times = ['--since', since, '--until', until];
		const { code, stdout, stderr } = await eyes(
			['replay', '-', '--config', config, '--format', 'jsonl', ...times],
			JSON.stringify({ Records: [login] }),
		);
		expect(code).toBe(stdout === '' ? 3 : 0);
		if (stdout !== '') expect(stderr).toContain(`on which days: ${day} 1`);
		return stdout !== '';
	}

	it('is a time of the configured time zone, and one with a zone is exact', async () => {
		expect(await seen('Asia/Seoul', '2026-03-04', '2026-03-05')).toBe(true);
		expect(await seen('Asia/Seoul', '2026-03-03', '2026-03-04')).toBe(false);
		expect(await seen('America/New_York', '2026-03-03T15:00', '2026-03-03T15:01')).toBe(true);
		expect(await seen('America/New_York', '2026-03-03T20:00Z', '2026-03-03T20:01Z')).toBe(true);
	});
});
