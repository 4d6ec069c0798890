import { Aws, RemovalPolicy, Tags } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { type AlarmSpec, alarmsOf, type Watched } from './alarms.ts';
import { dashboard } from './dashboard.ts';
import { ALARM_KEY_TAG } from './guard/by-keys.ts';
import { articleLink } from './runbook.ts';

interface MonitoringProps extends Watched {
	readonly configuration: Configuration;
}

/**
 * Alarms when the monitor itself fails. Subscribe to the topic, because Slack may be what is
 * broken.
 */
export class Monitoring extends Construct {
	readonly topic: Topic;

	constructor(scope: Construct, id: string, { configuration, ...watched }: MonitoringProps) {
		super(scope, id);
		this.topic = alarmTopic(this);
		const action = new SnsAction(this.topic);
		for (const spec of alarmsOf(watched)) {
			const alarm = alarmOf(this, spec, articleLink(spec.article, configuration.runbook));
			alarm.addAlarmAction(action);
			alarm.addOkAction(action);
		}
		dashboard(this, watched);
	}
}

function alarmOf(scope: Construct, spec: AlarmSpec, link: string): Alarm {
	const { LESS_THAN_THRESHOLD, GREATER_THAN_OR_EQUAL_TO_THRESHOLD } = ComparisonOperator;
	return new Alarm(scope, idOf(spec.id), {
		alarmDescription: `${spec.id}. ${spec.impact} ${link}`,
		metric: spec.metric,
		threshold: spec.threshold,
		evaluationPeriods: spec.periods ?? 1,
		comparisonOperator: spec.mustBe ? LESS_THAN_THRESHOLD : GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
		treatMissingData: spec.mustBe ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
	});
}

/** Turns `contain fails` into `ContainFails`. */
function idOf(name: string): string {
	return name.replace(/(?:^|[ -])(\w)/g, (_, first: string) => first.toUpperCase());
}

/**
 * Creates the topic of the alarms. It is encrypted with its own key, because CloudWatch may not use
 * the default key of SNS. A topic with any policy loses the default one that lets its own account
 * publish, so CloudWatch is named here too.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
function alarmTopic(scope: Construct): Topic {
	const key = new Key(scope, 'TopicKey', {
		description: 'eyes-system: alarms',
		enableKeyRotation: true,
		// The key encrypts only messages in transit, nothing that is stored.
		removalPolicy: RemovalPolicy.DESTROY,
	});
	Tags.of(key).add(ALARM_KEY_TAG.key, ALARM_KEY_TAG.value);
	const topic = new Topic(scope, 'Topic', {
		displayName: 'eyes-system alarms',
		masterKey: key,
		enforceSSL: true,
	});
	const fromOurAlarms = {
		principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
		conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
	};
	topic.addToResourcePolicy(
		new PolicyStatement({
			...fromOurAlarms,
			actions: ['sns:Publish'],
			resources: [topic.topicArn],
		}),
	);
	key.addToResourcePolicy(
		new PolicyStatement({
			...fromOurAlarms,
			actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
			// In a key's own policy `*` means the key itself.
			resources: ['*'],
		}),
	);
	return topic;
}
