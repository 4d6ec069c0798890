import type { Telemetry } from '../../shared/runtime/telemetry.ts';

/** What a function logged and counted, in order. */
export interface Heard {
	readonly counted: string[];
	readonly logged: { readonly level: string; readonly message: string; readonly fields: unknown }[];
}

/** Telemetry that a test can check. A count is `metric` or `metric kind`. */
export function someTelemetry(): Telemetry & Heard {
	const heard: Heard = { counted: [], logged: [] };
	const note = (metric: string, kind: string | undefined) => {
		heard.counted.push(kind === undefined ? metric : `${metric} ${kind}`);
	};
	const log = (level: string) => (message: string, fields?: unknown) => {
		heard.logged.push({ level, message, fields });
	};
	return {
		...heard,
		count: (metric, kind, times = 1) => {
			for (let n = 0; n < times; n++) note(metric, kind);
		},
		measure: (metric, _, kind) => note(metric, kind),
		...{ info: log('info'), warn: log('warn'), error: log('error') },
	};
}
