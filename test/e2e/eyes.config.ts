import { inputOf } from './configurations.ts';

/** The organization of the tests, for `cdk synth -c config=test/e2e/eyes.config.ts`. */
export default inputOf('organization');
