import type { Configuration } from '../../../configuration/configuration.ts';
import type { Alarm, AlarmKind } from '../../../sign-in/alarm/alarm.ts';
import type { DispositionRule } from '../../evidence.ts';
import type { Reason } from '../../verdict.ts';

const SETTINGS: Readonly<Record<AlarmKind, keyof Configuration['alarms']>> = {
	health: 'health',
	quarantine: 'quarantine',
	'sign-in-anomaly': 'signInAnomaly',
	guardduty: 'guardDuty',
};

/**
 * AWS itself reports a credential: that is always told. History learns nothing from it, because
 * nobody has made a call. A sample is called that, and does nothing.
 */
export const awsAlarm: DispositionRule = ({ signIn: { alarm }, settings }) => {
	if (alarm === undefined) return null;
	if (!settings.configuration.alarms[SETTINGS[alarm.kind]])
		return { disposition: 'ignore', counts: false, reasons: [{ code: 'alarm-off' }] };
	switch (alarm.state) {
		case 'closed': {
			const reason = { code: 'alarm-closed', detail: alarm.code } as const;
			return { disposition: 'record', counts: false, reasons: [reason] };
		}
		case 'sample': {
			const reason = { code: 'alarm-sample' } as const;
			return { disposition: 'record', counts: false, weighed: true, reasons: [reason] };
		}
		case 'open':
			return { disposition: 'alert', counts: false, weighed: true, reasons: reasonsOf(alarm) };
	}
};

function reasonsOf({ attacher, isBacked, subject }: Alarm): readonly Reason[] {
	const found: readonly (Reason | null)[] = [
		attacher === null ? null : { code: 'quarantined', detail: attacher.name },
		isBacked ? { code: 'alarm-backed' } : null,
		subject === 'not-found' ? { code: 'alarm-user-not-found' } : null,
		subject === 'not-answered' ? { code: 'alarm-user-not-answered' } : null,
	];
	return found.filter((reason) => reason !== null);
}
