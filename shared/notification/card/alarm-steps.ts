import type { AlarmHeadline } from './alarm-headline.ts';
import type { Step } from './steps.ts';

/** What AWS asks to do about a credential that it reports, and what else must be found out. */
export type AlarmStep =
	| 'ask-reported-owner'
	| 'ask-attacher'
	| 'replace-key'
	| 'check-key-use'
	| 'answer-aws'
	| 'look-at-finding'
	| 'release-replaced'
	| 'contain-reported';

const REPORTED = ['ask-reported-owner', 'replace-key', 'check-key-use', 'answer-aws'] as const;

interface Steps {
	/** Whom to ask whether the calls were theirs. */
	readonly ask: readonly Step[];
	/** How the credential is stopped by hand. */
	readonly stop: readonly Step[];
}

/** What the reader must do about an alarm. */
export function alarmSteps(headline: AlarmHeadline, { ask, stop }: Steps): readonly Step[] {
	switch (headline) {
		case 'alarm-sample':
			return ['nothing'];
		case 'key-exposed':
		case 'key-compromised':
		case 'key-suspected':
		case 'aws-risk':
			return REPORTED;
		case 'quarantined':
			return ['ask-attacher', 'replace-key', 'check-key-use', 'answer-aws'];
		case 'console-compromised':
			return [...ask, ...stop, 'answer-aws'];
		case 'guardduty':
			return [...ask, 'look-at-finding', ...stop];
		case 'sign-in-anomaly':
			return [...ask, ...stop];
	}
}

/** True if the key itself is in question, not the person. */
export function isAboutReportedKey(ask: readonly Step[]): boolean {
	return ask.includes('ask-reported-owner') || ask.includes('ask-attacher');
}
