import { defineConfig } from 'vitest/config';

/**
 * The configuration of `npm run e2e`. Its files end with `.e2e.ts`, so that `npm run unit` does not
 * run them.
 */
export default defineConfig({
	test: {
		include: ['test/e2e/**/*.e2e.ts', 'test/infra/event-patterns*.test.ts'],
		globalSetup: ['test/e2e/global-setup.ts'],
		// The files run one after the other, because they share the emulators.
		fileParallelism: false,
		testTimeout: 120_000,
		hookTimeout: 120_000,
	},
});
