import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import {
	METRIC_DIMENSION,
	METRIC_NAMESPACE,
	type MetricName,
} from '../shared/runtime/telemetry.ts';
import type { FunctionName } from './bundle.ts';

export interface Measured {
	readonly metric: MetricName;
	/** The function that writes the metric. */
	readonly by: FunctionName;
	readonly kind?: string;
	/** The statistic; the sum if it is left out. */
	readonly statistic?: string;
}

/** Powertools gives every metric this dimension with the function's name. */
const SERVICE = 'service';

/** Gives one of our metrics over five minutes. */
export function measured({ metric, by, kind, statistic = Stats.SUM }: Measured): Metric {
	return new Metric({
		namespace: METRIC_NAMESPACE,
		metricName: metric,
		dimensionsMap: { [SERVICE]: by, ...(kind === undefined ? {} : { [METRIC_DIMENSION]: kind }) },
		statistic,
		period: Duration.minutes(5),
	});
}
