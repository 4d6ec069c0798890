import { spawn, spawnSync } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { type Run, root } from '../support/run-eyes.ts';
import { npm, shellEnvironment } from '../support/run-npm.ts';

/** Makes the binary, as the real package does. It never ends if a test asks for that. */
const MAKE_BINARY = `const { mkdirSync, symlinkSync, writeFileSync } = require('node:fs');
if (process.env.STALL_AT) {
	writeFileSync(process.env.STALL_AT, '');
	setInterval(() => {}, 1000);
} else {
	mkdirSync('bin', { recursive: true });
	symlinkSync(process.execPath, 'bin/node');
}`;

const PACKAGES = {
	greeting: {
		'package.json': JSON.stringify({ name: 'greeting', version: '1.0.0', main: 'index.js' }),
		'index.js': `module.exports = 'hello';`,
	},
	node: {
		'package.json': JSON.stringify({
			name: 'node',
			version: '24.0.0',
			scripts: { preinstall: 'node make-binary.cjs' },
		}),
		'make-binary.cjs': MAKE_BINARY,
	},
};

const PROJECT = JSON.stringify({
	name: 'small',
	version: '1.0.0',
	dependencies: { greeting: 'file:greeting-1.0.0.tgz' },
	optionalDependencies: { node: 'file:node-24.0.0.tgz' },
	allowScripts: { node: true },
});

/** Starts our commands on a machine whose own Node is too old. */
function startOnOldNode(): string {
	const text = readFileSync(join(root, 'cli/node-24.mjs'), 'utf8');
	if (!text.includes('>= 24')) throw new Error('node-24.mjs compares versions in another way now');
	return text.replace('>= 24', '>= 1000');
}

function writeAll(folder: string, files: Readonly<Record<string, string>>): void {
	mkdirSync(folder, { recursive: true });
	for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

/** Makes the project from scratch. That takes npm a second, so each test gets a copy. */
function makeProject(): string {
	const folder = mkdtempSync(join(tmpdir(), 'eyes-install-'));
	const sources = Object.entries(PACKAGES).map(([name, files]) => {
		const source = join(folder, 'source', name);
		writeAll(source, files);
		return source;
	});
	npm(folder, 'pack', ...sources);
	writeAll(join(folder, 'cli'), {
		'node-24.mjs': startOnOldNode(),
		'start.mjs': `import { runNode24 } from './node-24.mjs';\nrunNode24(['cli/greet.cjs']);`,
		'greet.cjs': `console.log(require('greeting'));`,
	});
	writeAll(folder, { 'package.json': PROJECT });
	npm(folder, 'install', '--package-lock-only');
	return folder;
}

const COPYING = { recursive: true, verbatimSymlinks: true };

/** A small project that starts as ours does, with a stand-in for the package `node`. */
export class InstallWorld {
	private static project = '';
	/** What npm has installed in one of them. */
	private static packages = '';
	readonly folder = mkdtempSync(join(tmpdir(), 'eyes-install-'));

	constructor() {
		InstallWorld.project ||= makeProject();
		cpSync(InstallWorld.project, this.folder, { recursive: true });
	}

	/** Deletes the project of which each world is a copy. */
	static endAll(): void {
		for (const folder of [InstallWorld.project, InstallWorld.packages])
			rmSync(folder, { recursive: true, force: true });
		InstallWorld.project = '';
		InstallWorld.packages = '';
	}

	/** Installs the packages; from the second world on by a copy. */
	install(): void {
		const own = join(this.folder, 'node_modules');
		if (InstallWorld.packages === '') {
			this.npm('ci');
			InstallWorld.packages = mkdtempSync(join(tmpdir(), 'eyes-install-'));
			cpSync(own, InstallWorld.packages, COPYING);
		} else cpSync(InstallWorld.packages, own, COPYING);
	}

	/** Runs npm in the project, as a user types it. */
	npm(...args: readonly string[]): Run {
		return npm(this.folder, ...args);
	}

	/** Runs the project's command. */
	run(variables: Readonly<Record<string, string>> = {}): Run {
		const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/start.mjs'], {
			cwd: this.folder,
			env: { ...shellEnvironment(), ...variables },
			encoding: 'utf8',
		});
		return { code: status, stdout, stderr };
	}

	/** Runs the project's command, and kills it and its npm in the middle of the install. */
	async runKilledHalfWay(): Promise<void> {
		const stalled = join(this.folder, 'stalled');
		const child = spawn(process.execPath, ['cli/start.mjs'], {
			cwd: this.folder,
			env: { ...shellEnvironment(), STALL_AT: stalled },
			stdio: 'ignore',
			detached: true,
		});
		const ended = new Promise((done) => child.on('exit', done));
		while (!existsSync(stalled)) await after(20);
		if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
		await ended;
	}

	/** Makes version 1.0.1 of the package and locks it, as another person's commit does. */
	lockOtherVersion(): void {
		const source = join(this.folder, 'source', 'greeting');
		writeAll(source, {
			'package.json': PACKAGES.greeting['package.json'].replace('1.0.0', '1.0.1'),
		});
		this.npm('pack', source);
		writeAll(this.folder, { 'package.json': PROJECT.replace('greeting-1.0.0', 'greeting-1.0.1') });
		this.lockAll();
	}

	/** Adds a dependency without locking it, as a hurried commit does. */
	forgetToLock(): void {
		const also = '"also": "file:greeting-1.0.0.tgz", "greeting"';
		writeAll(this.folder, { 'package.json': PROJECT.replace('"greeting"', also) });
	}

	lockAll(): void {
		this.npm('install', '--package-lock-only');
	}

	/** Deletes a file or folder, as a human or a broken disk does. */
	remove(...path: readonly string[]): void {
		rmSync(join(this.folder, ...path), { recursive: true });
	}

	end(): void {
		rmSync(this.folder, { recursive: true });
	}
}
