import type { Telemetry } from '../../shared/runtime/telemetry.ts';
import type { Variable } from '../environment.ts';
import type { FunctionStart } from '../start-function.ts';

/** What `report-credentials` uses. */
export interface ReportDeps {
	readonly telemetry: Telemetry;
}

/** The variables that the function needs. */
export const VARIABLES = [
	'EYES_TABLE',
	'EYES_ACCOUNT',
	'EYES_PARTITION',
	'EYES_NOTIFY_QUEUE',
	'EYES_REPORT_QUEUE',
	'EYES_REPORT_BUCKET',
] as const satisfies readonly Variable[];

/** Makes the clients and stores. It calls nothing yet. */
export function makeDeps({ telemetry }: FunctionStart<(typeof VARIABLES)[number]>): ReportDeps {
	return { telemetry };
}
