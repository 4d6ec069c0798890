import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import {
	METRIC_DIMENSION,
	METRIC_NAMESPACE,
	type MetricName,
	type Telemetry,
} from './telemetry.ts';

/** These metrics are percentages, not milliseconds or counts. */
const PERCENT: ReadonlySet<MetricName> = new Set(['PolicyFullness']);

/**
 * Writes logs as JSON lines, and metrics in the same lines. Each metric has the dimension
 * `service`. A metric with a kind is written twice, with and without the kind, so that an alarm can
 * watch the whole.
 * https://docs.aws.amazon.com/powertools/typescript/latest/features/metrics/
 */
export function telemetry(service: string): Telemetry {
	const logger = new Logger({ serviceName: service });
	const metrics = new Metrics({ namespace: METRIC_NAMESPACE, serviceName: service });
	const write = (metric: MetricName, { unit, value }: Measurement, kind: string | undefined) => {
		const single = metrics.singleMetric();
		single.addDimensions({});
		if (kind !== undefined) single.addDimensions({ [METRIC_DIMENSION]: kind });
		single.addMetric(metric, unit, value);
	};
	return {
		count: (metric, kind, times = 1) =>
			write(metric, { unit: MetricUnit.Count, value: times }, kind),
		measure: (metric, value, kind) => {
			const unit = PERCENT.has(metric) ? MetricUnit.Percent : MetricUnit.Milliseconds;
			write(metric, { unit, value }, kind);
		},
		info: (message, fields = {}) => logger.info(message, { ...fields }),
		warn: (message, fields = {}) => logger.warn(message, { ...fields }),
		error: (message, fields = {}, cause) => {
			logger.error(message, {
				...fields,
				...(cause instanceof Error ? { error: plain(cause) } : {}),
			});
		},
	};
}

/**
 * Keeps only what the error itself says. Its other fields may hold what was read or sent, such as
 * the whole input of a parser.
 */
function plain(error: Error): Readonly<Record<string, unknown>> {
	const { name, message, stack, cause } = error;
	return {
		...{ name, message, stack },
		...(cause instanceof Error ? { cause: plain(cause) } : {}),
		...(error instanceof AggregateError
			? {
					errors: error.errors.map((one: unknown) =>
						one instanceof Error ? plain(one) : typeof one,
					),
				}
			: {}),
	};
}

interface Measurement {
	readonly unit: (typeof MetricUnit)[keyof typeof MetricUnit];
	readonly value: number;
}
