import { fromEnv } from '@aws-sdk/credential-provider-env';

/** Replaces the SDK's chain of credential providers in the bundles; bundle.ts says why. */
export const defaultProvider = () => fromEnv();
