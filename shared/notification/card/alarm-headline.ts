import type { Case } from '../../case/case.ts';
import type { Alarm } from '../../sign-in/alarm/alarm.ts';

/** What AWS reports, in the order in which it is asked. */
const RULES = [
	['alarm-sample', ({ state }) => state === 'sample'],
	['key-exposed', ({ code }) => code === 'AWS_RISK_CREDENTIALS_EXPOSED'],
	['key-compromised', ({ code }) => code === 'AWS_RISK_CREDENTIALS_COMPROMISED'],
	['key-suspected', ({ code }) => /^AWS_RISK_CREDENTIALS_\w+_SUSPECTED$/.test(code)],
	['console-compromised', ({ code }) => code === 'AWS_RISK_ACCOUNT_CONSOLE_COMPROMISE'],
	['quarantined', ({ kind, code }) => kind === 'quarantine' || code === 'AWS_RISK_IAM_QUARANTINE'],
	['aws-risk', ({ kind }) => kind === 'health'],
	['guardduty', ({ kind }) => kind === 'guardduty'],
	['sign-in-anomaly', ({ kind }) => kind === 'sign-in-anomaly'],
] as const satisfies readonly (readonly [string, (alarm: Alarm) => boolean])[];

export type AlarmHeadline = (typeof RULES)[number][0];

/** True for all headlines of alarms; they need no network. */
export function isAlarmHeadline(headline: string): headline is AlarmHeadline {
	return RULES.some(([one]) => one === headline);
}

/** Gives the headline of an alarm of AWS; null for all other cases. */
export function alarmHeadlineOf({ lead }: Pick<Case, 'lead'>): AlarmHeadline | null {
	const { alarm } = lead.signIn;
	if (alarm === undefined) return null;
	return RULES.find(([, applies]) => applies(alarm))?.[0] ?? 'aws-risk';
}
