import type { Alarm } from '../../../sign-in/alarm/alarm.ts';
import type { RiskFactorRule } from '../../evidence.ts';
import type { Severity, Weight } from '../../verdict.ts';

/** Somebody else has the credential, or everybody can have it. */
const CRITICAL: ReadonlySet<string> = new Set([
	'AWS_RISK_CREDENTIALS_EXPOSED',
	'AWS_RISK_CREDENTIALS_COMPROMISED',
	'AWS_RISK_ACCOUNT_CONSOLE_COMPROMISE',
]);

/** GuardDuty's own limits. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
const OF_FINDING: readonly (readonly [number, Severity])[] = [
	[9, 'critical'],
	[7, 'high'],
	[4, 'medium'],
];

/** How severe AWS's alarm is. A code of Health that is new is at least high. */
export const awsAlarm: RiskFactorRule = ({ signIn: { alarm } }) => {
	if (alarm === undefined) return null;
	const reason = { code: 'aws-alarm', detail: alarm.code } as const;
	return alarm.state === 'open' ? { reason, ...weightOf(alarm) } : { reason };
};

function weightOf({ kind, code, severity }: Alarm): Weight {
	switch (kind) {
		case 'health':
			return { atLeast: CRITICAL.has(code) ? 'critical' : 'high' };
		case 'quarantine':
			return { atLeast: 'high' };
		case 'sign-in-anomaly':
			return {};
		case 'guardduty':
			return severity === null ? {} : exactly(severity);
	}
}

function exactly(severity: number): Weight {
	const found = OF_FINDING.find(([least]) => severity >= least)?.[1] ?? 'low';
	return { atLeast: found, atMost: found };
}
