/** Where AWS's own alarms about credentials come from. */
export type AlarmKind = 'health' | 'quarantine' | 'sign-in-anomaly' | 'guardduty';

/**
 * How sure it is whose credential is meant:
 * - `named`: the alarm itself has the unique id, or IAM answered for the key or the ARN in it
 * - `by-name`: IAM has a user of the name in the alarm. Which form AWS writes there is not documented
 * - `to-find`: a key or a user of which only IAM can tell the id; not asked yet
 * - `not-found`: IAM knows no such user or key
 * - `not-answered`: IAM could not be asked
 * - `nobody`: the alarm names nobody who could be found
 */
export type Subject = 'named' | 'by-name' | 'to-find' | 'not-found' | 'not-answered' | 'nobody';

/** The principal that attached a quarantine policy. */
export interface Attacher {
	/** Under this key the circuit breaker counts them. */
	readonly key: string;
	readonly name: string;
}

/** What AWS itself reports about a credential. It is no call, and nothing was obtained by it. */
export interface Alarm {
	readonly kind: AlarmKind;
	/**
	 * Updates of one alarm, its pages, and its copies in other Regions have the same id. The account
	 * is a part of it where AWS's own id is not unique.
	 */
	readonly id: string;
	/** `AWS_RISK_CREDENTIALS_EXPOSED`, the type of a finding, or the name of the policy. */
	readonly code: string;
	/** What AWS says about it; null if it says nothing. */
	readonly text: string | null;
	/** `closed`: AWS says that it is over. `sample`: somebody wanted to see an example. */
	readonly state: 'open' | 'closed' | 'sample';
	/** GuardDuty's, from 1 to 10; null for all others. */
	readonly severity: number | null;
	readonly subject: Subject;
	/** Of a quarantine; null for all others. */
	readonly attacher: Attacher | null;
	/** True if Health reported and a quarantine was attached, of one user and within an hour. */
	readonly isBacked: boolean;
}
