import type { AlarmSettings } from '../shared/configuration/configuration.ts';
import { PARTITIONS } from '../shared/runtime/names.ts';
import { ANOMALY_TYPE } from '../shared/sign-in/alarm/read-anomaly.ts';
import { FINDING_TYPE, SEQUENCE } from '../shared/sign-in/alarm/read-guardduty.ts';
import { HEALTH_TYPE, RISK } from '../shared/sign-in/alarm/read-health.ts';
import { QUARANTINE_POLICY } from '../shared/sign-in/alarm/read-quarantine.ts';
import { DETAIL_TYPES } from './event-patterns.ts';

/** The pattern of one kind of alarm. Without `detail` all events of the type match. */
export interface AlarmPattern {
	readonly source: readonly string[];
	readonly 'detail-type': readonly string[];
	readonly detail?: Readonly<Record<string, unknown>>;
}

/** A kind of alarm as the configuration names it. */
export type AlarmName = keyof AlarmSettings;

const [API_CALL] = DETAIL_TYPES;

/**
 * One pattern for each kind, without wildcards, of which a bus may have few. A code of Health that AWS
 * adds tomorrow arrives, and so does a new version of the quarantine policy.
 */
const PATTERNS: Readonly<Record<AlarmName, AlarmPattern>> = {
	health: {
		source: ['aws.health'],
		'detail-type': [HEALTH_TYPE],
		detail: {
			$or: [{ service: [RISK.service] }, { eventTypeCode: [{ prefix: RISK.prefix }] }],
		},
	},
	quarantine: {
		source: ['aws.iam'],
		'detail-type': [API_CALL],
		detail: {
			eventSource: ['iam.amazonaws.com'],
			eventName: ['AttachUserPolicy'],
			errorCode: [{ exists: false }],
			requestParameters: {
				policyArn: PARTITIONS.map((partition) => ({
					prefix: `arn:${partition}:iam::aws:policy/${QUARANTINE_POLICY}`,
				})),
			},
		},
	},
	signInAnomaly: { source: ['aws.signin'], 'detail-type': [ANOMALY_TYPE] },
	guardDuty: {
		source: ['aws.guardduty'],
		'detail-type': [FINDING_TYPE],
		detail: {
			// Findings about a bucket may name the access key too.
			$or: [
				{ resource: { resourceType: ['AccessKey'] } },
				{ resource: { accessKeyDetails: { accessKeyId: [{ exists: true }] } } },
				{ type: [{ prefix: SEQUENCE }] },
			],
		},
	},
};

/** Gives the patterns of the alarms that the configuration leaves on. */
export function alarmPatterns(
	settings: AlarmSettings,
): readonly { readonly name: AlarmName; readonly pattern: AlarmPattern }[] {
	const names: readonly AlarmName[] = ['health', 'quarantine', 'signInAnomaly', 'guardDuty'];
	return names.filter((name) => settings[name]).map((name) => ({ name, pattern: PATTERNS[name] }));
}

/** The detail types of all alarms, which the bus of the hub admits. */
export const ALARM_TYPES: readonly string[] = Object.values(PATTERNS).flatMap(
	(pattern) => pattern['detail-type'],
);
