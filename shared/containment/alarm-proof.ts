import type { Alarm } from '../sign-in/alarm/alarm.ts';

/** What AWS has established itself, in contrast to what it suspects. */
const ESTABLISHED: ReadonlySet<string> = new Set([
	'AWS_RISK_CREDENTIALS_EXPOSED',
	'AWS_RISK_CREDENTIALS_COMPROMISED',
]);

/**
 * True if an alarm is enough for rules to contain. Nobody but AWS can send what Health sends. Anybody
 * with the rights can attach a quarantine policy to a colleague, or cause a finding about them with a
 * key of theirs, so these alone only ask a human.
 */
export function isProof({ kind, code, subject, isBacked }: Alarm): boolean {
	if (subject !== 'named' && subject !== 'by-name') return false;
	if (isBacked) return true;
	return kind === 'health' && subject === 'named' && ESTABLISHED.has(code);
}
