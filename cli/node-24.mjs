// The door to everything: runs on the machine's Node (20 or newer), installs what is missing, and starts
// Node 24, which runs TypeScript directly. Plain JavaScript without dependencies, because nothing is installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** True when `node_modules` is not older than the lock file it was installed from. */
function isInstalled() {
	const marker = join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(marker)) return false;
	return statSync(marker).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** Installs the packages of the lock file, once. Ends the process with a clear word where that fails. */
export function ensureInstalled() {
	if (isInstalled()) return;
	process.stderr.write('eyes-system: first run, installing packages …\n');
	// Not `npm ci`: it refuses a lock file without the binaries of every platform, which some registries do not serve.
	const done = spawnSync(
		'npm',
		['install', '--no-save', '--loglevel=error', '--no-audit', '--no-fund'],
		{
			cwd: root,
			// npm prints on stdout; ours may be data for a pipe
			stdio: ['ignore', 2, 2],
			shell: process.platform === 'win32',
		},
	);
	if (done.status === 0) return;
	process.stderr.write(
		'eyes-system: `npm install` failed, see above. Fix that, then run the command again.\n',
	);
	process.exit(1);
}

/**
 * Short-lived objects come in floods when logs are read. V8 would let the space for them grow with the log.
 */
const FLAGS = ['--max-semi-space-size=8', '--disable-warning=ExperimentalWarning'];

function nodePath() {
	const major = Number(process.versions.node.split('.')[0]);
	if (major >= 24) return process.execPath;
	return join(
		root,
		'node_modules',
		'node',
		'bin',
		process.platform === 'win32' ? 'node.exe' : 'node',
	);
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
		// Compiling the TypeScript is a third of a short run; Node keeps the result for the next one.
		env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'), ...process.env },
	});
	for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
	child.on('error', (error) => {
		process.stderr.write(
			`eyes-system: Node 24 does not start: ${error.message}. Delete node_modules and try again.\n`,
		);
		process.exit(1);
	});
	child.on('exit', (code, signal) => {
		process.exit(code ?? (signal === 'SIGINT' ? 130 : 1));
	});
}
