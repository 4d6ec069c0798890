import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const REQUIREMENTS = resolve(import.meta.dirname, '../requirements.txt');
const CACHE = resolve(import.meta.dirname, '../../../node_modules/.cache/eyes-e2e');

/**
 * Names the folder by everything that determines the packages, so that other versions get another
 * folder.
 */
function folder(): string {
	const digest = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
	return join(CACHE, `python-${digest}`);
}

/**
 * Gives the `bin` folder of a virtual environment with the packages of requirements.txt. It is made
 * once, which takes about 40 s. Python's own settings (PIP_…, a proxy, an index) apply as for any
 * `pip install`.
 */
export function pythonEnvironment(): string {
	const environment = folder();
	const bin = join(environment, 'bin');
	const finished = join(environment, 'installed');
	if (existsSync(finished)) return bin;
	process.stderr.write('eyes-system: first end-to-end run, installing the emulators …\n');
	// An install that was killed may be incomplete, so its folder is deleted.
	rmSync(environment, { recursive: true, force: true });
	mkdirSync(CACHE, { recursive: true });
	run('python3', ['-m', 'venv', environment]);
	run(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS]);
	writeFileSync(finished, '');
	return bin;
}

function run(command: string, args: readonly string[]): void {
	try {
		execFileSync(command, args, { stdio: ['ignore', 2, 2] });
	} catch (cause) {
		throw new Error(
			`\`${command} ${args.join(' ')}\` failed. The end-to-end tests need Python 3.10 or newer with venv ` +
				'(Debian: apt install python3-venv), and a package index that pip can reach.',
			{ cause },
		);
	}
}
