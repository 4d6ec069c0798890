import base from '../vitest.config.ts';

/** The modules of shared/ that decide. They are pure, so their tests alone should reach them. */
const MODULES = 'shared/{record,sign-in,network,credential,verdict,configuration}';

/**
 * The configuration of `npm run coverage`. Code that calls a client of AWS is left out, because
 * other tests cover it.
 */
export default {
	...base,
	test: {
		...base.test,
		include: [`test/${MODULES}/**/*.test.ts`],
		coverage: {
			provider: 'v8',
			include: [`${MODULES}/**/*.ts`],
			exclude: ['**/dynamodb-*.ts', '**/iam-*.ts'],
			reporter: ['text', 'html'],
			// These are a little below the measured values, so that a new rule without a test is
			// noticed.
			thresholds: { statements: 95, branches: 90, functions: 95, lines: 95 },
		},
	},
};
