import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { HUB_BUS, type HubOutput } from '../shared/runtime/names.ts';
import { Containment } from './containment.ts';
import { DomainBus } from './domain-bus.ts';
import { HubBus } from './hub-bus.ts';
import { HubRules } from './hub-rules.ts';
import { CREDENTIAL_USES, Judge, SIGN_INS } from './judge.ts';
import { Monitoring } from './monitoring.ts';
import { Notification } from './notification.ts';
import { coverageOf } from './other-accounts.ts';
import { Reconciling } from './reconciling.ts';
import { watchingOf } from './region-part.ts';
import { Reporting } from './reporting.ts';
import { Table } from './table.ts';

interface HubProps {
	readonly configuration: Configuration;
	/** The ARN of the containment SCP; null if there is none. */
	readonly scp: string | null;
}

/** Creates the constructs of the hub and grants them access to each other. */
export class Hub extends Construct {
	/** Rules of this account and Region deliver to the queues of these. */
	readonly judge: Judge;
	readonly useJudge: Judge;

	constructor(scope: Construct, id: string, { configuration, scp }: HubProps) {
		super(scope, id);
		const coverage = coverageOf(configuration);

		const table = new Table(this, 'Table');
		const domainBus = new DomainBus(this, 'DomainBus');
		const judges = { configuration, coverage };
		const judge = new Judge(this, 'Judge', { ...judges, judging: SIGN_INS });
		const useJudge = new Judge(this, 'UseJudge', { ...judges, judging: CREDENTIAL_USES });
		const containment = new Containment(this, 'Containment', { configuration, coverage, scp });
		const notification = new Notification(this, 'Notification', { configuration });
		const reconciling = new Reconciling(this, 'Reconciling', { configuration, coverage });
		const reporting = new Reporting(this, 'Reporting', { configuration, coverage });
		this.judge = judge;
		this.useJudge = useJudge;
		const busName = this.busOf(configuration);
		if (busName !== null)
			new HubRules(this, 'Rules', {
				busName,
				signIns: judge.ingest,
				uses: useJudge.ingest,
				watching: watchingOf(configuration),
			});

		for (const { function: fn } of [judge, useJudge]) table.grantItems(fn, 'DeleteItem');
		table.grantItems(containment.function);
		table.grantOutbox(notification.function);
		table.grantItems(reconciling.function, 'DeleteItem');
		table.grantItems(reporting.function);
		for (const { function: fn } of [notification, reconciling]) table.grantOpenIndex(fn);
		for (const { function: fn } of [judge, useJudge, containment, reconciling]) {
			notification.grantHint(fn);
			domainBus.grantPublish(fn);
		}
		for (const { function: fn } of [judge, useJudge, reconciling]) containment.grantHint(fn);
		notification.grantHint(reporting.function);
		reporting.grantAccount(reconciling.function);
		reporting.grantReports(notification.function);

		const monitoring = new Monitoring(this, 'Monitoring', {
			configuration,
			table: table.table,
			judge,
			useJudge,
			containment,
			notification,
			reconciling,
			reporting,
		});
		addOutputs(scope, {
			TableName: table.table.tableName,
			NotifyQueueUrl: notification.work.queue.queueUrl,
			ContainQueueUrl: containment.work.queue.queueUrl,
			IngestQueueUrl: judge.ingest.work.queue.queueUrl,
			IngestDeadLettersUrl: judge.ingest.work.deadLetters.queueUrl,
			UseQueueUrl: useJudge.ingest.work.queue.queueUrl,
			UseDeadLettersUrl: useJudge.ingest.work.deadLetters.queueUrl,
			SlackSecret: notification.secret,
			AlarmTopic: monitoring.topic.topicArn,
			ReportFunction: reporting.function.lambda.functionName,
			ReportBucket: reporting.bucket.bucketName,
			ReportDeadLettersUrl: reporting.work.deadLetters.queueUrl,
		});
	}

	/**
	 * Gives the name of the bus on which events of other accounts and Regions arrive; null if there
	 * are none. In an organization it is in a stack of its own.
	 */
	private busOf({ deployment: { kind, regions } }: Configuration): string | null {
		if (kind === 'organization') return HUB_BUS;
		return regions.length === 0 ? null : new HubBus(this, 'Bus', { organization: null }).name;
	}
}

function addOutputs(stack: Construct, values: Readonly<Record<HubOutput, string>>): void {
	for (const [name, value] of Object.entries(values)) new CfnOutput(stack, name, { value });
}
