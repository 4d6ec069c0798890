import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { SETTLED_STATES } from '../shared/containment/ledger/ledger-policy.ts';
import type { Watched } from './alarms.ts';
import { JUDGES } from './judge.ts';
import { measured } from './metrics.ts';

const SLOWEST = Stats.p(95);

/**
 * Adds the dashboard that an operator looks at first: what is judged, who is denied, how long it
 * took, and where messages wait.
 */
export function dashboard(
	scope: Construct,
	{ judge, useJudge, containment, notification, reconciling, reporting }: Watched,
): void {
	const functions = [judge, useJudge, containment, notification, reconciling, reporting].map(
		({ function: fn }) => fn.lambda,
	);
	const queues = [judge.ingest, useJudge.ingest, containment, notification, reporting].map(
		({ work }) => work.queue,
	);
	new Dashboard(scope, 'Dashboard', {
		defaultInterval: Duration.days(1),
		widgets: [
			[
				graph(
					'Sign-ins and credential uses judged, records refused',
					JUDGES.flatMap((by) => [
						measured({ metric: 'SignIn', by }),
						measured({ metric: 'RefusedRecord', by }),
					]),
				),
				graph(
					'Containments',
					SETTLED_STATES.map((kind) =>
						measured({ metric: 'Containment', by: 'contain', kind }).with({ label: kind }),
					),
				),
			],
			[
				graph('From the event to the denial and to the message, ms, 95 %', [
					measured({ metric: 'EventToDeny', by: 'contain', statistic: SLOWEST }),
					measured({ metric: 'EventToMessage', by: 'notify', statistic: SLOWEST }),
				]),
				graph(
					'Oldest message, s',
					queues.map((queue) => queue.metricApproximateAgeOfOldestMessage()),
				),
			],
			[
				graph(
					'Errors',
					functions.map((fn) => fn.metricErrors()),
				),
				graph('Fullest deny document, %', [
					measured({ metric: 'PolicyFullness', by: 'contain', statistic: Stats.MAXIMUM }),
				]),
			],
			[
				graph('Credential reports told, accounts not read', [
					measured({ metric: 'ReportTold', by: 'report-credentials' }),
					measured({ metric: 'ReportAccountFailed', by: 'report-credentials' }),
				]),
			],
		],
	});
}

function graph(title: string, left: IMetric[]): GraphWidget {
	return new GraphWidget({ title, left, width: 12 });
}
