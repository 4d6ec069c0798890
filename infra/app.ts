import { App } from 'aws-cdk-lib';
import { CONFIGURATION_FILE } from '../shared/configuration/configuration-file.ts';
import { addStacks } from './add-stacks.ts';
import { loadConfiguration } from './load-configuration.ts';

/**
 * `cdk` runs this file, see cdk.json. `-c config=PATH` deploys another file than eyes.config.ts.
 */
const app = new App({ analyticsReporting: false });
const file: unknown = app.node.tryGetContext('config');
const loaded = await loadConfiguration(
	typeof file === 'string' ? file : CONFIGURATION_FILE,
	new Date().toISOString().slice(0, 'YYYY-MM-DD'.length),
);
if ('errors' in loaded) {
	process.stderr.write(
		`eyes-system cannot be deployed:\n${loaded.errors.map((error) => `  ${error}\n`).join('')}`,
	);
	process.exit(1);
}
addStacks(app, loaded.configuration, loaded.warnings);
app.synth();
