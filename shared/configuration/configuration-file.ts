import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Users edit this file. Git ignores it, so that an upgrade never conflicts with it. */
export const CONFIGURATION_FILE = 'eyes.config.ts';

/** Says what to do if there is no such file. */
export const NO_CONFIGURATION =
	`${CONFIGURATION_FILE}: no such file. In the project's folder run ` +
	`\`cp eyes.config.example.ts ${CONFIGURATION_FILE}\`, then fill it in (docs/configuration.md)`;

/** What a configuration file exports, unchecked; or a sentence that says what is wrong with it. */
export type ConfigurationRead = { readonly input: unknown } | { readonly error: string };

/**
 * Reads a configuration file.
 * @param name as the user knows the file, for the error
 */
export async function readConfigurationFile(
	path: string,
	name: string,
): Promise<ConfigurationRead> {
	if (!existsSync(path)) {
		const error = name === CONFIGURATION_FILE ? NO_CONFIGURATION : `${name}: no such file`;
		return { error };
	}
	try {
		const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(path).href);
		if ('default' in module) return { input: module.default };
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		return { error: `${name} cannot be loaded: ${why}` };
	}
	return { error: `${name} has no default export; write: export default defineConfig({ … })` };
}
