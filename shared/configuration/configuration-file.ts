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
		return { error: `${name} cannot be loaded: ${whyNotLoaded(error, path)}` };
	}
	return { error: `${name} has no default export; write: export default defineConfig({ … })` };
}

/**
 * Adds the line of a syntax error, with which Node begins the stack. It is not in the message. The
 * lines further down are not used: V8 gives a wrong one for an error in `export default`.
 */
function whyNotLoaded(error: unknown, path: string): string {
	if (!(error instanceof Error)) return String(error);
	const place = error.stack?.split('\n', 1)[0]?.replace('file://', '') ?? '';
	const line = place.startsWith(`${path}:`) ? place.slice(path.length + 1) : '';
	return /^\d+$/.test(line) ? `${error.message} (line ${line})` : error.message;
}
