import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InstallWorld } from './install-world.ts';

const INSTALLS = 'eyes-system: installing packages …';
const FETCHES = 'eyes-system: fetching Node 24 …';

let world: InstallWorld;
beforeEach(() => {
	world = new InstallWorld();
});
afterEach(() => world.end());
afterAll(() => InstallWorld.endAll());

/** Expects that the command works and that stdout holds nothing else. */
function runsWell(variables?: Readonly<Record<string, string>>): string {
	const { code, stdout, stderr } = world.run(variables);
	expect(stdout, stderr).toBe('hello\n');
	expect(code).toBe(0);
	return stderr;
}

describe('a command of the project', () => {
	it('installs the packages on its first run only', () => {
		expect(runsWell()).toContain(INSTALLS);
		expect(runsWell()).toBe('');
	});

	it('accepts packages that a user installed by hand', () => {
		world.npm('ci');
		expect(runsWell()).toBe('');
	});

	it('completes an install that was killed half way', async () => {
		await world.runKilledHalfWay();
		expect(existsSync(join(world.folder, 'node_modules', 'greeting'))).toBe(true);
		expect(runsWell()).toContain(INSTALLS);
		expect(runsWell()).toBe('');
	});

	it.each([
		['a package', ['greeting'], INSTALLS],
		['the package of Node 24', ['node'], INSTALLS],
		['the binary of Node 24', ['node', 'bin'], FETCHES],
		["npm's list of what it installed", ['.package-lock.json'], INSTALLS],
	])('brings back %s that is missing', (_, path, saying) => {
		world.install();
		world.remove('node_modules', ...path);
		expect(runsWell()).toContain(saying);
		expect(runsWell()).toBe('');
	});

	it('installs again when the lock file asks for another version', () => {
		runsWell();
		world.lockOtherVersion();
		expect(runsWell()).toContain(INSTALLS);
	});

	it('fetches Node 24 if npm does not run scripts', () => {
		const noScripts = { npm_config_ignore_scripts: 'true' };
		expect(runsWell(noScripts)).toContain(FETCHES);
		expect(runsWell(noScripts)).toBe('');
	});

	it('says why it cannot install, and installs after the cause is removed', () => {
		world.forgetToLock();
		const { code, stdout, stderr } = world.run();
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		expect(stderr).toMatch(/Missing: .* from lock file/);
		expect(stderr).toContain('`npm ci` failed, see above');
		world.lockAll();
		expect(runsWell()).toContain(INSTALLS);
	});
});
