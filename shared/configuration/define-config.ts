import type { ConfigurationInput } from './configuration-schema.ts';

/** Types `eyes.config.ts` for the editor. The check happens where the file is loaded: see `checkConfiguration`. */
export function defineConfig(input: ConfigurationInput): ConfigurationInput {
	return input;
}
