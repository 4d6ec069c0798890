import { resolve } from 'node:path';
import {
	type CheckedConfiguration,
	checkConfiguration,
} from '../shared/configuration/check-configuration.ts';
import { readConfigurationFile } from '../shared/configuration/configuration-file.ts';
import { checkDeployment } from './check-deployment.ts';

/**
 * Loads and checks what is to be deployed. `file` is relative to where the command runs; `today` is
 * `YYYY-MM-DD`. The errors are sentences, each with the remediation.
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
