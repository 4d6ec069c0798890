// Everything starts here: this file runs on the machine's Node (20 or newer), installs what is
// missing, and starts Node 24, which runs TypeScript directly. It is plain JavaScript without
// dependencies, because nothing is installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const hasOwnNode24 = Number(process.versions.node.split('.')[0]) >= 24;

/** What a JSON file of the project holds; an empty object where it is missing or damaged. */
function readJson(...path) {
	try {
		return JSON.parse(readFileSync(join(root, ...path), 'utf8'));
	} catch {
		return {};
	}
}

/**
 * True when every package of the lock file is there in its version. npm lists what it installed as
 * the last step, and `npm ci` deletes that list first: without it an install was interrupted. The
 * list alone proves too little, because `npm install --package-lock-only` writes it as well.
 */
function hasPackages() {
	const { packages: locked } = readJson('package-lock.json');
	const { packages: installed } = readJson('node_modules', '.package-lock.json');
	if (!locked || !installed) return false;
	return Object.entries(locked).every(([folder, { version, optional }]) => {
		if (folder === '' || (optional && !isNode24(folder))) return true;
		const found = [installed[folder], readJson(folder, 'package.json')];
		return found.every((entry) => entry?.version === version);
	});
}

/** Of the optional packages, most of them binaries for other platforms, we may need Node 24. */
function isNode24(folder) {
	return folder === 'node_modules/node' && !hasOwnNode24;
}

/** Runs npm in the project. Its words go to stderr, because stdout may be data for a pipe. */
function npm(args) {
	const { status, error } = spawnSync('npm', [...args, '--loglevel=error'], {
		cwd: root,
		stdio: ['ignore', 2, 2],
		shell: process.platform === 'win32',
	});
	if (error) say(`npm does not start: ${error.message}`);
	return status === 0;
}

function say(text) {
	process.stderr.write(`eyes-system: ${text}\n`);
}

function giveUp(text) {
	say(text);
	process.exit(1);
}

/** Installs what is missing. Ends the process and says why where that fails. */
export function ensureInstalled() {
	if (!hasPackages()) installPackages();
	if (!existsSync(nodePath())) installNode24();
}

function installPackages() {
	say('installing packages …');
	// `npm ci` installs exactly what the lock file says, and starts from an empty folder: an
	// interrupted install leaves half-written packages that `npm install` would take for whole.
	if (npm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'])) return;
	giveUp('`npm ci` failed, see above. Run the command again when the cause is gone.');
}

/** The package `node` fetches its binary by a script, which npm skips under `ignore-scripts`. */
function installNode24() {
	say('fetching Node 24 …');
	npm(['rebuild', 'node', '--ignore-scripts=false']);
	if (existsSync(nodePath())) return;
	giveUp('there is no Node 24 for this machine. Install Node 24 or newer, then try again.');
}

/**
 * Short-lived objects come in floods when logs are read. V8 would let the space for them grow with
 * the log.
 */
const FLAGS = ['--max-semi-space-size=8', '--disable-warning=ExperimentalWarning'];

function nodePath() {
	if (hasOwnNode24) return process.execPath;
	const name = process.platform === 'win32' ? 'node.exe' : 'node';
	return join(root, 'node_modules', 'node', 'bin', name);
}

/**
 * Runs `node <args>` under Node 24 with this process's streams, and ends as it ends.
 * @param {string[]} args script (relative to the project) and its arguments
 */
export function runNode24(args) {
	ensureInstalled();
	const [script = '', ...rest] = args;
	const child = spawn(nodePath(), [...FLAGS, join(root, script), ...rest], {
		stdio: 'inherit',
		// Compiling the TypeScript is a third of a short run; Node keeps the result for the next.
		env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'), ...process.env },
	});
	for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
	child.on('error', (error) => {
		giveUp(`Node 24 does not start: ${error.message}. Delete node_modules and try again.`);
	});
	child.on('exit', (code, signal) => {
		process.exit(code ?? (signal === 'SIGINT' ? 130 : 1));
	});
}
