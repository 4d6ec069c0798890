import { fromEnv } from '@aws-sdk/credential-provider-env';

/** Stands in the bundles for the SDK's chain of credential providers; bundle.ts says why. */
export const defaultProvider = () => fromEnv();
