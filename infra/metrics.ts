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
	/** Which function writes it. */
	readonly by: FunctionName;
	readonly kind?: string;
	/** Sum where nothing is said. */
	readonly statistic?: string;
}

/** The dimension that Powertools gives to every metric: the function's name. */
const SERVICE = 'service';

/** A metric of ours over five minutes. */
export function measured({ metric, by, kind, statistic = Stats.SUM }: Measured): Metric {
	return new Metric({
		namespace: METRIC_NAMESPACE,
		metricName: metric,
		dimensionsMap: { [SERVICE]: by, ...(kind === undefined ? {} : { [METRIC_DIMENSION]: kind }) },
		statistic,
		period: Duration.minutes(5),
	});
}
