import base from '../vitest.config.ts';
import { LONG_RUNS } from './support/runs.ts';

/**
 * The configuration of `npm run test:long`: the properties of the whole flow, with many more
 * examples than `npm test` tries. A property reads how many with `inject('runs')`.
 */
export default {
	...base,
	test: {
		...base.test,
		include: ['test/long/**/*.property.test.ts'],
		provide: { runs: LONG_RUNS },
		testTimeout: 3_600_000,
	},
};
