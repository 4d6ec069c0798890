import { defineConfig } from 'vitest/config';

/** `npm run e2e`. Its files are named `.e2e.ts`, so that `npm run unit` leaves them alone. */
export default defineConfig({
	test: {
		include: ['test/e2e/**/*.e2e.ts', 'test/infra/event-patterns*.test.ts'],
		globalSetup: ['test/e2e/global-setup.ts'],
		// They share the emulators' one clean slate.
		fileParallelism: false,
		testTimeout: 120_000,
		hookTimeout: 120_000,
	},
});
