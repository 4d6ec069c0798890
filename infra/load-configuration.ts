import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
	type CheckedConfiguration,
	checkConfiguration,
} from '../shared/configuration/check-configuration.ts';
import { isObject } from '../shared/record/json-object.ts';
import { checkDeployment } from './check-deployment.ts';

/**
 * Loads and checks the configuration that is to be deployed. `file` is relative to the folder where
 * the command runs; `today` is `YYYY-MM-DD`. Each error is a sentence that says what to do.
 */
export async function loadConfiguration(
	file: string,
	today: string,
): Promise<CheckedConfiguration> {
	const path = resolve(file);
	if (!existsSync(path)) {
		return {
			errors: [
				`${file}: no such file; write one (see docs/configuration.md) or correct -c config=…`,
			],
		};
	}
	const module = await importAny(path);
	if (module instanceof Error) return { errors: [`${file} cannot be loaded: ${module.message}`] };
	if (!isObject(module) || !('default' in module)) {
		return { errors: [`${file} has no default export; write: export default defineConfig({ … })`] };
	}
	const checked = checkConfiguration(module.default, today);
	if ('errors' in checked) return checked;
	const { errors, warnings } = checkDeployment(checked.configuration);
	if (errors.length > 0) return { errors };
	return { ...checked, warnings: [...checked.warnings, ...warnings] };
}

/** Gives what the file exports, or the error why it cannot be loaded. */
async function importAny(path: string): Promise<unknown> {
	try {
		return await import(pathToFileURL(path).href);
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
}
