import { resolve } from 'node:path';
import {
	type CheckedConfiguration,
	checkConfiguration,
} from '../shared/configuration/check-configuration.ts';
import { readConfigurationFile } from '../shared/configuration/configuration-file.ts';
import { checkDeployment } from './check-deployment.ts';

/**
 * Loads and checks the configuration that is to be deployed. `file` is relative to the folder where
 * the command runs; `today` is `YYYY-MM-DD`. Each error is a sentence that says what to do.
 */
export async function loadConfiguration(
	file: string,
	today: string,
): Promise<CheckedConfiguration> {
	const read = await readConfigurationFile(resolve(file), file);
	if ('error' in read) return { errors: [read.error] };
	const checked = checkConfiguration(read.input, today);
	if ('errors' in checked) return checked;
	const { errors, warnings } = checkDeployment(checked.configuration);
	if (errors.length > 0) return { errors };
	return { ...checked, warnings: [...checked.warnings, ...warnings] };
}
