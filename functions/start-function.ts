import type { Configuration } from '../shared/configuration/configuration.ts';
import { telemetry } from '../shared/runtime/powertools-telemetry.ts';
import type { Telemetry } from '../shared/runtime/telemetry.ts';
import { readConfiguration, readEnvironment, type Variable } from './environment.ts';

/** What every function starts with. */
export interface FunctionStart<Name extends Variable> {
	readonly variables: Readonly<Record<Name, string>>;
	/** The configuration that was deployed with the function. */
	readonly configuration: Configuration;
	readonly telemetry: Telemetry;
	/** CloudTrail shows this name for every role that the function assumes. */
	readonly sessionName: string;
}

/**
 * Reads what a function starts with. Call it while the module loads: then a wrong variable or
 * configuration fails the start of the function instead of an alert. `folder` is the folder of the
 * bundle, which holds the configuration; `name` is the name in logs and metrics.
 */
export function startFunction<Name extends Variable>(
	folder: string,
	name: string,
	variables: readonly Name[],
): FunctionStart<Name> {
	return {
		variables: readEnvironment(variables),
		configuration: readConfiguration(folder),
		telemetry: telemetry(name),
		sessionName: `eyes-${name}`,
	};
}
