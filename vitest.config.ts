import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.ts'],
		// Proofs and whole processes take seconds; on a busy machine several times as long.
		testTimeout: 120_000,
	},
});
