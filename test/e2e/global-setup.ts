import type { TestProject } from 'vitest/node';
import { freePort } from './emulators/free-port.ts';
import { startEmulators } from './emulators/start-emulators.ts';
import { type Assemblies, synthesizeAll } from './synthesize.ts';

declare module 'vitest' {
	interface ProvidedContext {
		e2e: E2e;
	}
}

/** Everything that the test files share. */
export interface E2e {
	/** URLs of the emulators. */
	readonly aws: string;
	readonly organizations: string;
	/**
	 * The ports on which a test file itself listens: one for the functions' calls to AWS, one for
	 * their calls to Slack.
	 */
	readonly proxyPort: number;
	readonly slackPort: number;
	/** Process group of the emulator; the functions run in it. */
	readonly group: number;
	/** File that holds the milliseconds by which the functions' clock is ahead of ours. */
	readonly clock: string;
	/** The address of the stand-in for Slack. */
	readonly slackApi: string;
	/** Folders of the synthesized apps. */
	readonly assemblies: Assemblies;
	/** Folder of Python's commands. */
	readonly python: string;
}

/**
 * Starts the emulators and synthesizes the app once for all test files. Gives the function that
 * ends them.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const proxyPort = await freePort();
	const slackPort = await freePort();
	const emulators = await startEmulators(`http://127.0.0.1:${proxyPort}`);
	try {
		const slackApi = `http://127.0.0.1:${slackPort}/api/`;
		const { assemblies, remove } = synthesizeAll(slackApi);
		project.provide('e2e', {
			aws: emulators.aws.url,
			organizations: emulators.organizations.url,
			proxyPort,
			slackPort,
			group: emulators.aws.group,
			clock: emulators.clock,
			slackApi,
			assemblies,
			python: emulators.python,
		});
		// The property test of the event patterns also asks this emulator.
		process.env.EYES_EMULATOR = emulators.aws.url;
		return async () => {
			remove();
			// This is checked again after the tests: no process that started since may listen
			// beyond this machine.
			emulators.aws.assertLoopback();
			emulators.organizations.assertLoopback();
			await emulators.stop();
		};
	} catch (error) {
		await emulators.stop();
		throw error;
	}
}
