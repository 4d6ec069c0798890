import { defineConfig } from 'vitest/config';
import { TellSkipped } from './test/support/tell-skipped.ts';

export default defineConfig({
	test: {
		include: ['test/**/*.test.ts'],
		reporters: ['default', new TellSkipped()],
		// Proofs and whole processes take seconds; on a busy machine several times as long.
		testTimeout: 120_000,
	},
});
