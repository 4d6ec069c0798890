import type { Refusal } from '../../record/record.ts';
import type { Fields } from '../fields.ts';
import type { SignIn } from '../sign-in.ts';
import { ANOMALY_TYPE, isAnomaly, readAnomaly } from './read-anomaly.ts';
import { readEnvelope } from './read-envelope.ts';
import { FINDING_TYPE, isFinding, readFinding } from './read-guardduty.ts';
import { HEALTH_TYPE, isRiskEvent, readHealth } from './read-health.ts';

/**
 * Reads the alarms in an event that AWS's services put on the bus themselves, one for each credential
 * that it names; null if it is no such event. Only AWS can put events there whose source begins with
 * `aws.`.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
 */
export function readAlarms(envelope: Fields): readonly SignIn[] | Refusal | null {
	const read = readEnvelope(envelope);
	if ('kind' in read) return isOfAlarm(envelope) ? read : null;
	if (isRiskEvent(read)) return readHealth(read);
	if (isFinding(read)) return readFinding(read);
	return isAnomaly(read) ? [readAnomaly(read)] : null;
}

const ALARM_TYPES: ReadonlySet<unknown> = new Set([HEALTH_TYPE, FINDING_TYPE, ANOMALY_TYPE]);

function isOfAlarm({ 'detail-type': type }: Fields): boolean {
	return ALARM_TYPES.has(type);
}
