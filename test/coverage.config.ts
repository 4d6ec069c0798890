import base from '../vitest.config.ts';

/** The modules of shared/ that decide. They are pure, so their tests alone should reach them. */
const MODULES = 'shared/{record,sign-in,network,credential,verdict,configuration}';

/** `npm run coverage`. What calls a client of AWS is left out: other tests reach it. */
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
			// A little below what was measured, so that a new rule without a test is noticed.
			thresholds: { statements: 95, branches: 90, functions: 95, lines: 95 },
		},
	},
};
