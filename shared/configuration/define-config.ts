import type { ConfigurationInput } from './configuration-schema.ts';

/**
 * Types `eyes.config.ts` for the editor. The file is checked when it is loaded: see
 * `checkConfiguration`.
 */
export function defineConfig(input: ConfigurationInput): ConfigurationInput {
	return input;
}
