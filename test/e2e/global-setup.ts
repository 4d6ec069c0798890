import type { TestProject } from 'vitest/node';
import { freePort } from './emulators/free-port.ts';
import { startEmulators } from './emulators/start-emulators.ts';
import { synthesize } from './synthesize.ts';

declare module 'vitest' {
	interface ProvidedContext {
		e2e: E2e;
	}
}

/** What all test files share. */
export interface E2e {
	/** URLs of the emulators. */
	readonly aws: string;
	readonly organizations: string;
	/**
	 * Ports that a test file listens on itself: where the functions call AWS, and where they call
	 * Slack.
	 */
	readonly proxyPort: number;
	readonly slackPort: number;
	/** Process group of the emulator, in which the functions run. */
	readonly group: number;
	/** File with the milliseconds by which the functions' clock is ahead of ours. */
	readonly clock: string;
	/** Folder of the synthesized app. */
	readonly assembly: string;
	/** The same after the user has changed much of the configuration. */
	readonly changedAssembly: string;
	/** Folder of Python's commands. */
	readonly python: string;
}

/** Starts the emulators and synthesizes the app once for all test files. Gives what ends it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const proxyPort = await freePort();
	const slackPort = await freePort();
	const emulators = await startEmulators(`http://127.0.0.1:${proxyPort}`);
	try {
		const slack = { EYES_E2E_SLACK: `http://127.0.0.1:${slackPort}/api/` };
		const [first, changed] = await Promise.all([
			synthesize(slack),
			synthesize({ ...slack, EYES_E2E_CHANGED: 'yes' }),
		]);
		project.provide('e2e', {
			aws: emulators.aws.url,
			organizations: emulators.organizations.url,
			proxyPort,
			slackPort,
			group: emulators.aws.group,
			clock: emulators.clock,
			assembly: first.folder,
			changedAssembly: changed.folder,
			python: emulators.python,
		});
		// The property test of the event patterns asks this emulator, too.
		process.env.EYES_EMULATOR = emulators.aws.url;
		return async () => {
			first.remove();
			changed.remove();
			// Again after the work: nothing that came up since may be open to others.
			emulators.aws.assertLoopback();
			emulators.organizations.assertLoopback();
			await emulators.stop();
		};
	} catch (error) {
		await emulators.stop();
		throw error;
	}
}
