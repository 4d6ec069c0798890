import { defineConfig } from 'vitest/config';
import { RUNS } from './test/support/runs.ts';
import { TellSkipped } from './test/support/tell-skipped.ts';

export default defineConfig({
	test: {
		include: ['test/**/*.test.ts'],
		// Files share a process, and with it what they import; see CONTRIBUTING.md.
		isolate: false,
		// Vitest would leave one core idle: on a machine with two, half of the tests' time.
		maxWorkers: '100%',
		// The CDK would validate every synthesis for seconds. app.test.ts lets it, as `cdk` does.
		env: { CDK_VALIDATION: 'false' },
		reporters: ['default', new TellSkipped()],
		// Proofs and whole processes take seconds; on a busy machine several times as long.
		testTimeout: 120_000,
		provide: { runs: RUNS },
	},
});
