import { objectOr, resourcesOf } from '../deploy/template.ts';
import type { StrictRule } from './rule.ts';

const MOST_OF_A_KIND = 10;
const ID = /^[a-z][a-zA-Z0-9_]*$/;
/** Words of an expression that are not ids: functions are upper case. */
const WORD = /\b[a-z][a-zA-Z0-9_]*\b/g;

/**
 * Alarms on metric math, which the emulator does not take. CloudWatch documents: a query has either a
 * metric or an expression; at most ten of each; exactly one is watched, by `ReturnData`, whose default
 * is true. Whether it refuses metrics with several periods is not documented; ours have one.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export const metricMath: StrictRule = async ({ template }) =>
	[...resourcesOf(template)].flatMap(([logicalId, { type, properties }]) => {
		if (type !== 'AWS::CloudWatch::Alarm' || !Array.isArray(properties.Metrics)) return [];
		const reasons = problemsOf(properties.Metrics.map(queryOf));
		return reasons.map((reason) => ({ logicalId, reason }));
	});

interface Query {
	readonly id: string;
	readonly expression: string | null;
	readonly period: unknown;
	readonly hasMetric: boolean;
	readonly isWatched: boolean;
}

function queryOf(value: unknown): Query {
	const { Id, Expression, MetricStat, ReturnData } = objectOr(value);
	return {
		id: String(Id),
		expression: typeof Expression === 'string' ? Expression : null,
		period: objectOr(MetricStat).Period,
		hasMetric: MetricStat !== undefined,
		isWatched: ReturnData !== false,
	};
}

function problemsOf(queries: readonly Query[]): string[] {
	const ids = queries.map(({ id }) => id);
	const metrics = queries.filter(({ hasMetric }) => hasMetric);
	const watched = queries.filter(({ isWatched }) => isWatched);
	const periods = new Set(metrics.map(({ period }) => period));
	return [
		...ids.filter((id) => !ID.test(id)).map((id) => `the id ${id} of a metric is not valid`),
		...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two metrics have the id ${id}`),
		...queries
			.filter(({ hasMetric, expression }) => hasMetric === (expression !== null))
			.map(({ id }) => `${id} must have either MetricStat or Expression`),
		...queries.flatMap(({ id, expression }) =>
			wordsOf(expression)
				.filter((word) => !ids.includes(word))
				.map((word) => `the expression ${id} uses ${word}, which is not defined`),
		),
		...(watched.length === 1 ? [] : [`${watched.length} metrics return data instead of one`]),
		...(periods.size <= 1 ? [] : [`the metrics have the periods ${[...periods].join(', ')}`]),
		...(Math.max(metrics.length, queries.length - metrics.length) <= MOST_OF_A_KIND
			? []
			: [`more than ${MOST_OF_A_KIND} metrics or expressions`]),
	];
}

/** Gives the ids that an expression uses. Texts in quotation marks are not ids. */
function wordsOf(expression: string | null): string[] {
	return (expression ?? '').replaceAll(/"[^"]*"|'[^']*'/g, '').match(WORD) ?? [];
}
