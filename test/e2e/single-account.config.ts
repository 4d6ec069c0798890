import { inputOf } from './configurations.ts';

/** The single account of the tests, for `cdk synth -c config=test/e2e/single-account.config.ts`. */
export default inputOf('singleAccount');
